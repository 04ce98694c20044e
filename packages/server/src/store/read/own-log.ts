/**
 * The log of somebody who sees own clients only, read from the links of these clients: a few of many are found at once,
 * where the whole log would have to be looked through for them.
 */
import { CLIENTS_SET } from '../counting.ts'
import { int8Array } from '../sql-array.ts'
import type { Run } from '../transaction.ts'
import { type CountRow, ROW_MATCHES } from './count.ts'
import { ENTRY_COLUMNS, type EntryRow } from './entry-row.ts'
import type { RowFilter } from './filter.ts'
import type { Order, Position, Step } from './scan.ts'
import { rowValues } from './walk.ts'

/** Of so many links the last ones are found in some 50 ms; who has more finds them soon in the log itself. */
const MOST_LINKS = 100_000

const SIZE = {
  name: 'size_of_own_log',
  text: `select coalesce(sum(n), 0)::bigint as n from daybook.counts
         where workspace_id = $1 and object = any($2::bigint[]) and zone_set = ${CLIENTS_SET}`,
}

/** True where reading the links of these clients is quick. */
export async function isOwnLogSmall(
  run: Run,
  workspaceId: number,
  clients: readonly number[],
): Promise<boolean> {
  const [row] = await run<{ n: number }>(SIZE, [workspaceId, int8Array(clients)])
  return row!.n <= MOST_LINKS
}

const LINKS = `from daybook.links c where c.workspace_id = $1 and c.object = any($2::bigint[]) and ${ROW_MATCHES}`

const pageOf = (order: Order) => ({
  name: `page_of_own_log_${order}`,
  text: `select ${ENTRY_COLUMNS} from (
           select distinct c.seq ${LINKS} and c.seq ${order === 'desc' ? '<' : '>'} $12::bigint
           order by c.seq ${order} limit $13) m
         join daybook.entries e on e.workspace_id = $1 and e.seq = m.seq order by e.seq ${order}`,
})
const PAGES = { desc: pageOf('desc'), asc: pageOf('asc') }

export interface OwnLogRequest {
  readonly workspaceId: number
  readonly clients: readonly number[]
  readonly filter: RowFilter
  readonly order: Order
  readonly after: Position | undefined
  readonly limit: number
}

export async function scanOwnLog(run: Run, request: OwnLogRequest): Promise<Step> {
  const { workspaceId, clients, filter, order, after, limit } = request
  if (filter.kinds?.length === 0) return { rows: [], next: null }
  const start = after?.seq ?? (order === 'desc' ? Number.MAX_SAFE_INTEGER : 0)
  const values = [workspaceId, int8Array(clients), ...rowValues(filter), start, limit]
  const rows = await run<EntryRow & Record<string, unknown>>(PAGES[order], values)
  return { rows, next: rows.length < limit ? null : { at: 0, seq: rows.at(-1)!.seq } }
}

const COUNT = {
  name: 'count_own_log',
  text: `select c.kind, c.source, coalesce(c.actor, 0) as actor, count(distinct c.seq) as n ${LINKS}
         group by c.kind, c.source, coalesce(c.actor, 0)`,
}

export const countOwnLog = (
  run: Run,
  workspaceId: number,
  clients: readonly number[],
  filter: RowFilter,
): Promise<CountRow[]> =>
  filter.kinds?.length === 0
    ? Promise.resolve([])
    : run<CountRow & Record<string, unknown>>(COUNT, [workspaceId, int8Array(clients), ...rowValues(filter)])
