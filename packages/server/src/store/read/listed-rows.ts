/** The rows of a list of a few kinds, as a part of a statement: what is counted beside them is joined to it. */
import { int8Array } from '../sql-array.ts'
import { ROW_MATCHES } from './count.ts'
import { type RowFilter, ZONE_SLACK } from './filter.ts'
import { rowValues } from './walk.ts'

export interface ListedRows {
  readonly workspaceId: number
  /** The client or object whose timeline it is. */
  readonly object?: number | undefined
  /** Else the clients whose entries it holds; the whole log where absent. */
  readonly own?: readonly number[] | undefined
  /** With its kinds. */
  readonly filter: RowFilter
  /** Entries that are left out, by number. */
  readonly without: readonly number[]
}

const FAR = 8_640_000_000_000_000
const COLUMNS = 'c.kind, c.source, coalesce(c.actor, 0) as actor, c.day, c.occurred_at, c.seq'
const MATCHING = `c.workspace_id = $1 and c.kind = any($3::int[]) and ${ROW_MATCHES} and c.seq <> all($12::bigint[])`
const WITHIN = 'and c.occurred_at between $13::bigint and $14::bigint'

/** SQL by where the rows stand; its values are $1 to $14. */
export const LISTED = {
  log: `select ${COLUMNS} from daybook.entries c where ${MATCHING} and $2::bigint is null ${WITHIN}`,
  object: `select ${COLUMNS} from daybook.links c where ${MATCHING} and c.object = $2::bigint ${WITHIN}`,
  own: `select distinct ${COLUMNS} from daybook.links c where ${MATCHING} and c.object = any($2::bigint[]) ${WITHIN}`,
} as const
export type ListedPlace = keyof typeof LISTED

/** The marks of the same entries; an entry of several clients has the one that tells most. */
export const MARKS: Readonly<Record<ListedPlace, string>> = {
  log: `select seq, max(mark) as mark from daybook.marks
        where workspace_id = $1 and kind = any($3::int[]) group by seq`,
  object: `select seq, mark from daybook.marks where workspace_id = $1 and object = $2::bigint`,
  own: `select seq, max(mark) as mark from daybook.marks
        where workspace_id = $1 and object = any($2::bigint[]) group by seq`,
}

export const listedPlace = ({ object, own }: ListedRows): ListedPlace =>
  object !== undefined ? 'object' : own !== undefined ? 'own' : 'log'

export function listedValues({ workspaceId, object, own, filter, without }: ListedRows): unknown[] {
  const { range } = filter
  return [
    workspaceId,
    object ?? (own === undefined ? null : int8Array(own)),
    ...rowValues(filter),
    int8Array(without),
    (range?.from ?? -FAR) - ZONE_SLACK,
    (range?.to ?? FAR) + ZONE_SLACK,
  ]
}
