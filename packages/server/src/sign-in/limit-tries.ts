/** How often somebody may try a password or a code. */
import { LogError } from '@daybook/protocol'
import { hmacSha256 } from '../keys/hmac.ts'
import type { TryLimit, Tries } from '../store/tries.ts'
import type { Caller } from '../entry/caller.ts'
import { networkOf } from './network-of.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND

/** The three quick tries that everybody has, and what bounds many slow ones. */
const QUICK = { most: 3, window: 30 * SECOND }
const FROM_ONE_ADDRESS = { most: 30, window: 10 * MINUTE }
const OF_ONE_ACCOUNT = { most: 30, window: 60 * MINUTE }
const LETTERS = { most: 3, window: 15 * MINUTE }
/** A code is good for its own half minute and the ones beside it. */
const CODE_LIFE = 3 * 30 * SECOND

export interface TryLimits {
  /**
   * Counts a try to sign in with an address that somebody gave, known or not. Answers what to call when it was right.
   * @throws LogError `rate_limited`
   */
  signIn(email: string, caller: Caller): Promise<() => Promise<void>>
  /** The same for a code or password of somebody whom we know: `userId` and what is tried. */
  confirm(what: 'code' | 'password', userId: string): Promise<() => Promise<void>>
  /** The same for a secret link. */
  openLink(token: string, caller: Caller): Promise<() => Promise<void>>
  /** Counts a letter that somebody wants mailed. Throws `rate_limited`. */
  askLetter(email: string, caller: Caller): Promise<void>
  /** False where this code was accepted before: it is good for once (RFC 6238, 5.2). */
  useCode(userId: string, code: string): Promise<boolean>
}

export function createTryLimits(tries: Tries, secret: string, now: () => number): TryLimits {
  const mac = hmacSha256(Buffer.from(secret, 'base64'))
  // A zero byte, which no field can hold, keeps ("a", "bc") and ("ab", "c") apart.
  const key = (...fields: readonly string[]): Buffer => mac(`tries\0${fields.join('\0')}`).subarray(0, 16)

  async function take(...limits: readonly TryLimit[]): Promise<void> {
    const wait = await tries.take(limits, now())
    if (wait <= 0) return
    const seconds = Math.max(1, Math.ceil(wait / SECOND))
    throw new LogError('rate_limited', `Too many tries. Try again in ${seconds} s.`, { retryAfter: seconds })
  }

  return {
    async signIn(email, caller) {
      const network = networkOf(caller.ip)
      const both = key('sign-in', network, email)
      const address = key('sign-in from', network)
      const account = key('sign-in of', email)
      // First alone: whoever is stopped here does not use up the tries of the account's owner.
      await take({ key: both, ...QUICK })
      await take({ key: address, ...FROM_ONE_ADDRESS }, { key: account, ...OF_ONE_ACCOUNT })
      return async () => {
        await tries.forget(both)
        await tries.giveBack(address)
        await tries.giveBack(account)
      }
    },
    async confirm(what, userId) {
      const quick = key(what, userId)
      const account = key(`${what} of`, userId)
      await take({ key: quick, ...QUICK })
      await take({ key: account, ...OF_ONE_ACCOUNT })
      return async () => {
        await tries.forget(quick)
        await tries.giveBack(account)
      }
    },
    async openLink(token, caller) {
      // An invitation's place stands before its secret: however many secrets are tried, it is one link.
      const place = token.slice(0, Math.max(0, token.lastIndexOf('.')))
      const limits = [key('link from', networkOf(caller.ip)), ...(place ? [key('link', place)] : [])]
      for (const limit of limits) await take({ key: limit, ...FROM_ONE_ADDRESS })
      return async () => {
        for (const limit of limits) await tries.giveBack(limit)
      }
    },
    async askLetter(email, caller) {
      await take({ key: key('letter from', networkOf(caller.ip)), ...FROM_ONE_ADDRESS })
      await take({ key: key('letter to', email), ...LETTERS })
    },
    async useCode(userId, code) {
      const limit = { key: key('used code', userId, code), most: 1, window: CODE_LIFE }
      return (await tries.take([limit], now())) === 0
    },
  }
}
