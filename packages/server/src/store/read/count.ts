/** Counts by kind, source and actor: from the kept counts where they can answer, else from a bounded scan of links. */
import type { Pool } from 'pg'
import type { Daybook } from '../../daybook.ts'
import type { Workspace } from '../../entry/workspace.ts'
import { CLIENTS_SET } from '../counting.ts'
import { int2Array, int4Array, int8Array } from '../sql-array.ts'
import { readTogether } from '../transaction.ts'
import { type RowFilter, ZONE_SLACK } from './filter.ts'
import { isMerged, type ScanRequest, subjectOf } from './scan.ts'

export interface CountRow {
  readonly kind: number
  readonly source: number
  readonly actor: number
  readonly n: number
}

export const MATCHES = `($3::int[] is null or c.kind = any($3)) and ($4::smallint[] is null or c.source = any($4))
  and ($5::bigint[] is null or c.actor = any($5)) and ($6::int[] is null or c.kind * 16 + c.source = any($6))`

const FROM_COUNTS = {
  name: 'count_kept',
  text: `select kind, source, actor, sum(n)::bigint as n from daybook.counts c
         where workspace_id = $1 and object = $2 and ${MATCHES}
           and zone_set = case when $2 = 0 then (select zone_set from daybook.log_heads where workspace_id = $1)
             else ${CLIENTS_SET} end
           and ($7::int is null or day between $7 and $8::int)
         group by kind, source, actor`,
}

export const matchValues = (filter: RowFilter): unknown[] => [
  filter.kinds === undefined ? null : int4Array(filter.kinds),
  filter.sources === undefined ? null : int2Array(filter.sources),
  filter.actors === undefined ? null : int8Array(filter.actors),
  filter.pairs === undefined ? null : int4Array(filter.pairs),
]

// What several of them are named in is counted once: by the links of those merged that another of them has as well.
const FROM_MERGED = {
  name: 'count_kept_merged',
  text: `select kind, source, actor, sum(n)::bigint as n from (
           select c.kind, c.source, c.actor, c.n from daybook.counts c
           where c.workspace_id = $1 and c.object = any($2::bigint[]) and c.zone_set = ${CLIENTS_SET} and ${MATCHES}
           union all
           select c.kind, c.source, coalesce(c.actor, 0), -1 from daybook.links c
           where c.workspace_id = $1 and c.object = any(($2::bigint[])[2:]) and ${MATCHES}
             and exists (select from daybook.links o where o.workspace_id = $1 and o.object = any($2)
               and array_position($2, o.object) < array_position($2, c.object)
               and o.occurred_at = c.occurred_at and o.seq = c.seq)) own
         group by kind, source, actor having sum(n) > 0`,
}

/** The counts of a client and of those merged into them. */
export const countMerged = (
  pool: Pool,
  workspaceId: number,
  clients: readonly number[],
  filter: RowFilter,
): Promise<CountRow[]> =>
  readTogether(pool, workspaceId, run =>
    run<CountRow & Record<string, unknown>>(FROM_MERGED, [
      workspaceId,
      int8Array(clients),
      ...matchValues(filter),
    ]),
  )

/** `object` 0 is the whole log, by the days of the zone in force; else a client, over all days. */
export function countFromCounts(
  pool: Pool,
  workspace: Workspace,
  object: number,
  filter: RowFilter,
  days: { from: number; to: number } | undefined,
): Promise<CountRow[]> {
  return readTogether(pool, workspace.id, run =>
    run<CountRow>(FROM_COUNTS, [
      workspace.id,
      object,
      ...matchValues(filter),
      days?.from ?? null,
      days?.to ?? null,
    ]),
  )
}

export const ROW_MATCHES = `${MATCHES} and ($7::smallint[] is null or c.outcome = any($7))
  and ($8::bigint is null or case when c.day is null then c.occurred_at >= $8 and c.occurred_at < $9::bigint
    else c.day between $10::int and $11::int end)`

const chunkOf = (rows: string, last: string): string => `with c as materialized (${rows}),
  f as (select ${last}, count(*) as n from c)
  select g.*, f.at, f.seq, f.n as looked from f left join (
    select kind, source, actor, count(*) as n from c where ${ROW_MATCHES} group by kind, source, actor) g on true`

const LAST_LINK =
  '(select occurred_at from c order by occurred_at, seq limit 1) as at, (select seq from c order by occurred_at, seq limit 1) as seq'

const FROM_LINKS = {
  name: 'count_links',
  text: chunkOf(
    `select kind, source, coalesce(actor, 0) as actor, outcome, day, occurred_at, seq from daybook.links
     where workspace_id = $1 and object = $2 and (occurred_at, seq) < ($12::bigint, $13::bigint)
       and occurred_at between $15::bigint and $16::bigint
     order by occurred_at desc, seq desc limit $14`,
    LAST_LINK,
  ),
}
const LINKS_OF_MERGED = `select distinct l.* from unnest($2::bigint[]) o cross join lateral (
     select kind, source, coalesce(actor, 0) as actor, outcome, day, occurred_at, seq from daybook.links
     where workspace_id = $1 and object = o and (occurred_at, seq) < ($12::bigint, $13::bigint)
       and occurred_at between $15::bigint and $16::bigint
     order by occurred_at desc, seq desc limit $14) l
   order by l.occurred_at desc, l.seq desc limit $14`
const FROM_LINKS_OF_MERGED = { name: 'count_links_merged', text: chunkOf(LINKS_OF_MERGED, LAST_LINK) }
const FROM_LOG = {
  name: 'count_log',
  text: chunkOf(
    `select kind, source, coalesce(actor, 0) as actor, outcome, day, occurred_at, seq from daybook.entries
     where workspace_id = $1 and $2::bigint is null and seq < $13::bigint and $12::bigint is not null
       and $15::bigint is not null and $16::bigint is not null order by seq desc limit $14`,
    '(select occurred_at from c order by seq limit 1) as at, min(c.seq) as seq',
  ),
}

const CHUNK = 20_000
const FAR = 8_640_000_000_000_000

/** Adds up chunk by chunk, newest first, until the end or until `time` ms are over. */
export async function countFromLinks(
  daybook: Daybook,
  workspace: Workspace,
  { object, merged }: Pick<ScanRequest, 'object' | 'merged'>,
  filter: RowFilter,
  time: number,
): Promise<{ rows: CountRow[]; reachedBack?: number }> {
  const deadline = daybook.now() + time
  const sums = new Map<string, { kind: number; source: number; actor: number; n: number }>()
  const { range } = filter
  let at = FAR
  let seq = Number.MAX_SAFE_INTEGER
  for (;;) {
    const rows = await readTogether(daybook.pools.app, workspace.id, run =>
      run<CountRow & { kind: number | null; at: number; seq: number; looked: number }>(
        object === undefined ? FROM_LOG : isMerged(merged) ? FROM_LINKS_OF_MERGED : FROM_LINKS,
        [
          workspace.id,
          object === undefined ? null : subjectOf(object, merged),
          ...matchValues(filter),
          filter.outcomes === undefined ? null : int2Array(filter.outcomes),
          range?.from ?? null,
          range?.to ?? null,
          range?.fromDay ?? null,
          range?.toDay ?? null,
          at,
          seq,
          CHUNK,
          (range?.from ?? -FAR) - ZONE_SLACK,
          (range?.to ?? FAR) + ZONE_SLACK,
        ],
      ),
    )
    for (const row of rows) {
      if (row.kind === null) continue
      const name = `${row.kind} ${row.source} ${row.actor}`
      const sum = sums.get(name)
      if (sum === undefined)
        sums.set(name, { kind: row.kind, source: row.source, actor: row.actor, n: row.n })
      else sum.n += row.n
    }
    const last = rows[0]
    if (last === undefined || last.looked < CHUNK) return { rows: [...sums.values()] }
    at = last.at
    seq = last.seq
    if (daybook.now() >= deadline) return { rows: [...sums.values()], reachedBack: at }
  }
}

export interface KnownActor {
  readonly type: string
  readonly hostId: string
  readonly name: string
}

const SELECT_ACTORS = {
  name: 'actors_by_code',
  text: 'select actor, type, host_id as "hostId", name from daybook.actors where workspace_id = $1 and actor = any($2::bigint[])',
}

/** Those of the codes that stand for somebody who is no client. */
export async function actorsByCode(
  pool: Pool,
  workspaceId: number,
  codes: readonly number[],
): Promise<Map<number, KnownActor>> {
  if (codes.length === 0) return new Map()
  const rows = await readTogether(pool, workspaceId, run =>
    run<KnownActor & { actor: number }>(SELECT_ACTORS, [workspaceId, int8Array(codes)]),
  )
  return new Map(rows.map(row => [row.actor, row]))
}
