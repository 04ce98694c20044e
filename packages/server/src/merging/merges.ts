/** Who is merged into whom: one person's profiles are a tree, and the page of all of them is that of its root. Pure. */

export interface Merge {
  readonly clientId: number
  /** The client into whom they were merged; that one may be merged into another. */
  readonly survivor: number
  /** The entry that tells of it. */
  readonly seq: number
}

const NONE: readonly number[] = []

export class Merges {
  readonly #of = new Map<number, Merge>()
  readonly #into = new Map<number, number[]>()

  constructor(rows: readonly Merge[]) {
    for (const row of rows) {
      this.#of.set(row.clientId, row)
      const list = this.#into.get(row.survivor)
      if (list === undefined) this.#into.set(row.survivor, [row.clientId])
      else list.push(row.clientId)
    }
  }

  /** True where nobody is merged: then nothing has to be looked at. */
  get isEmpty(): boolean {
    return this.#of.size === 0
  }

  /** What a client was merged by; undefined of those who stand for themselves. */
  of(clientId: number): Merge | undefined {
    return this.#of.get(clientId)
  }

  /** The client on whose page this one stands: itself where it is not merged. */
  rootOf(clientId: number): number {
    let at = clientId
    // A row that was tampered with could lead in a circle.
    for (let steps = this.#of.size; steps > 0; steps--) {
      const merge = this.#of.get(at)
      if (merge === undefined) break
      at = merge.survivor
    }
    return at
  }

  /** Who was merged into a client, and into those, in no order; without the client. */
  mergedInto(clientId: number): readonly number[] {
    if (!this.#into.has(clientId)) return NONE
    const found = new Set<number>([clientId])
    for (const id of found) for (const other of this.#into.get(id) ?? NONE) found.add(other)
    found.delete(clientId)
    return [...found]
  }

  /** Everybody who stands on one page, the survivor first. */
  groupOf(clientId: number): readonly number[] {
    const root = this.rootOf(clientId)
    return [root, ...this.mergedInto(root)]
  }

  /** These clients and whoever was merged into them. */
  withMerged(clientIds: ReadonlySet<number>): ReadonlySet<number> {
    if (this.isEmpty || clientIds.size === 0) return clientIds
    return new Set([...clientIds].flatMap(id => [id, ...this.mergedInto(id)]))
  }

  /** Whoever stands on one page with one of these. */
  withGroups(clientIds: ReadonlySet<number>): ReadonlySet<number> {
    if (this.isEmpty || clientIds.size === 0) return clientIds
    return new Set([...clientIds].flatMap(id => (this.#isAlone(id) ? [id] : this.groupOf(id))))
  }

  /** The survivors who are nobody's in turn. */
  get roots(): readonly number[] {
    return [...this.#into.keys()].filter(id => !this.#of.has(id))
  }

  #isAlone(id: number): boolean {
    return !this.#of.has(id) && !this.#into.has(id)
  }
}
