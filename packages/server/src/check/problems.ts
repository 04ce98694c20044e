/** What a check of the log found to be wrong. */

export interface Problem {
  /** The entry that it is about; 0 where it is about none. */
  readonly seq: number
  /** A sentence. Ids and numbers, never a value of a sealed part: it becomes an entry of its own. */
  readonly what: string
}

/**
 * `entry`: an entry itself, its place in the tree or its links, so that the number is exact. `derived`: something that is
 * computed from entries, and is wrong as well where one of those is.
 */
export type ProblemKind = 'entry' | 'derived'

const MOST_KEPT = 100

export class Problems {
  readonly #kept = { entry: [] as Problem[], derived: [] as Problem[] }
  #count = 0

  add(kind: ProblemKind, seq: number, what: string): void {
    this.#count++
    if (this.#kept[kind].length < MOST_KEPT) this.#kept[kind].push({ seq, what })
  }

  /** All that were found, more than are kept perhaps. */
  get count(): number {
    return this.#count
  }

  /** The first in the log: what is wrong with an entry itself before what follows from it. */
  get first(): Problem | undefined {
    return this.list[0]
  }

  get list(): readonly Problem[] {
    // What is about no entry comes last.
    const place = ({ seq }: Problem): number => (seq === 0 ? Number.MAX_SAFE_INTEGER : seq)
    const bySeq = (a: Problem, b: Problem): number => place(a) - place(b)
    return [...this.#kept.entry.sort(bySeq), ...this.#kept.derived.sort(bySeq)]
  }
}
