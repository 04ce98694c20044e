/**
 * What is decided about a client: deleted and until when, held, gone. Every change is an entry of the same log, so it is
 * read and written behind the head's lock, where nobody else can change it meanwhile.
 */
import { int8Array } from '../sql-array.ts'
import type { Run } from '../transaction.ts'

/** How much of a client is gone: the person, or the business facts as well. */
export type Gone = 'anonymised' | 'erased'
export const GONE_CODES: Readonly<Record<Gone, number>> = { anonymised: 1, erased: 2 }
export const goneOf = (code: number): Gone => (code === GONE_CODES.erased ? 'erased' : 'anonymised')

/** How it is asked for: `anonymise` or `erase`. */
export const MODE_OF = { anonymised: 'anonymise', erased: 'erase' } as const satisfies Record<Gone, string>
export const GONE_BY = { anonymise: 'anonymised', erase: 'erased' } as const

/** Instants in UTC ms; `…Seq` is the entry that did it. */
export interface ClientPrivacy {
  readonly clientId: number
  readonly deletedAt?: number
  readonly deletedSeq?: number
  /** The end of the grace period; absent while a hold stops the clock. */
  readonly eraseAt?: number
  /** Milliseconds of grace that run on once the hold is released. */
  readonly graceLeft?: number
  readonly heldAt?: number
  readonly heldSeq?: number
  readonly gone?: Gone
  readonly goneAt?: number
  readonly goneSeq?: number
}

interface Row {
  client_id: number
  deleted_at: number | null
  deleted_seq: number | null
  erase_at: number | null
  grace_left: number | null
  held_at: number | null
  held_seq: number | null
  gone: number | null
  gone_at: number | null
  gone_seq: number | null
}

const COLUMNS =
  'client_id, deleted_at, deleted_seq, erase_at, grace_left, held_at, held_seq, gone, gone_at, gone_seq'
const SELECT = {
  name: 'client_privacy',
  text: `select ${COLUMNS} from daybook.client_privacy where workspace_id = $1 and client_id = any($2::bigint[])`,
}
const SELECT_DELETED = {
  name: 'clients_deleted',
  text: 'select client_id from daybook.client_privacy where workspace_id = $1 and deleted_at is not null',
}
const SELECT_HELD = {
  name: 'clients_held',
  text: 'select client_id from daybook.client_privacy where workspace_id = $1 and held_at is not null',
}
const SELECT_GONE = {
  name: 'clients_gone',
  text: 'select client_id, gone from daybook.client_privacy where workspace_id = $1 and gone is not null',
}
const SELECT_DUE = {
  name: 'clients_due',
  text: `select client_id from daybook.client_privacy
         where workspace_id = $1 and deleted_at is not null and erase_at <= $2 order by erase_at limit $3`,
}
const PUT = {
  name: 'put_client_privacy',
  text: `insert into daybook.client_privacy (workspace_id, ${COLUMNS})
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (workspace_id, client_id) do update set (deleted_at, deleted_seq, erase_at, grace_left, held_at,
           held_seq, gone, gone_at, gone_seq) = (excluded.deleted_at, excluded.deleted_seq, excluded.erase_at,
           excluded.grace_left, excluded.held_at, excluded.held_seq, excluded.gone, excluded.gone_at, excluded.gone_seq)`,
}
// The directory's number moves too: it is what the names in memory follow.
const MARK_CLIENT = {
  name: 'mark_client',
  text: 'update daybook.clients set directory_seq = $3 where workspace_id = $1 and client_id = $2',
}
const MARK_HEAD = {
  name: 'mark_privacy',
  text: 'update daybook.log_heads set privacy_seq = $2 where workspace_id = $1',
}

const readRow = (row: Row): ClientPrivacy => ({
  clientId: row.client_id,
  deletedAt: row.deleted_at ?? undefined,
  deletedSeq: row.deleted_seq ?? undefined,
  eraseAt: row.erase_at ?? undefined,
  graceLeft: row.grace_left ?? undefined,
  heldAt: row.held_at ?? undefined,
  heldSeq: row.held_seq ?? undefined,
  gone: row.gone === null ? undefined : goneOf(row.gone),
  goneAt: row.gone_at ?? undefined,
  goneSeq: row.gone_seq ?? undefined,
})

/** Of those of whom nothing was ever decided there is no row. */
export async function readPrivacyOf(
  run: Run,
  workspaceId: number,
  clientIds: readonly number[],
): Promise<Map<number, ClientPrivacy>> {
  const rows = await run<Row>(SELECT, [workspaceId, int8Array(clientIds)])
  return new Map(rows.map(row => [row.client_id, readRow(row)]))
}

export async function readPrivacy(run: Run, workspaceId: number, clientId: number): Promise<ClientPrivacy> {
  return (await readPrivacyOf(run, workspaceId, [clientId])).get(clientId) ?? { clientId }
}

/** Takes the place of the row, and tells the other processes that something changed with the entry `seq`. */
export async function writePrivacy(
  run: Run,
  workspaceId: number,
  given: ClientPrivacy,
  seq: number,
): Promise<void> {
  await Promise.all([
    run(PUT, [
      workspaceId,
      given.clientId,
      given.deletedAt ?? null,
      given.deletedSeq ?? null,
      given.eraseAt ?? null,
      given.graceLeft ?? null,
      given.heldAt ?? null,
      given.heldSeq ?? null,
      given.gone === undefined ? null : GONE_CODES[given.gone],
      given.goneAt ?? null,
      given.goneSeq ?? null,
    ]),
    run(MARK_CLIENT, [workspaceId, given.clientId, seq]),
    markPrivacy(run, workspaceId, seq),
  ])
}

/** Tells the other processes that the entry `seq` changed what may be seen or opened. */
export async function markPrivacy(run: Run, workspaceId: number, seq: number): Promise<void> {
  await run(MARK_HEAD, [workspaceId, seq])
}

/** Every client who is gone, and how. */
export async function readGone(run: Run, workspaceId: number): Promise<Map<number, Gone>> {
  const rows = await run<{ client_id: number; gone: number }>(SELECT_GONE, [workspaceId])
  return new Map(rows.map(row => [row.client_id, goneOf(row.gone)]))
}

const idsOf = (rows: readonly { client_id: number }[]): number[] => rows.map(row => row.client_id)

/** Clients in their grace period. */
export const readDeleted = async (run: Run, workspaceId: number): Promise<number[]> =>
  idsOf(await run(SELECT_DELETED, [workspaceId]))

/** Clients under a legal hold. */
export const readHeld = async (run: Run, workspaceId: number): Promise<number[]> =>
  idsOf(await run(SELECT_HELD, [workspaceId]))

/** Clients whose grace period is over, the longest first. */
export const readDue = async (run: Run, workspaceId: number, now: number, limit: number): Promise<number[]> =>
  idsOf(await run(SELECT_DUE, [workspaceId, now, limit]))

const LIST = {
  held: {
    name: 'list_clients_held',
    text: `select ${COLUMNS}, held_at as at from daybook.client_privacy
           where workspace_id = $1 and held_at is not null and (held_at, client_id) < ($2::bigint, $3::bigint)
           order by held_at desc, client_id desc limit $4`,
  },
  deleted: {
    name: 'list_clients_deleted',
    text: `select ${COLUMNS}, deleted_at as at from daybook.client_privacy
           where workspace_id = $1 and deleted_at is not null and (deleted_at, client_id) < ($2::bigint, $3::bigint)
           order by deleted_at desc, client_id desc limit $4`,
  },
}

/** Clients of whom this was decided, the latest first; `before` is the last of the page before. */
export async function listDecided(
  run: Run,
  workspaceId: number,
  state: keyof typeof LIST,
  page: { readonly before: { readonly at: number; readonly clientId: number }; readonly limit: number },
): Promise<(ClientPrivacy & { readonly at: number })[]> {
  const { at, clientId } = page.before
  const rows = await run<Row & { at: number }>(LIST[state], [workspaceId, at, clientId, page.limit])
  return rows.map(row => ({ ...readRow(row), at: row.at }))
}
