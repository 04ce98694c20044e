/** Acts on the same thing follow each other within this process, so that racing callers do not overtake one another. */
export class OneAtATime {
  readonly #tails = new Map<string, Promise<unknown>>()

  /** Runs `work` once all that was asked for earlier under any of these names is over. */
  async run<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
    const before = Promise.allSettled(names.flatMap(name => this.#tails.get(name) ?? []))
    const own = before.then(work)
    for (const name of names) this.#tails.set(name, own)
    try {
      return await own
    } finally {
      for (const name of names) if (this.#tails.get(name) === own) this.#tails.delete(name)
    }
  }
}
