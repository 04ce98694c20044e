/** Everything that the database holds of one log, read in one snapshot. */
import type { Pool } from 'pg'

export interface EntryRow {
  readonly seq: number
  readonly recorded_at: number
  readonly occurred_at: number
  readonly actor: number | null
  readonly kind: number
  readonly day: number | null
  readonly source: number
  readonly outcome: number
  readonly leaf_hash: Buffer
  readonly digests: Buffer
  readonly key_mac: Buffer | null
  readonly record: string
  readonly facts: Buffer | null
  readonly facts_keys: Buffer | null
  readonly client: Buffer | null
  readonly more_clients: Buffer | null
}
type LinkRow = Pick<EntryRow, 'seq' | 'occurred_at' | 'actor' | 'kind' | 'day' | 'source' | 'outcome'> & {
  readonly object: number
}
interface ClientRow {
  readonly client_id: number
  readonly lookup: Buffer | null
  readonly directory: Buffer | null
  readonly version: number
  readonly directory_seq: number
  readonly first_seq: number
}
interface ObjectRow {
  readonly object_id: number
  readonly type: string
  readonly lookup: Buffer
  readonly version: number
  readonly first_seq: number
  readonly last_seq: number
  readonly client_id: number | null
  readonly state: Buffer | null
  readonly state_keys: Buffer | null
}

export interface LogRows {
  readonly workspace: { readonly time_zone: string; readonly zone_set: number }
  readonly head: { readonly size: number; readonly frontier: Buffer; readonly root: Buffer }
  readonly kinds: readonly { kind: number; action: string; category: string; type: string; related: string }[]
  readonly entries: readonly EntryRow[]
  readonly links: readonly LinkRow[]
  readonly tiles: readonly { level: number; index: number; hashes: Buffer; root: Buffer }[]
  readonly counts: readonly {
    object: number
    day: number
    kind: number
    source: number
    actor: number
    n: number
  }[]
  readonly actors: readonly { actor: number; type: string; host_id: string }[]
  readonly clients: readonly ClientRow[]
  readonly clientKeys: readonly { client_id: number; kind: number; kek: number; wrapped: Buffer }[]
  readonly objects: readonly ObjectRow[]
  readonly objectClients: readonly {
    client_id: number
    object_id: number
    place: number
    state: Buffer | null
  }[]
}

/** The pool may be of any role that can read; the workspace's walls are set for those to whom they apply. */
export async function readLogRows(pool: Pool, workspaceId: number): Promise<LogRows> {
  const client = await pool.connect()
  const rows = async <R>(sql: string): Promise<R[]> => (await client.query(sql, [workspaceId])).rows as R[]
  const all = <R>(table: string, order: string): Promise<R[]> =>
    rows<R>(`select * from daybook.${table} where workspace_id = $1 order by ${order}`)
  try {
    await client.query('begin transaction isolation level repeatable read, read only')
    await client.query(`set local daybook.workspace = '${Number(workspaceId)}'`)
    const [workspace] = await all<LogRows['workspace']>('workspaces', '1')
    const [head] = await all<LogRows['head']>('log_heads', '1')
    if (workspace === undefined || head === undefined)
      throw new Error(`there is no log of workspace ${workspaceId}`)
    return {
      workspace,
      head,
      kinds: await all('kinds', 'kind'),
      entries: await all('entries', 'seq'),
      links: await all('links', 'seq, object'),
      tiles: await all('tiles', 'level, index'),
      counts: await rows(
        `select c.* from daybook.counts c join daybook.workspaces w using (workspace_id, zone_set) where c.workspace_id = $1`,
      ),
      actors: await all('actors', 'actor'),
      clients: await all('clients', 'client_id'),
      clientKeys: await all('client_keys', 'client_id, kind'),
      objects: await all('objects', 'object_id'),
      objectClients: await all('object_clients', 'object_id, place'),
    }
  } finally {
    await client.query('rollback').catch(() => {})
    client.release()
  }
}
