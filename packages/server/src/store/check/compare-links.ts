/** Links against the entries that they should follow from. Columns are compared in the database: only what differs leaves it. */
import type { Pool } from 'pg'
import { int2Array, int4Array, int8Array } from '../sql-array.ts'
import { readTogether, type Run } from '../transaction.ts'
import type { StoredRow } from './entry-rows.ts'

export interface ExpectedLink {
  readonly object: number
  readonly row: StoredRow
}

export interface WrongLink {
  readonly seq: number
  readonly object: number
  /** Else it stands there with another actor, kind, day, source or outcome. */
  readonly missing: boolean
}

const COMPARE = {
  name: 'check_links',
  text: `select w.seq, w.object, l.seq is null as missing
         from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::int[], $7::int[], $8::smallint[],
           $9::smallint[]) as w(object, occurred_at, seq, actor, kind, day, source, outcome)
         left join daybook.links l on l.workspace_id = $1 and l.object = w.object and l.occurred_at = w.occurred_at
           and l.seq = w.seq
         where l.seq is null or l.actor is distinct from w.actor or l.kind <> w.kind or l.day is distinct from w.day
           or l.source <> w.source or l.outcome <> w.outcome
         order by w.seq`,
}

export function compareLinks(
  run: Run,
  workspaceId: number,
  expected: readonly ExpectedLink[],
): Promise<WrongLink[]> {
  return run<WrongLink & Record<string, unknown>>(COMPARE, [
    workspaceId,
    int8Array(expected.map(({ object }) => object)),
    int8Array(expected.map(({ row }) => row.occurred_at)),
    int8Array(expected.map(({ row }) => row.seq)),
    int8Array(expected.map(({ row }) => row.actor)),
    int4Array(expected.map(({ row }) => row.kind)),
    int4Array(expected.map(({ row }) => row.day)),
    int2Array(expected.map(({ row }) => row.source)),
    int2Array(expected.map(({ row }) => row.outcome)),
  ])
}

/** A place among the links, in the order of their key. */
interface LinkPlace {
  readonly object: number
  readonly occurred_at: number
  readonly seq: number
}
export interface LinkRow extends LinkPlace {
  /** Of its entry: the record, and the column of the same name; null where there is no such entry. */
  readonly record: string | null
  readonly entry_occurred_at: number | null
}

export const FIRST_LINK: LinkPlace = {
  object: Number.MIN_SAFE_INTEGER,
  occurred_at: Number.MIN_SAFE_INTEGER,
  seq: Number.MIN_SAFE_INTEGER,
}

const PAGE = `select object, occurred_at, seq from daybook.links where workspace_id = $1
  and (object, occurred_at, seq) > ($2::bigint, $3::bigint, $4::bigint) order by object, occurred_at, seq`

const COUNT = {
  name: 'check_count_links',
  text: `with page as (${PAGE} limit 40000)
         select (select count(*) from page where seq <= $5) as n,
           (select count(*) from page where seq > (select size from daybook.log_heads where workspace_id = $1)) as beyond,
           last.object, last.occurred_at, last.seq
         from (select * from page order by object desc, occurred_at desc, seq desc limit 1) last`,
}
const LIST = {
  name: 'check_list_links',
  text: `with page as (${PAGE} limit 2000)
         select page.*, e.record, e.occurred_at as entry_occurred_at from page
         left join daybook.entries e on e.workspace_id = $1 and e.seq = page.seq
         order by page.object, page.occurred_at, page.seq`,
}

/** How many links there are to entries up to this one, and how many to entries that the head does not count. */
export async function countLinks(
  pool: Pool,
  workspaceId: number,
  upTo: number,
  between: () => Promise<void>,
): Promise<{ n: number; beyond: number }> {
  const sum = { n: 0, beyond: 0 }
  for (let after = FIRST_LINK; ; ) {
    const [page] = await readTogether(pool, workspaceId, run =>
      run<{ n: number; beyond: number } & LinkPlace & Record<string, unknown>>(COUNT, [
        workspaceId,
        after.object,
        after.occurred_at,
        after.seq,
        upTo,
      ]),
    )
    if (page === undefined) return sum
    sum.n += page.n
    sum.beyond += page.beyond
    after = page
    await between()
  }
}

export const listLinks = (pool: Pool, workspaceId: number, after: LinkPlace): Promise<LinkRow[]> =>
  readTogether(pool, workspaceId, run =>
    run<LinkRow & Record<string, unknown>>(LIST, [workspaceId, after.object, after.occurred_at, after.seq]),
  )
