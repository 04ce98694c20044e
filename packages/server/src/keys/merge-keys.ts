import type { BackedUpKey } from './key-backup.ts'

/**
 * Two walks through client keys, each in the order of client and kind, as one in the same order. Where both have a
 * key, it is taken from `first`; what only `second` has is given as `adopt` makes it.
 */
export async function* mergeKeys(
  first: AsyncIterable<readonly BackedUpKey[]>,
  second: AsyncIterable<readonly BackedUpKey[]>,
  adopt: (key: BackedUpKey) => BackedUpKey,
): AsyncGenerator<readonly BackedUpKey[]> {
  const others = new Walk(second)
  try {
    for await (const page of first) {
      const merged: BackedUpKey[] = []
      for (const key of page) {
        let other = others.here ?? (await others.fill())
        for (; other !== undefined && isBefore(other, key); other = others.here ?? (await others.fill())) {
          merged.push(adopt(other))
          others.next()
        }
        if (other?.clientId === key.clientId && other.kind === key.kind) others.next()
        merged.push(key)
      }
      yield merged
    }
    while ((others.here ?? (await others.fill())) !== undefined) yield others.takePage().map(adopt)
  } finally {
    await others.end()
  }
}

/** A place in a walk. */
class Walk {
  readonly #pages: AsyncIterator<readonly BackedUpKey[]>
  #page: readonly BackedUpKey[] = []
  #at = 0

  constructor(pages: AsyncIterable<readonly BackedUpKey[]>) {
    this.#pages = pages[Symbol.asyncIterator]()
  }

  /** The next key of the page at hand; undefined at its end. */
  get here(): BackedUpKey | undefined {
    return this.#page[this.#at]
  }

  next(): void {
    this.#at++
  }

  /** Gets a page that has a key, and answers its first; undefined where there is none. */
  async fill(): Promise<BackedUpKey | undefined> {
    while (this.here === undefined) {
      const { value, done } = await this.#pages.next()
      if (done === true) return undefined
      this.#page = value
      this.#at = 0
    }
    return this.here
  }

  /** The rest of the page at hand. */
  takePage(): readonly BackedUpKey[] {
    const rest = this.#page.slice(this.#at)
    this.#at = this.#page.length
    return rest
  }

  async end(): Promise<void> {
    await this.#pages.return?.()
  }
}

const isBefore = (a: BackedUpKey, b: BackedUpKey): boolean =>
  a.clientId < b.clientId || (a.clientId === b.clientId && a.kind < b.kind)
