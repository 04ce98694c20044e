/** The drafts of one call to `append`, checked and written as JSON once, so that later changes do not reach them. */
import type { Draft } from '@daybook/protocol'
import { LogError } from '@daybook/protocol/errors'

export interface Parcel {
  /** The JSON text of each draft, its key included. */
  readonly texts: readonly string[]
  /** Their bytes in UTF-8, without commas. */
  readonly bytes: number
  readonly keys: readonly string[]
  /** True where the caller gave the key. */
  readonly ownKeys: readonly boolean[]
  /** True where the call was made with one draft, not a list. */
  readonly single: boolean
}

/** The server's limits (`LIMITS` of the protocol, which carries its validator along). */
export const MAX_DRAFTS = 1000
export const MAX_BODY = 8 * 1024 * 1024
export const MAX_DRAFT = 256 * 1024

/** A parcel of these drafts. Throws `LogError` for more than one request can hold, and for what is not JSON. */
export function createParcel(input: Draft | readonly Draft[]): Parcel {
  const single = !isList(input)
  const drafts = single ? [input] : input
  if (drafts.length > MAX_DRAFTS)
    throw new LogError(
      'too_many_entries',
      `${drafts.length} drafts in one append; ${MAX_DRAFTS} fit, as all or nothing.`,
    )
  const keys = drafts.map(draft => draft.key ?? randomKey())
  const texts = drafts.map((draft, n) => JSON.stringify({ ...draft, key: keys[n] }))
  const encoder = new TextEncoder()
  let bytes = 0
  for (const [n, text] of texts.entries()) {
    const size = encoder.encode(text).length
    if (size > MAX_DRAFT) {
      const message = `has ${size} bytes; at most ${MAX_DRAFT} are accepted`
      const path = single ? '' : `/entries/${n}`
      throw new LogError('draft_too_large', `The draft ${message}.`, { errors: [{ path, message }] })
    }
    bytes += size
  }
  if (bytes + texts.length + 14 > MAX_BODY)
    throw new LogError('body_too_large', `The drafts have ${bytes} bytes; one append holds ${MAX_BODY}.`)
  return { texts, bytes, keys, ownKeys: drafts.map(draft => draft.key !== undefined), single }
}

function isList(input: Draft | readonly Draft[]): input is readonly Draft[] {
  return Array.isArray(input)
}

/** An idempotency key that nobody else makes: 128 random bits. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return `sdk_${Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')}`
}
