/** The rows of saved views. What they say is sealed; a view's key stands beside those of clients. */
import { VIEW_KEY } from '../client-keys.ts'
import { int8Array } from '../sql-array.ts'
import type { Run } from '../transaction.ts'

export interface SavedViewRow {
  readonly id: number
  /** `mb_…`, `ak_…`, or `system`. */
  readonly owner: string
  readonly shared: boolean
  /** Sealed. */
  readonly content: Buffer
  /** Clients and objects that its filters name. */
  readonly names: readonly number[]
}

type StoredRow = Pick<SavedViewRow, 'id' | 'owner' | 'shared' | 'content'>

const INSERT_KEY = {
  name: 'new_view_key',
  text: `insert into daybook.client_keys (workspace_id, client_id, kind, kek, wrapped)
         values ($1, $2, ${VIEW_KEY}, $3, $4)`,
}
const INSERT = {
  name: 'new_view',
  text: `insert into daybook.saved_views (workspace_id, view_id, owner, shared, content, names, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7)`,
}
const UPDATE = {
  name: 'change_view',
  text: `update daybook.saved_views set shared = $3, content = $4, names = $5, changed_at = $6
         where workspace_id = $1 and view_id = $2 returning 1`,
}
const DELETE = {
  name: 'delete_views',
  text: `with keys as (delete from daybook.client_keys
           where workspace_id = $1 and kind = ${VIEW_KEY} and client_id = any($2::bigint[])),
         gone as (delete from daybook.saved_views where workspace_id = $1 and view_id = any($2::bigint[]) returning 1)
         select count(*) as n from gone`,
}
const SELECT = {
  name: 'views',
  text: `select view_id as id, owner, shared, content from daybook.saved_views
         where workspace_id = $1 and ($2::bigint is null or view_id = $2) order by view_id`,
}
const COUNT = {
  name: 'views_of_owner',
  text: `select count(*) as n from daybook.saved_views where workspace_id = $1 and owner = $2`,
}
// A client's own objects count as the client.
const NAMING = {
  name: 'views_naming',
  text: `select view_id as id from daybook.saved_views where workspace_id = $1 and names && array(
           select $2::bigint union all
           select object_id from daybook.object_clients where workspace_id = $1 and client_id = $2)`,
}

/** The row and its key. Throws PostgreSQL's 23503 where the key-encryption key is not in force any more. */
export async function insertSavedView(
  run: Run,
  workspaceId: number,
  view: SavedViewRow,
  key: { readonly kek: number; readonly wrapped: Buffer },
  at: number,
): Promise<void> {
  const { id, owner, shared, content, names } = view
  await Promise.all([
    run(INSERT_KEY, [workspaceId, id, key.kek, key.wrapped]),
    run(INSERT, [workspaceId, id, owner, shared, content, int8Array(names), at]),
  ])
}

/** False where it is gone. */
export async function updateSavedView(
  run: Run,
  workspaceId: number,
  { id, shared, content, names }: Omit<SavedViewRow, 'owner'>,
  at: number,
): Promise<boolean> {
  return (await run(UPDATE, [workspaceId, id, shared, content, int8Array(names), at])).length === 1
}

/** With their keys. Answers how many there were. */
export async function deleteSavedViews(
  run: Run,
  workspaceId: number,
  ids: readonly number[],
): Promise<number> {
  return (await run<{ n: number }>(DELETE, [workspaceId, int8Array(ids)]))[0]!.n
}

/** One view, or all. */
export const readSavedViews = (run: Run, workspaceId: number, id?: number): Promise<StoredRow[]> =>
  run<StoredRow>(SELECT, [workspaceId, id ?? null])

export async function countSavedViews(run: Run, workspaceId: number, owner: string): Promise<number> {
  return (await run<{ n: number }>(COUNT, [workspaceId, owner]))[0]!.n
}

/** The views whose filters name a client, or an object of theirs, by id. */
export async function viewsNamingById(run: Run, workspaceId: number, clientId: number): Promise<number[]> {
  return (await run<{ id: number }>(NAMING, [workspaceId, clientId])).map(row => row.id)
}
