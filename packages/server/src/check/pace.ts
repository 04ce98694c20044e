/** Lets others have their turn while a check computes: it shares the process with those who append and read. */
import { setTimeout as sleep } from 'node:timers/promises'

/** Entries that are checked without a pause: about 3 ms. */
const BREATH = 24
/** A longer rest would only make the check longer. */
const LONGEST_REST = 1000

export class Pace {
  readonly #rest: number
  readonly #signal: AbortSignal
  #since = 0
  #at = performance.now()

  /** @param rest time to rest for each time that was worked: 1 leaves half of a core to others, 0 none */
  constructor(rest: number, signal: AbortSignal) {
    this.#rest = rest
    this.#signal = signal
  }

  /** Called after each entry. Throws where the check is to end. */
  breathe(): Promise<void> | undefined {
    if (++this.#since < BREATH) return undefined
    this.#since = 0
    this.#signal.throwIfAborted()
    return new Promise(resolve => setImmediate(resolve))
  }

  /** Called after each page. Throws where the check is to end. */
  async rest(): Promise<void> {
    this.#signal.throwIfAborted()
    const worked = performance.now() - this.#at
    if (this.#rest > 0) {
      const signal = this.#signal
      await sleep(Math.min(worked * this.#rest, LONGEST_REST), undefined, { signal }).catch(() => {})
      signal.throwIfAborted()
    }
    this.#at = performance.now()
  }
}
