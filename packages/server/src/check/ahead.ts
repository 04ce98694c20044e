/** Reads the next page while the one before is worked on: the database and we take turns otherwise. */
export class Ahead<K, T> {
  readonly #read: (key: K) => Promise<T>
  #begun: { readonly key: K; readonly page: Promise<T> } | undefined

  constructor(read: (key: K) => Promise<T>) {
    this.#read = read
  }

  /** Begins to read a page that will be taken next, perhaps. */
  begin(key: K): void {
    const page = this.#read(key)
    // A failure is told to whoever takes it; nobody may.
    page.catch(() => {})
    this.#begun = { key, page }
  }

  take(key: K): Promise<T> {
    const begun = this.#begun
    this.#begun = undefined
    return begun?.key === key ? begun.page : this.#read(key)
  }
}
