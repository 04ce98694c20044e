/** Links that clients were sent: by the hashes of their secrets. */
import type { Pool } from 'pg'
import { readTogether, type Run } from '../transaction.ts'

export type LinkPurpose = 'visit' | 'sign_in'

export interface ClientLink {
  readonly workspaceId: number
  readonly linkId: number
  readonly hash: Buffer
  readonly purpose: LinkPurpose
  readonly clientId: number
  /** The booking; undefined for a sign-in. */
  readonly objectId: number | undefined
  /** It was sent to the client's own address. */
  readonly mailed: boolean
  /** UTC ms. */
  readonly createdAt: number
  readonly expiresAt: number
  readonly usedAt?: number | undefined
}

interface Row {
  readonly link_id: number
  readonly hash: Buffer
  readonly purpose: LinkPurpose
  readonly client_id: number
  readonly object_id: number | null
  readonly mailed: boolean
  readonly created_at: number
  readonly expires_at: number
  readonly used_at: number | null
}

const COLUMNS = 'link_id, hash, purpose, client_id, object_id, mailed, created_at, expires_at, used_at'

const INSERT = {
  name: 'insert_client_link',
  text: `insert into daybook.client_links
           (workspace_id, link_id, hash, purpose, client_id, object_id, mailed, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
}
const SELECT = {
  name: 'client_link',
  text: `select ${COLUMNS} from daybook.client_links where workspace_id = $1 and link_id = $2`,
}
const OPEN_SIGN_INS = {
  name: 'open_sign_ins',
  text: `select ${COLUMNS} from daybook.client_links
         where workspace_id = $1 and client_id = any($2::bigint[]) and purpose = 'sign_in'
           and used_at is null and expires_at > $3
         order by created_at desc, link_id`,
}
const TAKE = {
  name: 'take_client_link',
  text: `update daybook.client_links set used_at = $3
         where workspace_id = $1 and link_id = $2 and used_at is null and expires_at > $3 returning 1`,
}
const END_OF_OBJECT = {
  name: 'end_links_of_object',
  text: `update daybook.client_links set used_at = $3
         where workspace_id = $1 and object_id = $2 and used_at is null and created_at < $4`,
}
const SWEEP = {
  name: 'sweep_client_links',
  text: 'delete from daybook.client_links where workspace_id = $1 and expires_at < $2',
}

const linkOf = (workspaceId: number, row: Row): ClientLink => ({
  workspaceId,
  linkId: row.link_id,
  hash: row.hash,
  purpose: row.purpose,
  clientId: row.client_id,
  objectId: row.object_id ?? undefined,
  mailed: row.mailed,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  usedAt: row.used_at ?? undefined,
})

export async function insertLink(run: Run, link: ClientLink): Promise<void> {
  await run(INSERT, [
    link.workspaceId,
    link.linkId,
    link.hash,
    link.purpose,
    link.clientId,
    link.objectId ?? null,
    link.mailed,
    link.createdAt,
    link.expiresAt,
  ])
}

/** Used or run out, too: what is to be said of it is the caller's. */
export async function findLinkByHash(pool: Pool, hash: Buffer): Promise<ClientLink | undefined> {
  const { rows } = await pool.query<{ workspace_id: number; link_id: number }>({
    name: 'link_place',
    text: 'select workspace_id, link_id from daybook.link_place($1)',
    values: [hash],
  })
  const [place] = rows
  return place && readLink(pool, place.workspace_id, place.link_id)
}

export async function readLink(
  pool: Pool,
  workspaceId: number,
  linkId: number,
): Promise<ClientLink | undefined> {
  const [row] = await readTogether(pool, workspaceId, run =>
    run<Row & Record<string, unknown>>(SELECT, [workspaceId, linkId]),
  )
  return row && linkOf(workspaceId, row)
}

/** Links with which these clients may sign in now, the newest first. */
export async function openSignIns(
  pool: Pool,
  workspaceId: number,
  clientIds: Buffer,
  now: number,
): Promise<ClientLink[]> {
  const rows = await readTogether(pool, workspaceId, run =>
    run<Row & Record<string, unknown>>(OPEN_SIGN_INS, [workspaceId, clientIds, now]),
  )
  return rows.map(row => linkOf(workspaceId, row))
}

/** Uses a link up; true for one caller only. */
export const takeLink = async (run: Run, link: ClientLink, now: number): Promise<boolean> =>
  (await run(TAKE, [link.workspaceId, link.linkId, now])).length === 1

/** Uses up the links of a booking that are older than `before`: what they lead to is not what it was. */
export async function endLinksOf(
  run: Run,
  workspaceId: number,
  objectId: number,
  { now, before }: { readonly now: number; readonly before: number },
): Promise<void> {
  await run(END_OF_OBJECT, [workspaceId, objectId, now, before])
}

/** Removes those that ran out before. */
export async function sweepLinks(run: Run, workspaceId: number, before: number): Promise<void> {
  await run(SWEEP, [workspaceId, before])
}
