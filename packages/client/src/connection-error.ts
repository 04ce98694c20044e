/**
 * No answer came, or none that Daybook gave: the network, a proxy, a time limit.
 * Whether the request was carried out is unknown. Appending the same drafts again under the same `keys` is
 * always safe: what was written before is answered as a duplicate.
 */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError'
  /** The idempotency keys of the drafts, in their order, when an append failed; those the SDK made included. */
  readonly keys: readonly string[]

  constructor(message: string, cause?: unknown, keys: readonly string[] = []) {
    super(message, { cause })
    this.keys = keys
  }
}
