/** The counts of a log as they stand, each page with the size of the log in the same moment. */
import type { Pool } from 'pg'
import { int2Array, int4Array, int8Array } from '../sql-array.ts'
import { readTogether } from '../transaction.ts'

/** The columns of an entry that it is counted by. */
export interface Counted {
  readonly seq: number
  readonly occurred_at: number
  readonly day: number | null
  readonly kind: number
  readonly source: number
  readonly actor: number | null
}

/** A row of the whole log's counts. */
export interface CountRow {
  readonly day: number
  readonly kind: number
  readonly source: number
  readonly actor: number
  readonly n: number
}

export interface CountPage {
  /** The entries that these rows count. */
  readonly size: number
  /** False where other counts have come into force meanwhile. */
  readonly inForce: boolean
  readonly rows: readonly CountRow[]
}

interface OfHead extends Record<string, unknown> {
  size: number
  in_force: boolean
}
const HEAD = `(select size from daybook.log_heads where workspace_id = $1) as size,
           (select zone_set = $2 from daybook.log_heads where workspace_id = $1) as in_force`
// One statement sees one state of the database: rows and size belong together.
const PAGE = {
  name: 'check_counts',
  text: `select c.day, c.kind, c.source, c.actor, c.n,
           ${HEAD}
         from daybook.counts c
         where c.workspace_id = $1 and c.object = 0 and c.zone_set = $2
           and (c.day, c.kind, c.source, c.actor) > ($3::int, $4::int, $5::smallint, $6::bigint)
         order by c.day, c.kind, c.source, c.actor limit $7`,
}
const THESE = {
  name: 'check_these_counts',
  text: `select w.day, w.kind, w.source, w.actor, coalesce(c.n, 0) as n,
           ${HEAD}
         from unnest($3::int[], $4::int[], $5::smallint[], $6::bigint[]) as w(day, kind, source, actor)
         left join daybook.counts c on c.workspace_id = $1 and c.object = 0 and c.zone_set = $2
           and c.day = w.day and c.kind = w.kind and c.source = w.source and c.actor = w.actor`,
}
const COUNTED = {
  name: 'check_counted',
  text: `select seq, occurred_at, day, kind, source, actor from daybook.entries
         where workspace_id = $1 and seq > $2 and seq <= $3 order by seq limit 20000`,
}
/** Counts that belong to nothing: of objects that are no clients, or of a client and a day. */
const STRANGERS = {
  name: 'check_counts_of_nothing',
  text: `with page as (select object, zone_set, day, kind, source, actor from daybook.counts
           where workspace_id = $1 and (object, zone_set, day, kind, source, actor)
             > ($2::bigint, $3::int, $4::int, $5::int, $6::smallint, $7::bigint)
           order by object, zone_set, day, kind, source, actor limit 20000)
         select last.*, (select count(*) from page where object <> 0 and (day <> 0 or not exists (
             select from daybook.clients c where c.workspace_id = $1 and c.client_id = page.object))) as n
         from (select * from page order by object desc, zone_set desc, day desc, kind desc, source desc, actor desc
               limit 1) last`,
}

// While the days of a new zone are counted the head says which, up to which entry and how far that is.
const RECOUNT = {
  name: 'check_recount',
  text: `select num_nonnulls(next_zone_set, next_zone, next_up_to, next_done) in (0, 4)
           and coalesce(next_zone_set > zone_set and next_up_to <= size, true) as ok, next_zone as zone
         from daybook.log_heads where workspace_id = $1`,
}

/** Whether what the head says of a counting under way fits together, and its zone. */
export const readRecount = async (
  pool: Pool,
  workspaceId: number,
): Promise<{ readonly ok: boolean; readonly zone: string | null } | undefined> =>
  (
    await readTogether(pool, workspaceId, run =>
      run<{ ok: boolean; zone: string | null }>(RECOUNT, [workspaceId]),
    )
  )[0]

export const FIRST_COUNT: CountRow = {
  day: -2_147_483_648,
  kind: -2_147_483_648,
  source: -32_768,
  actor: Number.MIN_SAFE_INTEGER,
  n: 0,
}

const ROWS = 5000

export async function readCounts(
  pool: Pool,
  workspaceId: number,
  zoneSet: number,
  after: CountRow,
): Promise<CountPage> {
  const rows = await readTogether(pool, workspaceId, run =>
    run<CountRow & OfHead>(PAGE, [
      workspaceId,
      zoneSet,
      after.day,
      after.kind,
      after.source,
      after.actor,
      ROWS,
    ]),
  )
  return { size: rows[0]?.size ?? 0, inForce: rows[0]?.in_force ?? true, rows }
}

/** The same for some cells; those that are not there count 0. */
export async function readTheseCounts(
  pool: Pool,
  workspaceId: number,
  zoneSet: number,
  cells: readonly Omit<CountRow, 'n'>[],
): Promise<CountPage> {
  const rows = await readTogether(pool, workspaceId, run =>
    run<CountRow & OfHead>(THESE, [
      workspaceId,
      zoneSet,
      int4Array(cells.map(cell => cell.day)),
      int4Array(cells.map(cell => cell.kind)),
      int2Array(cells.map(cell => cell.source)),
      int8Array(cells.map(cell => cell.actor)),
    ]),
  )
  return { size: rows[0]?.size ?? 0, inForce: rows[0]?.in_force ?? true, rows }
}

/** What entries are counted by: after one, up to another, 20,000 at most. */
export const readCounted = (
  pool: Pool,
  workspaceId: number,
  after: number,
  upTo: number,
): Promise<Counted[]> =>
  readTogether(pool, workspaceId, run =>
    run<Counted & Record<string, unknown>>(COUNTED, [workspaceId, after, upTo]),
  )

/** How many counts belong to nothing. */
export async function countStrangers(
  pool: Pool,
  workspaceId: number,
  between: () => Promise<void>,
): Promise<number> {
  let sum = 0
  let after = { object: Number.MIN_SAFE_INTEGER, zone_set: -2_147_483_648, ...FIRST_COUNT }
  for (;;) {
    const { object, zone_set, day, kind, source, actor } = after
    const [page] = await readTogether(pool, workspaceId, run =>
      run<typeof after & Record<string, unknown>>(STRANGERS, [
        workspaceId,
        object,
        zone_set,
        day,
        kind,
        source,
        actor,
      ]),
    )
    if (page === undefined) return sum
    sum += page.n
    after = page
    await between()
  }
}
