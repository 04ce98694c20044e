/** Lets one run at a time, in the order in which they came. */
export class Mutex {
  #last: Promise<unknown> = Promise.resolve()

  alone<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#last.then(work)
    // The next one runs whatever became of this one; its failure is its caller's.
    this.#last = run.catch(() => {})
    return run
  }

  /** Resolves when those who came so far are done. */
  get free(): Promise<unknown> {
    return this.#last
  }
}
