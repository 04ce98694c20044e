/** The rows of clients, with what must agree with them in the same moment. */
import type { Pool } from 'pg'
import { CLIENTS_SET } from '../counting.ts'
import { int8Array } from '../sql-array.ts'
import { readSnapshot, readTogether, type Run } from '../transaction.ts'
import { type Assigned, readAssigned, readWrongActed } from './assigned-rows.ts'

export interface ClientRow {
  readonly client_id: number
  readonly lookup: Buffer | null
  readonly directory: Buffer | null
  readonly version: number
  readonly directory_seq: number
  readonly first_seq: number
}

/** A count of a client that is not the number of its entries. */
export interface WrongCount {
  readonly object: number
  readonly counted: number
  readonly linked: number
  /** The first entry that it should count; null where there is none. */
  readonly first: number | null
}

export interface ClientPage {
  /** The size of the log that these rows belong to. */
  readonly size: number
  readonly rows: readonly ClientRow[]
  readonly counts: readonly WrongCount[]
  /** How many entries each client has. */
  readonly linked: ReadonlyMap<number, number>
  /** To whom of the staff each is assigned by the profile. */
  readonly assigned: Assigned
  /** Those of whom it is not rightly noted who of the staff made entries. */
  readonly wrongActed: ReadonlySet<number>
  /** The kinds of the keys that there are of each, as numbers of `client_keys`. */
  readonly kinds: ReadonlyMap<number, readonly number[]>
}

const IDS = {
  name: 'check_client_ids',
  text: `select client_id from daybook.clients where workspace_id = $1 and client_id > $2 order by client_id limit $3`,
}
const ROWS = {
  name: 'check_clients',
  text: `select client_id, lookup, directory, version, directory_seq, first_seq,
           (select size from daybook.log_heads where workspace_id = $1) as size
         from daybook.clients where workspace_id = $1 and client_id = any($2::bigint[]) order by client_id`,
}
// One row for each client with the number of its links, and one for each of its counts that is wrong.
const COUNTS = {
  name: 'check_client_counts',
  text: `with linked as (select object, kind, source, coalesce(actor, 0) as actor, count(*) as n, min(seq) as first
             from daybook.links where workspace_id = $1 and object = any($2::bigint[]) group by 1, 2, 3, 4),
           counted as (select object, kind, source, actor, n from daybook.counts
             where workspace_id = $1 and object = any($2::bigint[]) and zone_set = ${CLIENTS_SET} and day = 0)
         select object, false as wrong, 0 as counted, sum(n)::bigint as linked, null::bigint as first from linked group by 1
         union all
         select object, true, coalesce(counted.n, 0), coalesce(linked.n, 0), linked.first
         from linked full join counted using (object, kind, source, actor)
         where coalesce(counted.n, 0) <> coalesce(linked.n, 0)`,
}

const KINDS = {
  name: 'check_client_kinds',
  text: `select client_id, kind from daybook.client_keys where workspace_id = $1 and client_id = any($2::bigint[])`,
}

/** A page of clients in the order of their ids; fewer where they have many entries. Empty at the end. */
export async function readClientPage(
  pool: Pool,
  workspaceId: number,
  after: number,
  limit: number,
): Promise<ClientPage> {
  const ids = await readTogether(pool, workspaceId, run =>
    run<{ client_id: number }>(IDS, [workspaceId, after, limit]),
  )
  const wanted = int8Array(ids.map(row => row.client_id))
  const [rows, counts, assigned, wrongActed, keys] = await readSnapshot(pool, workspaceId, (run: Run) =>
    Promise.all([
      run<ClientRow & { size: number } & Record<string, unknown>>(ROWS, [workspaceId, wanted]),
      run<WrongCount & { wrong: boolean } & Record<string, unknown>>(COUNTS, [workspaceId, wanted]),
      readAssigned(run, workspaceId, wanted),
      readWrongActed(run, workspaceId, wanted),
      run<{ client_id: number; kind: number }>(KINDS, [workspaceId, wanted]),
    ]),
  )
  return {
    size: rows[0]?.size ?? 0,
    rows,
    counts: counts.filter(row => row.wrong),
    linked: new Map(counts.filter(row => !row.wrong).map(row => [row.object, row.linked])),
    assigned,
    wrongActed,
    kinds: new Map(
      [...Map.groupBy(keys, key => key.client_id)].map(([id, own]) => [id, own.map(({ kind }) => kind)]),
    ),
  }
}

const COUNT = {
  name: 'check_count_clients',
  text: `select (select count(*) from daybook.clients where workspace_id = $1) as clients,
           (select count(*) from daybook.objects where workspace_id = $1) as objects`,
}

export const countSubjects = async (
  pool: Pool,
  workspaceId: number,
): Promise<{ clients: number; objects: number }> =>
  (
    await readTogether(pool, workspaceId, run =>
      run<{ clients: number; objects: number }>(COUNT, [workspaceId]),
    )
  )[0]!
