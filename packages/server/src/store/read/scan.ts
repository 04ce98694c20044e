/**
 * One bounded step of reading a history in order. A timeline is a range of the links of one client or object, in
 * order of (occurred_at, seq); the log is a range of the entries, in order of seq.
 *
 * Where a filter names kinds of entry, each kind is a stream of its own in the index. A step reads at most `chunk`
 * rows of each stream, so that its cost is bounded however rare the matches are; it answers the matches up to the
 * frontier, the nearest point that some stream did not reach beyond.
 */
import type { Run, Statement } from '../transaction.ts'
import { int2Array, int4Array, int8Array } from '../sql-array.ts'
import { ENTRY_COLUMNS, type EntryRow } from './entry-row.ts'
import { type RowFilter, ZONE_SLACK } from './filter.ts'

export type Order = 'desc' | 'asc'

/** A place in a history: exclusive, where reading goes on. For the log, `at` is 0. */
export interface Position {
  readonly at: number
  readonly seq: number
}

export interface Step {
  readonly rows: readonly EntryRow[]
  /** Where the next step begins; null at the end of the history. */
  readonly next: Position | null
}

export interface ScanRequest {
  readonly workspaceId: number
  /** The client or object whose timeline it is; the whole log where absent. */
  readonly object?: number
  /** Clients merged into that one: what is linked to several of them is one entry all the same. */
  readonly merged?: readonly number[] | undefined
  readonly filter: RowFilter
  readonly order: Order
  readonly after: Position | undefined
  /** Rows of each stream to look at. */
  readonly chunk: number
  /** Matches to answer at most. */
  readonly limit: number
}

/** More kinds than this are read as one stream and sorted out row by row. */
const MAX_STREAMS = 24
const FAR = 8_640_000_000_000_000

export async function scanStep(run: Run, request: ScanRequest): Promise<Step> {
  const { filter, order, chunk, limit } = request
  if (filter.kinds?.length === 0) return { rows: [], next: null }
  const streams = filter.kinds !== undefined && filter.kinds.length <= MAX_STREAMS ? filter.kinds : undefined
  const statement = statementFor(sourceOf(request), streams !== undefined, order)
  const rows = await run<EntryRow & { f_at: number | null; f_seq: number | null }>(
    statement,
    values(request, streams),
  )
  const found = rows.filter(row => row.seq !== null)
  const last = found.at(-1)
  if (found.length >= limit && last !== undefined) return { rows: found, next: positionOf(last, request) }
  const frontier = rows[0]
  const reached = frontier === undefined || frontier.f_seq === null
  return {
    rows: found,
    next: reached || chunk === 0 ? null : { at: frontier.f_at ?? 0, seq: frontier.f_seq! },
  }
}

const positionOf = (row: EntryRow, request: ScanRequest): Position => ({
  at: request.object === undefined ? 0 : row.occurred_at,
  seq: row.seq,
})

function values(request: ScanRequest, streams: readonly number[] | undefined): unknown[] {
  const { filter, order, after, chunk, limit, object } = request
  const start = after ?? (order === 'desc' ? { at: FAR, seq: Number.MAX_SAFE_INTEGER } : { at: -FAR, seq: 0 })
  const { range } = filter
  const own = [
    request.workspaceId,
    start.seq,
    chunk,
    limit,
    filter.sources === undefined ? null : int2Array(filter.sources),
    filter.actors === undefined ? null : int8Array(filter.actors),
    filter.outcomes === undefined ? null : int2Array(filter.outcomes),
    filter.pairs === undefined ? null : int4Array(filter.pairs),
    range?.from ?? null,
    range?.to ?? null,
    range?.fromDay ?? null,
    range?.toDay ?? null,
    streams === undefined
      ? filter.kinds === undefined
        ? null
        : int4Array(filter.kinds)
      : int4Array(streams),
  ]
  if (object === undefined) return own
  return [
    ...own,
    subjectOf(object, request.merged),
    start.at,
    (range?.from ?? -FAR) - ZONE_SLACK,
    (range?.to ?? FAR) + ZONE_SLACK,
  ]
}

const CONDITIONS = `($5::smallint[] is null or c.source = any($5)) and ($6::bigint[] is null or c.actor = any($6))
  and ($7::smallint[] is null or c.outcome = any($7)) and ($8::int[] is null or c.kind * 16 + c.source = any($8))
  and ($9::bigint is null or case when c.day is null then c.occurred_at >= $9 and c.occurred_at < $10::bigint
    else c.day between $11::int and $12::int end)`

/** What is read: the log, the links of one, or those of several clients who are merged. */
type Source = 'log' | 'links' | 'merged'

export const sourceOf = ({ object, merged }: Pick<ScanRequest, 'object' | 'merged'>): Source =>
  object === undefined ? 'log' : isMerged(merged) ? 'merged' : 'links'

/** The value of a statement's parameter for them: one number, or an array. */
export const subjectOf = (object: number, merged: ScanRequest['merged']): unknown =>
  isMerged(merged) ? int8Array([object, ...merged]) : object

export const isMerged = (merged: ScanRequest['merged']): merged is readonly number[] =>
  merged !== undefined && merged.length > 0

const statements = new Map<string, Statement>()

function statementFor(source: Source, byKind: boolean, order: Order): Statement {
  const name = `scan_${source}_${byKind ? 'kinds' : 'all'}_${order}`
  let statement = statements.get(name)
  if (statement === undefined)
    statements.set(name, (statement = { name, text: textFor(source, byKind, order) }))
  return statement
}

function textFor(source: Source, byKind: boolean, order: Order): string {
  const ofObject = source !== 'log'
  const ofMerged = source === 'merged'
  const beyond = order === 'desc' ? '<' : '>'
  const reverse = order === 'desc' ? 'asc' : 'desc'
  const columns = `${ofMerged ? 'object, ' : ''}kind, occurred_at, seq, day, source, outcome, actor`
  const place = ofObject ? '(occurred_at, seq)' : 'seq'
  const stream = ofObject
    ? `select ${columns} from daybook.links l where l.workspace_id = $1 and l.object = ${ofMerged ? 'o' : '$14'} __KIND__
         and (l.occurred_at, l.seq) ${beyond} ($15::bigint, $2::bigint) and l.occurred_at between $16::bigint and $17::bigint
       order by l.occurred_at ${order}, l.seq ${order} limit $3`
    : `select ${columns} from daybook.entries l where l.workspace_id = $1 __KIND__ and l.seq ${beyond} $2::bigint
       order by l.seq ${order} limit $3`
  // Each of several clients is a stream of its own as well.
  const each = [...(ofMerged ? ['unnest($14::bigint[]) o'] : []), ...(byKind ? ['unnest($13::int[]) k'] : [])]
  const one = stream.replace('__KIND__', byKind ? 'and l.kind = k' : '')
  const candidates =
    each.length === 0 ? one : `select s.* from ${each.join(' cross join ')} cross join lateral (${one}) s`
  const own = [...(ofMerged ? ['object'] : []), ...(byKind ? ['kind'] : [])]
  const partition = own.length === 0 ? '1' : own.join(', ')
  const extra = byKind ? '' : 'and ($13::int[] is null or c.kind = any($13))'
  const sortBy = ofObject ? `occurred_at ${order}, seq ${order}` : `seq ${order}`
  const reverseBy = ofObject ? `occurred_at ${reverse}, seq ${reverse}` : `seq ${reverse}`
  // A stream that filled its chunk may have more behind its last row; the frontier is the nearest of such rows.
  return `with c as materialized (${candidates}),
    last as (select distinct on (${partition === '1' ? 'n' : partition}) occurred_at, seq, n
             from (select *, count(*) over (partition by ${partition}) n from c) x
             order by ${partition === '1' ? 'n' : partition}, ${reverseBy}),
    f as (select occurred_at, seq from last where n >= $3 order by ${sortBy} limit 1)
    select h.*, f.occurred_at as f_at, f.seq as f_seq
    from (select 1) one left join f on true left join (
      select ${ENTRY_COLUMNS} from (
        select ${ofMerged ? 'distinct ' : ''}c.seq, c.occurred_at from c where ${CONDITIONS} ${extra}
          and not exists (select from f where ${place.replace(/(\w+)/g, 'c.$1')} ${beyond} ${ofObject ? '(f.occurred_at, f.seq)' : 'f.seq'})
        order by ${ofObject ? `c.occurred_at ${order}, c.seq ${order}` : `c.seq ${order}`} limit $4) m
      join daybook.entries e on e.workspace_id = $1 and e.seq = m.seq
    ) h on true
    order by ${ofObject ? `h.occurred_at ${order}, h.seq ${order}` : `h.seq ${order}`}`
}

const pageOfMerged = (order: Order, beyond: string): string => `select ${ENTRY_COLUMNS} from (
    select distinct l.occurred_at, l.seq from unnest($2::bigint[]) o cross join lateral (
      select one.occurred_at, one.seq from daybook.links one where one.workspace_id = $1 and one.object = o
        and (one.occurred_at, one.seq) ${beyond} ($3::bigint, $4::bigint)
      order by one.occurred_at ${order}, one.seq ${order} limit $5) l
    order by l.occurred_at ${order}, l.seq ${order} limit $5) m
  join daybook.entries e on e.workspace_id = $1 and e.seq = m.seq
  order by m.occurred_at ${order}, m.seq ${order}`

const SIMPLE: Readonly<Record<string, Statement>> = Object.fromEntries(
  (['desc', 'asc'] as const).flatMap(order => {
    const beyond = order === 'desc' ? '<' : '>'
    return [
      [
        `links_${order}`,
        {
          name: `page_links_${order}`,
          text: `select ${ENTRY_COLUMNS} from (
              select l.occurred_at, l.seq from daybook.links l where l.workspace_id = $1 and l.object = $2
                and (l.occurred_at, l.seq) ${beyond} ($3::bigint, $4::bigint)
              order by l.occurred_at ${order}, l.seq ${order} limit $5) m
            join daybook.entries e on e.workspace_id = $1 and e.seq = m.seq
            order by m.occurred_at ${order}, m.seq ${order}`,
        },
      ],
      [`merged_${order}`, { name: `page_merged_${order}`, text: pageOfMerged(order, beyond) }],
      [
        `log_${order}`,
        {
          name: `page_log_${order}`,
          text: `select ${ENTRY_COLUMNS} from daybook.entries e where e.workspace_id = $1 and e.seq ${beyond} $2::bigint
            order by e.seq ${order} limit $3`,
        },
      ],
    ]
  }),
)

/** A page without any filter: the plain range of the index. */
export async function scanPlain(run: Run, request: Omit<ScanRequest, 'filter' | 'chunk'>): Promise<Step> {
  const { workspaceId, object, merged, order, after, limit } = request
  const start = after ?? (order === 'desc' ? { at: FAR, seq: Number.MAX_SAFE_INTEGER } : { at: -FAR, seq: 0 })
  const place = object === undefined ? [start.seq] : [subjectOf(object, merged), start.at, start.seq]
  const statement = SIMPLE[`${sourceOf(request)}_${order}`]!
  const rows = await run<EntryRow>(statement, [workspaceId, ...place, limit + 1])
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const next =
    rows.length > limit && last !== undefined
      ? { at: object === undefined ? 0 : last.occurred_at, seq: last.seq }
      : null
  return { rows: page, next }
}

export const isPlain = (filter: RowFilter): boolean =>
  (['kinds', 'sources', 'actors', 'outcomes', 'pairs', 'range'] as const).every(
    name => filter[name] === undefined,
  )
