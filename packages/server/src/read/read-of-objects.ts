/** A page of a history narrowed to some objects, or of what two have in common: read from their links. */
import type { Daybook } from '../daybook.ts'
import type { Workspace } from '../entry/workspace.ts'
import { ENTRY_COLUMNS, type EntryRow } from '../store/read/entry-row.ts'
import { matchesRow, type RowFilter } from '../store/read/filter.ts'
import { openRows, type OpenRow } from '../store/read/open-rows.ts'
import type { Order, Position } from '../store/read/scan.ts'
import { int8Array } from '../store/sql-array.ts'
import { readTogether } from '../store/transaction.ts'
import { type HistoryPage, type Match, SCAN_TIME, type Seeing } from './read-history.ts'

export interface ObjectsRequest extends Seeing {
  readonly objects: readonly number[]
  /** The client or object whose history it is; the whole log where absent. */
  readonly within?: number
  /** Clients merged into that one. */
  readonly merged?: readonly number[] | undefined
  readonly filter: RowFilter
  readonly matches?: Match
  readonly order: Order
  readonly after?: Position
  readonly limit: number
}

/** Objects have hundreds of entries, not millions: their links are read whole, up to this bound. */
const MAX_LINKS = 50_000

const SELECT_LINKS = {
  name: 'links_of_objects',
  text: `select distinct l.occurred_at, l.seq from daybook.links l
         where l.workspace_id = $1 and l.object = any($2::bigint[])
           and ($3::bigint[] is null or exists (select from daybook.links w where w.workspace_id = $1 and w.object = any($3)
             and w.occurred_at = l.occurred_at and w.seq = l.seq))
         limit ${MAX_LINKS}`,
}
const SELECT_ENTRIES = {
  name: 'entries_by_seq',
  text: `select ${ENTRY_COLUMNS} from daybook.entries e where e.workspace_id = $1 and e.seq = any($2::bigint[])`,
}

export async function readOfObjects(
  daybook: Daybook,
  workspace: Workspace,
  request: ObjectsRequest,
): Promise<HistoryPage> {
  const { objects, within, merged = [], filter, matches, sees, order, after, limit } = request
  const links = await readTogether(daybook.pools.app, workspace.id, run =>
    run<{ occurred_at: number; seq: number }>(SELECT_LINKS, [
      workspace.id,
      int8Array(objects),
      within === undefined ? null : int8Array([within, ...merged]),
    ]),
  )
  const places = links.map(link => ({ at: within === undefined ? 0 : link.occurred_at, seq: link.seq }))
  const sign = order === 'desc' ? -1 : 1
  const compare = (a: Position, b: Position): number => sign * (a.at - b.at || a.seq - b.seq)
  const ahead = places.filter(place => after === undefined || compare(place, after) > 0).sort(compare)
  const deadline = daybook.now() + SCAN_TIME
  const found: { place: Position; row: OpenRow }[] = []
  for (let from = 0; from < ahead.length; from += limit + 1) {
    const batch = ahead.slice(from, from + limit + 1)
    const rows = await readEntriesBySeq(
      daybook,
      workspace.id,
      batch.map(place => place.seq),
    )
    const opened = await openRows(
      daybook,
      workspace.id,
      batch.flatMap(place => rows.get(place.seq) ?? []),
    )
    const placeOf = new Map(batch.map(place => [place.seq, place]))
    for (const row of opened) {
      const seen = sees === undefined ? row : sees(row)
      if (seen !== undefined && matchesRow(row.row, filter) && matches?.(seen) !== false)
        found.push({ place: placeOf.get(row.row.seq)!, row: seen })
    }
    if (found.length > limit) {
      const page = found.slice(0, limit)
      return { rows: page.map(one => one.row), next: page.at(-1)!.place, cutShort: false }
    }
    if (daybook.now() >= deadline && from + limit + 1 < ahead.length) {
      return { rows: found.map(one => one.row), next: batch.at(-1)!, cutShort: true }
    }
  }
  return { rows: found.map(one => one.row), next: null, cutShort: false }
}

export async function readEntriesBySeq(
  daybook: { readonly pools: Pick<Daybook['pools'], 'app'> },
  workspaceId: number,
  seqs: readonly number[],
): Promise<Map<number, EntryRow>> {
  const rows = await readTogether(daybook.pools.app, workspaceId, run =>
    run<EntryRow>(SELECT_ENTRIES, [workspaceId, int8Array(seqs)]),
  )
  return new Map(rows.map(row => [row.seq, row]))
}
