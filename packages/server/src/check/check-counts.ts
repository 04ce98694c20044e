/** The counts of the whole log against the entries that they count. */
import {
  countStrangers,
  type CountPage,
  FIRST_COUNT,
  readCounted,
  readCounts,
  readRecount,
  readTheseCounts,
} from '../store/check/count-rows.ts'
import { isTimeZone } from '../entry/times.ts'
import { type Checking, type CountCell, type Gathered } from './checking.ts'
import { cellName, countedZone, countEntry } from './count-cells.ts'

/** Cells to be read once more at a time. */
const AT_ONCE = 1000

export async function checkCounts(checking: Checking, gathered: Gathered): Promise<void> {
  const { pool, workspace, pace, progress } = checking
  const { set } = workspace.counting.current
  const comparing = new ComparedCounts(checking, gathered)
  for (let after = FIRST_COUNT; ; ) {
    const page = await readCounts(pool, workspace.id, set, after)
    if (page.rows.length === 0) break
    await comparing.compare(page)
    after = page.rows.at(-1)!
    progress('counts', comparing.seen, gathered.cells.size)
    await pace.rest()
  }
  // What was counted since the page at which it belongs, and what is missing, is looked at by itself.
  for (let cells = comparing.unseen(AT_ONCE); cells.length > 0; cells = comparing.unseen(AT_ONCE)) {
    await comparing.compare(await readTheseCounts(pool, workspace.id, set, cells))
    await pace.rest()
  }
  const recount = await readRecount(pool, workspace.id)
  if (recount !== undefined && !(recount.ok && isTimeZone(recount.zone ?? 'UTC')))
    checking.problems.add('derived', 0, 'how far the days of a new zone are counted does not fit together')
  const strangers = await countStrangers(pool, workspace.id, () => pace.rest())
  if (strangers > 0) {
    checking.problems.add('derived', 0, `${strangers} counts belong neither to the log nor to a client of it`)
  }
}

class ComparedCounts {
  readonly #checking: Checking
  readonly #cells: Map<string, CountCell>
  readonly #seen = new Set<string>()
  #size: number
  #replaced = false

  constructor(checking: Checking, gathered: Gathered) {
    this.#checking = checking
    this.#cells = gathered.cells
    this.#size = gathered.size
  }

  get seen(): number {
    return this.#seen.size
  }

  async compare({ size, rows, inForce }: CountPage): Promise<void> {
    // The zone was changed meanwhile: the next check compares the counts by its days.
    if (!inForce) this.#replaced = true
    if (this.#replaced) return
    await this.#countUpTo(size)
    for (const row of rows) {
      const name = cellName(row)
      const cell = this.#cells.get(name)
      this.#seen.add(name)
      if (row.n === (cell?.n ?? 0)) continue
      this.#checking.problems.add(
        'derived',
        cell?.first ?? 0,
        cell === undefined
          ? 'a count of the log counts entries that are not there'
          : `the count of the log that it belongs to says ${row.n}, and there are ${cell.n} such entries`,
      )
    }
  }

  /** Some of the cells that no page had. */
  unseen(most: number): { day: number; kind: number; source: number; actor: number }[] {
    if (this.#replaced) return []
    const cells: { day: number; kind: number; source: number; actor: number }[] = []
    for (const name of this.#cells.keys()) {
      if (this.#seen.has(name)) continue
      const [day, kind, source, actor] = name.split(' ').map(Number) as [number, number, number, number]
      cells.push({ day, kind, source, actor })
      if (cells.length >= most) break
    }
    return cells
  }

  /** Counts the entries that the page counts and that were appended since. */
  async #countUpTo(size: number): Promise<void> {
    const { pool, workspace } = this.#checking
    while (this.#size < size) {
      const rows = await readCounted(pool, workspace.id, this.#size, size)
      if (rows.length === 0) {
        this.#size = size
        return
      }
      for (const row of rows) countEntry(this.#cells, row, countedZone(workspace))
      this.#size = rows.at(-1)!.seq
    }
  }
}
