/** How long to wait before trying again: exponential, with full jitter. */

export interface RetryPolicy {
  /** Tries in all, the first one included. 1 switches retries off. */
  readonly attempts: number
  /** Milliseconds that the first wait may take at most; each further one may take twice as long. */
  readonly baseMs: number
  /** Milliseconds that no wait exceeds, but for the server's own `Retry-After`. */
  readonly maxMs: number
}

/** Seconds of `Retry-After` beyond which waiting is left to the caller. */
export const LONGEST_RETRY_AFTER = 300

/**
 * Milliseconds to wait after the attempt with this number (0 is the first).
 * `retryAfter` (seconds) is the least that the server asked for; the jitter comes on top of it, so that
 * callers that were refused together do not come back together.
 */
export function backoff(policy: RetryPolicy, attempt: number, random: () => number, retryAfter = 0): number {
  const ceiling = Math.min(policy.maxMs, policy.baseMs * 2 ** Math.min(attempt, 30))
  return retryAfter * 1000 + random() * ceiling
}
