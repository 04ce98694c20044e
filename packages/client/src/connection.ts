/** What every call of one client has in common: where to, as whom, and how patiently. */
import type { RetryPolicy } from './backoff.ts'

/** The part of `fetch` that the SDK uses, so that a server's own `app.request` fits too. */
export type Fetch = (input: string, init: RequestInit) => Promise<Response>

export interface Connection {
  /** Without a slash at its end; empty for the page's own origin. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly credentials?: RequestCredentials
  readonly fetch: Fetch
  readonly retry: RetryPolicy
  /** Milliseconds that one attempt may take. */
  readonly timeoutMs: number
  /** From 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number
}
