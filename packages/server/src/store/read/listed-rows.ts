/** The rows of a list of a few kinds, as a part of a statement: what is counted beside them is joined to it. */
import { int8Array } from '../sql-array.ts'
import { ROW_MATCHES } from './count.ts'
import { type RowFilter, ZONE_SLACK } from './filter.ts'
import { rowValues } from './walk.ts'

export interface ListedRows {
  readonly workspaceId: number
  /** Whose: of the log, of a client, of another object, of the clients whom somebody sees. */
  readonly place: ListedPlace
  /** The client or object. */
  readonly object?: number | undefined
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

const OF_OBJECT = `select ${COLUMNS} from daybook.links c where ${MATCHING} and c.object = $2::bigint ${WITHIN}`

/** SQL by where the rows stand; its values are $1 to $14. */
export const LISTED = {
  log: `select ${COLUMNS} from daybook.entries c where ${MATCHING} and $2::bigint is null ${WITHIN}`,
  client: OF_OBJECT,
  object: OF_OBJECT,
  own: `select distinct ${COLUMNS} from daybook.links c where ${MATCHING} and c.object = any($2::bigint[]) ${WITHIN}`,
} as const
export type ListedPlace = keyof typeof LISTED

const FIRST = 'm.workspace_id = $1 and m.seq = r.seq and m.place = 0'
/** SQL of the marks `m` of the rows `r`, each once. */
export const MARKS: Readonly<Record<ListedPlace, string>> = {
  log: FIRST,
  client: 'm.workspace_id = $1 and m.object = $2::bigint and m.seq = r.seq',
  object: FIRST,
  own: FIRST,
}

export const byPlace = <T>(make: (place: ListedPlace) => T): Readonly<Record<ListedPlace, T>> => ({
  log: make('log'),
  client: make('client'),
  object: make('object'),
  own: make('own'),
})

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
