/** How often strangers may do what costs something, or fills a diary. Counted in the database, under MACs. */
import { LogError } from '@daybook/protocol'
import type { Caller } from '../entry/caller.ts'
import { hmacSha256 } from '../keys/hmac.ts'
import { networkOf } from '../sign-in/network-of.ts'
import type { Tries, TryLimit } from '../store/tries.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Pages for which free times are looked for. */
const LOOKS = { most: 120, window: MINUTE }
const BOOKINGS_FROM_ADDRESS = { most: 6, window: 10 * MINUTE }
const BOOKINGS_FROM_ADDRESS_A_DAY = { most: 20, window: 24 * HOUR }
const BOOKINGS_OF_WORKSPACE = { most: 60, window: 10 * MINUTE }
const BOOKINGS_OF_EMAIL = { most: 5, window: HOUR }
const ACTS = { most: 30, window: 10 * MINUTE }
const LETTERS_FROM_ADDRESS = { most: 20, window: 10 * MINUTE }
const LETTERS_TO_EMAIL = { most: 3, window: 15 * MINUTE }
const CODES_FROM_ADDRESS = { most: 20, window: 10 * MINUTE }
/** A code has a million values: this many tries in the quarter of an hour that it lives. */
const CODES_OF_EMAIL = { most: 5, window: 15 * MINUTE }

/** Each throws `rate_limited`. */
export interface OnlineLimits {
  look(workspaceId: number, caller: Caller): Promise<void>
  book(workspaceId: number, email: string, caller: Caller): Promise<void>
  act(workspaceId: number, caller: Caller): Promise<void>
  askLetter(workspaceId: number, email: string, caller: Caller): Promise<void>
  tryCode(workspaceId: number, email: string, caller: Caller): Promise<void>
}

export function createOnlineLimits(tries: Tries, secret: string, now: () => number): OnlineLimits {
  const mac = hmacSha256(Buffer.from(secret, 'base64'))
  const key = (...fields: readonly (string | number)[]): Buffer =>
    mac(`online\0${fields.join('\0')}`).subarray(0, 16)

  /** One after the other: whoever is stopped by their own address does not use up what is everybody's. */
  async function take(...limits: readonly TryLimit[]): Promise<void> {
    for (const limit of limits) {
      const wait = await tries.take([limit], now())
      if (wait <= 0) continue
      const seconds = Math.max(1, Math.ceil(wait / 1000))
      throw new LogError('rate_limited', `Too many tries. Try again in ${seconds} s.`, {
        retryAfter: seconds,
      })
    }
  }

  return {
    look: (id, { ip }) => take({ key: key('look', id, networkOf(ip)), ...LOOKS }),
    book: (id, email, { ip }) =>
      take(
        { key: key('book', id, networkOf(ip)), ...BOOKINGS_FROM_ADDRESS },
        { key: key('book a day', id, networkOf(ip)), ...BOOKINGS_FROM_ADDRESS_A_DAY },
        { key: key('book as', id, email), ...BOOKINGS_OF_EMAIL },
        { key: key('book at', id), ...BOOKINGS_OF_WORKSPACE },
      ),
    act: (id, { ip }) => take({ key: key('act', id, networkOf(ip)), ...ACTS }),
    askLetter: (id, email, { ip }) =>
      take(
        { key: key('letter from', id, networkOf(ip)), ...LETTERS_FROM_ADDRESS },
        { key: key('letter to', id, email), ...LETTERS_TO_EMAIL },
      ),
    tryCode: (id, email, { ip }) =>
      take(
        { key: key('code from', id, networkOf(ip)), ...CODES_FROM_ADDRESS },
        { key: key('code of', id, email), ...CODES_OF_EMAIL },
      ),
  }
}
