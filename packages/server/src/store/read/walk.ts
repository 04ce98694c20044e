/**
 * Walks through a history from its one end to the other and tells the place of every entry that its row lets pass, in
 * the order of the list. It reads numbers only, each step in a short transaction of its own: whoever takes the entries
 * themselves reads them by their seq, as many at a time as he likes.
 */
import type { Pool } from 'pg'
import { int2Array, int8Array } from '../sql-array.ts'
import { readTogether, type Statement } from '../transaction.ts'
import { matchValues, ROW_MATCHES } from './count.ts'
import { isMerged, isPlain, type Order, subjectOf } from './scan.ts'
import { type RowFilter, ZONE_SLACK } from './filter.ts'

export interface WalkRequest {
  readonly workspaceId: number
  /** The client or object whose timeline it is; the whole log where absent. */
  readonly object?: number
  /** Clients merged into that one. */
  readonly merged?: readonly number[] | undefined
  /** Objects of which an entry must name one; any where empty. */
  readonly others: readonly number[]
  readonly filter: RowFilter
  readonly order: Order
  /** Entries recorded later are left out. */
  readonly upTo: number
}

export interface WalkStep {
  readonly seqs: readonly number[]
  /** From 0 to 1: how much of the way is done behind this step. */
  readonly share: number
  /** Where a walk goes on behind this step. */
  readonly place: WalkPlace
}

/** Behind it: everything that was read. `[seq]` in the log, `[occurredAt, seq]` in a timeline. */
export type WalkPlace = readonly number[]

/** Rows that a step looks at. */
const STEP = 20_000
const FAR = 8_640_000_000_000_000

/** @param from where an earlier walk of the same request stopped */
export function walk(pool: Pool, request: WalkRequest, from?: WalkPlace): AsyncGenerator<WalkStep> {
  if (request.filter.kinds?.length === 0) return nothing()
  if (request.others.length > 0) return walkObjects(pool, request, from)
  if (request.object !== undefined) return walkLinks(pool, request, request.object, from)
  return isPlain(request.filter) ? walkAll(request, from) : walkLog(pool, request, from)
}

async function* nothing(): AsyncGenerator<WalkStep> {}

/** The whole log: its seqs have no gaps. */
async function* walkAll({ order, upTo }: WalkRequest, [from]: WalkPlace = []): AsyncGenerator<WalkStep> {
  const down = order === 'desc'
  let at = from ?? (down ? upTo + 1 : 0)
  while (down ? at > 1 : at < upTo) {
    const count = Math.min(STEP, down ? at - 1 : upTo - at)
    const first = down ? at - 1 : at + 1
    const seqs = Array.from({ length: count }, (_, i) => (down ? first - i : first + i))
    at = seqs.at(-1)!
    yield { seqs, share: (down ? upTo + 1 - at : at) / upTo, place: [at] }
  }
}

const seqsOf = (text: string | null): number[] => (text === null ? [] : text.split(',').map(Number))

// The seqs come as one text: a row each would cost more than everything else.
const LOG_STEP = {
  name: 'walk_log',
  text: `select string_agg(c.seq::text, ',' order by c.seq) as seqs from daybook.entries c
         where c.workspace_id = $1 and c.seq > $2::bigint and c.seq <= $12::bigint and ${ROW_MATCHES}`,
}

async function* walkLog(pool: Pool, request: WalkRequest, [from]: WalkPlace = []): AsyncGenerator<WalkStep> {
  const { workspaceId, order, upTo, filter } = request
  const down = order === 'desc'
  let at = from ?? (down ? upTo : 0)
  while (down ? at > 0 : at < upTo) {
    const [low, high] = down ? [Math.max(at - STEP, 0), at] : [at, Math.min(at + STEP, upTo)]
    const [row] = await readTogether(pool, workspaceId, run =>
      run<{ seqs: string | null }>(LOG_STEP, [workspaceId, low, ...rowValues(filter), high]),
    )
    const seqs = seqsOf(row!.seqs)
    at = down ? low : high
    yield { seqs: down ? seqs.reverse() : seqs, share: (down ? upTo - at : at) / upTo, place: [at] }
  }
}

const linkSteps: Readonly<Record<string, Statement>> = Object.fromEntries(
  (['links', 'merged'] as const).flatMap(source =>
    (['desc', 'asc'] as const).map(order => [`${source}_${order}`, linkStep(source, order)]),
  ),
)

function linkStep(source: 'links' | 'merged', order: Order): Statement {
  const sorted = `order by occurred_at ${order}, seq ${order}`
  const back = order === 'desc' ? 'asc' : 'desc'
  const columns = 'kind, source, actor, outcome, day, occurred_at, seq'
  const one = (object: string): string => `select ${columns} from daybook.links
        where workspace_id = $1 and object = ${object} and (occurred_at, seq) ${order === 'desc' ? '<' : '>'} ($12::bigint, $13::bigint)
          and occurred_at between $14::bigint and $15::bigint
        ${sorted} limit ${STEP}`
  // The links of one entry are alike but for whom they are of.
  const merged = `select distinct ${columns} from unnest($2::bigint[]) o cross join lateral (${one('o')}) l
        ${sorted} limit ${STEP}`
  return {
    name: `walk_${source}_${order}`,
    text: `with c as materialized (
        ${source === 'links' ? one('$2') : merged})
      select (select string_agg(seq::text, ',' ${sorted}) from c where seq <= $16::bigint and ${ROW_MATCHES}) as seqs,
        (select count(*) from c) as looked, last.occurred_at as at, last.seq
      from (select 1) one left join (
        select occurred_at, seq from c order by occurred_at ${back}, seq ${back} limit 1) last on true`,
  }
}

const COUNT_LINKS = {
  name: 'walk_count_links',
  text: `select count(*) as n from daybook.links where workspace_id = $1 and object = any($2::bigint[])`,
}

async function* walkLinks(
  pool: Pool,
  { workspaceId, merged, order, upTo, filter }: WalkRequest,
  object: number,
  from?: WalkPlace,
): AsyncGenerator<WalkStep> {
  let place = from ?? (order === 'desc' ? [FAR, Number.MAX_SAFE_INTEGER] : [-FAR, 0])
  const range = [(filter.range?.from ?? -FAR) - ZONE_SLACK, (filter.range?.to ?? FAR) + ZONE_SLACK]
  const [all] = await readTogether(pool, workspaceId, run =>
    run<{ n: number }>(COUNT_LINKS, [workspaceId, int8Array([object, ...(merged ?? [])])]),
  )
  let looked = 0
  for (;;) {
    const [row] = await readTogether(pool, workspaceId, run =>
      run<{ seqs: string | null; looked: number; at: number | null; seq: number }>(
        linkSteps[`${isMerged(merged) ? 'merged' : 'links'}_${order}`]!,
        [workspaceId, subjectOf(object, merged), ...rowValues(filter), ...place, ...range, upTo],
      ),
    )
    looked += row!.looked
    const ended = row!.looked < STEP
    if (row!.at !== null) place = [row!.at, row!.seq]
    const share = ended ? 1 : Math.min(looked / Math.max(all!.n, 1), 1)
    yield { seqs: seqsOf(row!.seqs), share, place }
    if (ended) return
  }
}

const OBJECT_STEP = {
  name: 'walk_objects',
  text: `with c as materialized (
      select kind, source, actor, outcome, day, occurred_at, seq from daybook.links
      where workspace_id = $1 and object = $2 and (occurred_at, seq) > ($12::bigint, $13::bigint)
      order by occurred_at, seq limit ${STEP})
    select occurred_at as at, seq, (seq <= $14::bigint and ${ROW_MATCHES}
      and ($15::bigint[] is null or exists (select from daybook.links w where w.workspace_id = $1 and w.object = any($15)
        and w.occurred_at = c.occurred_at and w.seq = c.seq))) as hit from c order by occurred_at, seq`,
}

/**
 * What names one of some objects. An object has hundreds of entries, seldom thousands: their places are gathered first,
 * 16 bytes each, because the log is in another order than their links.
 */
async function* walkObjects(pool: Pool, request: WalkRequest, from?: WalkPlace): AsyncGenerator<WalkStep> {
  const { workspaceId, object, merged = [], others, filter, order, upTo } = request
  const found = new Map<number, number>()
  for (const other of new Set(others)) {
    for (let place: readonly number[] = [-FAR, 0]; ; ) {
      const rows = await readTogether(pool, workspaceId, run =>
        run<{ at: number; seq: number; hit: boolean }>(OBJECT_STEP, [
          workspaceId,
          other,
          ...rowValues(filter),
          ...place,
          upTo,
          object === undefined ? null : int8Array([object, ...merged]),
        ]),
      )
      for (const row of rows) if (row.hit) found.set(row.seq, row.at)
      const last = rows.at(-1)
      if (last === undefined || rows.length < STEP) break
      place = [last.at, last.seq]
    }
  }
  const sign = order === 'desc' ? -1 : 1
  const placeOf = ([seq, at]: readonly [number, number]): WalkPlace =>
    object === undefined ? [0, seq] : [at, seq]
  const compare = (a: WalkPlace, b: WalkPlace): number => sign * (a[0]! - b[0]! || a[1]! - b[1]!)
  const places = [...found].map(placeOf).sort(compare)
  const ahead = from === undefined ? places : places.filter(place => compare(place, from) > 0)
  for (let done = 0; done < ahead.length; done += STEP) {
    const step = ahead.slice(done, done + STEP)
    yield {
      seqs: step.map(place => place[1]!),
      share: (done + step.length) / ahead.length,
      place: step.at(-1)!,
    }
  }
}

/** What `ROW_MATCHES` asks for, from its third value on. */
export const rowValues = (filter: RowFilter): unknown[] => [
  ...matchValues(filter),
  filter.outcomes === undefined ? null : int2Array(filter.outcomes),
  filter.range?.from ?? null,
  filter.range?.to ?? null,
  filter.range?.fromDay ?? null,
  filter.range?.toDay ?? null,
]

const SELECT_HEAD = {
  name: 'head_size_of',
  text: 'select size from daybook.log_heads where workspace_id = $1',
}

/** The last entry that there is now. */
export async function lastSeq(pool: Pool, workspaceId: number): Promise<number> {
  const [row] = await readTogether(pool, workspaceId, run =>
    run<{ size: number }>(SELECT_HEAD, [workspaceId]),
  )
  return row?.size ?? 0
}
