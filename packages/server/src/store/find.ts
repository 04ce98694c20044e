/** Ids behind what readers name: a host's id or ours. */
import type { Pool } from 'pg'
import { parseId } from '../ids.ts'
import type { WorkspaceKeys } from '../keys/key-folder.ts'
import { clientLookup, objectLookup } from './load-known.ts'
import { byteaArray, int8Array } from './sql-array.ts'
import { readTogether, type Run } from './transaction.ts'

const BY_ID = {
  name: 'client_by_id',
  text: 'select client_id as id from daybook.clients where workspace_id = $1 and client_id = $2',
}
const CLIENTS_BY_ID = {
  name: 'clients_by_id',
  text: 'select client_id as id from daybook.clients where workspace_id = $1 and client_id = any($2::bigint[])',
}
const BY_LOOKUP = {
  name: 'client_by_lookup',
  text: 'select client_id as id from daybook.clients where workspace_id = $1 and lookup = $2',
}
const OBJECT_BY_ID = {
  name: 'object_by_id',
  text: 'select object_id as id from daybook.objects where workspace_id = $1 and object_id = $2 and ($3::text is null or type = $3)',
}
const OBJECTS_BY_LOOKUP = {
  name: 'objects_by_lookup',
  text: 'select object_id as id from daybook.objects where workspace_id = $1 and lookup = any($2::bytea[])',
}

const OWNERS = {
  name: 'owners_of_object',
  text: 'select client_id from daybook.object_clients where workspace_id = $1 and object_id = $2',
}

/** The clients that an object is of. */
export async function ownersOf(pool: Pool, workspaceId: number, objectId: number): Promise<number[]> {
  const rows = await readTogether(pool, workspaceId, run =>
    run<{ client_id: number }>(OWNERS, [workspaceId, objectId]),
  )
  return rows.map(row => row.client_id)
}

/** Which of these clients the database has, gone ones too. */
export async function readKnownIds(
  run: Run,
  workspaceId: number,
  clientIds: readonly number[],
): Promise<Set<number>> {
  const rows = await run<{ id: number }>(CLIENTS_BY_ID, [workspaceId, int8Array(clientIds)])
  return new Set(rows.map(row => row.id))
}

/** The client that `id` names, `cl_…` or the host's. */
export async function findClient(
  pool: Pool,
  workspaceId: number,
  keys: WorkspaceKeys,
  id: string,
): Promise<number | undefined> {
  const own = parseId('cl', id)
  const [row] = await readTogether(pool, workspaceId, run =>
    own === undefined
      ? run<{ id: number }>(BY_LOOKUP, [workspaceId, clientLookup(keys, id)])
      : run<{ id: number }>(BY_ID, [workspaceId, own]),
  )
  return row?.id
}

/** The object of a type that `id` names, `ob_…` or the host's. */
export async function findObject(
  pool: Pool,
  workspaceId: number,
  keys: WorkspaceKeys,
  type: string | undefined,
  id: string,
): Promise<number | undefined> {
  const own = parseId('ob', id)
  if (own === undefined && type === undefined) return undefined
  const [row] = await readTogether(pool, workspaceId, run =>
    own === undefined
      ? run<{ id: number }>(OBJECTS_BY_LOOKUP, [workspaceId, byteaArray([objectLookup(keys, type!, id)])])
      : run<{ id: number }>(OBJECT_BY_ID, [workspaceId, own, type ?? null]),
  )
  return row?.id
}
