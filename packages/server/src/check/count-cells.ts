import { localDay } from '../entry/times.ts'
import type { Workspace } from '../entry/workspace.ts'
import type { Counted } from '../store/check/count-rows.ts'
import type { CountCell } from './checking.ts'

/** The zone of the counts in force. */
export const countedZone = ({ counting, timeZone }: Workspace): string => counting.current.zone ?? timeZone

/** The name of a row of the log's counts. */
export const cellName = (row: { day: number; kind: number; source: number; actor: number }): string =>
  `${row.day} ${row.kind} ${row.source} ${row.actor}`

/** Counts an entry, in the local day that it belongs to. */
export function countEntry(cells: Map<string, CountCell>, row: Counted, timeZone: string): void {
  const day = row.day ?? localDay(row.occurred_at, timeZone)
  const name = cellName({ day, kind: row.kind, source: row.source, actor: row.actor ?? 0 })
  const cell = cells.get(name)
  if (cell === undefined) cells.set(name, { n: 1, first: row.seq })
  else cell.n++
}
