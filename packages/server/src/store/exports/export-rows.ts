/** The rows of exports: what was asked for, how far it is, what became of it. */
import type { ExportFormat, ExportState } from '@daybook/protocol'
import type { Run } from '../transaction.ts'

export interface ExportRow {
  readonly id: number
  /** `mb_…`, `ak_…`, or `system` for the installation's own command line. */
  readonly owner: string
  /** The client, where it is limited to one. */
  readonly clientId?: number
  readonly format: ExportFormat
  /** Sealed; absent once erased. */
  readonly request?: Buffer
  /** It holds nothing that was recorded after this entry. */
  readonly upTo: number
  /** Entries that it will hold; absent where nobody has counted them. */
  readonly expected?: number
  readonly state: ExportState
  readonly attempt: number
  readonly done: number
  /** Thousandths of the way. */
  readonly share: number
  /** UTC ms. */
  readonly requestedAt: number
  readonly finishedAt?: number
  readonly expiresAt?: number
  readonly requestedSeq?: number
  readonly bytes?: number
  readonly sha256?: Buffer
  /** Sealed. */
  readonly result?: Buffer
  readonly problem?: string
}

interface StoredRow {
  export_id: number
  owner: string
  client_id: number | null
  format: ExportFormat
  request: Buffer | null
  up_to: number
  expected: number | null
  state: ExportState
  attempt: number
  done: number
  share: number
  requested_at: number
  finished_at: number | null
  expires_at: number | null
  requested_seq: number | null
  bytes: number | null
  sha256: Buffer | null
  result: Buffer | null
  problem: string | null
}

const COLUMNS = `export_id, owner, client_id, format, request, up_to, expected, state, attempt, done, share, requested_at,
  finished_at, expires_at, requested_seq, bytes, sha256, result, problem`
const ONE = 'workspace_id = $1 and export_id = $2'

const INSERT_KEY = {
  name: 'new_export_key',
  text: `insert into daybook.client_keys (workspace_id, client_id, kind, kek, wrapped) values ($1, $2, $3, $4, $5)`,
}
const INSERT = {
  name: 'new_export',
  text: `insert into daybook.exports (workspace_id, export_id, owner, client_id, format, request, naming, up_to,
           expected, state, requested_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'queued', $10)`,
}
const SET_REQUESTED = {
  name: 'export_requested',
  text: `update daybook.exports set requested_seq = $3 where ${ONE}`,
}
const SELECT = { name: 'export', text: `select ${COLUMNS} from daybook.exports where ${ONE}` }
const SELECT_OF_OWNER = {
  name: 'exports_of_owner',
  text: `select ${COLUMNS} from daybook.exports where workspace_id = $1 and ($2::text is null or owner = $2)
         order by requested_at desc, export_id desc limit $3`,
}
// One whose server was killed is running in the table; it begins again as another attempt.
const BEGIN = {
  name: 'export_begins',
  text: `update daybook.exports set state = 'running', attempt = attempt + 1, done = 0, share = 0
         where ${ONE} and state in ('queued', 'running') returning ${COLUMNS}`,
}
const PROGRESS = {
  name: 'export_progress',
  text: `update daybook.exports set done = $4, share = $5, expected = coalesce(expected, $6)
         where ${ONE} and attempt = $3 and state = 'running' returning 1`,
}
const FINISH = {
  name: 'export_ready',
  text: `update daybook.exports set state = 'ready', done = $4, share = 1000, finished_at = $5, expires_at = $6,
           bytes = $7, sha256 = $8, result = $9, clients = $10, problem = null
         where ${ONE} and attempt = $3 and state = 'running' returning 1`,
}
const END = {
  name: 'export_ends',
  text: `update daybook.exports set state = $3, finished_at = $4, problem = $5, clients = null
         where ${ONE} and state = any($6::text[]) returning 1`,
}
const AGAIN = {
  name: 'export_again',
  text: `update daybook.exports set state = 'queued', done = 0, share = 0, requested_at = $3, finished_at = null,
           expires_at = null, bytes = null, sha256 = null, result = null, clients = null, problem = null
         where ${ONE} and state in ('failed', 'cancelled', 'expired') and request is not null returning 1`,
}
const EXTEND = {
  name: 'export_extended',
  text: `update daybook.exports set expires_at = $3 where ${ONE} and state = 'ready' returning 1`,
}

const readRow = (row: StoredRow): ExportRow => ({
  id: row.export_id,
  owner: row.owner,
  clientId: row.client_id ?? undefined,
  format: row.format,
  request: row.request ?? undefined,
  upTo: row.up_to,
  expected: row.expected ?? undefined,
  state: row.state,
  attempt: row.attempt,
  done: row.done,
  share: row.share,
  requestedAt: row.requested_at,
  finishedAt: row.finished_at ?? undefined,
  expiresAt: row.expires_at ?? undefined,
  requestedSeq: row.requested_seq ?? undefined,
  bytes: row.bytes ?? undefined,
  sha256: row.sha256 ?? undefined,
  result: row.result ?? undefined,
  problem: row.problem ?? undefined,
})

export interface NewExport {
  readonly id: number
  readonly owner: string
  readonly clientId?: number
  readonly format: ExportFormat
  readonly request: Buffer
  /** True where its filters could name somebody. */
  readonly naming: boolean
  readonly upTo: number
  readonly expected?: number
  readonly requestedAt: number
  readonly key: { readonly kind: number; readonly kek: number; readonly wrapped: Buffer }
}

/** The row and its key, for the transaction of the entry export.requested. */
export async function insertExport(run: Run, workspaceId: number, given: NewExport): Promise<void> {
  const { id, owner, clientId, format, request, naming, upTo, expected, requestedAt, key } = given
  await Promise.all([
    run(INSERT_KEY, [workspaceId, id, key.kind, key.kek, key.wrapped]),
    run(INSERT, [
      workspaceId,
      id,
      owner,
      clientId ?? null,
      format,
      request,
      naming,
      upTo,
      expected ?? null,
      requestedAt,
    ]),
  ])
}

/** Notes the entry that tells of the request. */
export async function setRequestedSeq(run: Run, workspaceId: number, id: number, seq: number): Promise<void> {
  await run(SET_REQUESTED, [workspaceId, id, seq])
}

export async function readExport(run: Run, workspaceId: number, id: number): Promise<ExportRow | undefined> {
  const [row] = await run<StoredRow>(SELECT, [workspaceId, id])
  return row && readRow(row)
}

/** Newest first; of everybody where no owner is named. */
export async function readExportsOf(
  run: Run,
  workspaceId: number,
  owner: string | undefined,
  limit: number,
): Promise<ExportRow[]> {
  return (await run<StoredRow>(SELECT_OF_OWNER, [workspaceId, owner ?? null, limit])).map(readRow)
}

/** Begins the next attempt; undefined where there is nothing to make any more. */
export async function beginExport(run: Run, workspaceId: number, id: number): Promise<ExportRow | undefined> {
  const [row] = await run<StoredRow>(BEGIN, [workspaceId, id])
  return row && readRow(row)
}

export interface Attempt {
  readonly workspaceId: number
  readonly id: number
  readonly attempt: number
}

/** False where this attempt is over: cancelled, or another one has begun. */
export async function noteProgress(
  run: Run,
  { workspaceId, id, attempt }: Attempt,
  { done, share, expected }: { done: number; share: number; expected?: number },
): Promise<boolean> {
  return (await run(PROGRESS, [workspaceId, id, attempt, done, share, expected ?? null])).length === 1
}

export interface FinishedExport {
  readonly rows: number
  readonly finishedAt: number
  readonly expiresAt: number
  readonly bytes: number
  readonly sha256: Buffer
  readonly result: Buffer
  readonly clients: Buffer
}

/** False where this attempt is over. */
export async function finishExport(
  run: Run,
  { workspaceId, id, attempt }: Attempt,
  finished: FinishedExport,
): Promise<boolean> {
  const { rows, finishedAt, expiresAt, bytes, sha256, result, clients } = finished
  const values = [workspaceId, id, attempt, rows, finishedAt, expiresAt, bytes, sha256, result, clients]
  return (await run(FINISH, values)).length === 1
}

/** Ends it, where it is in one of the states `from`; false where it is not. */
export async function endExport(
  run: Run,
  workspaceId: number,
  id: number,
  end: {
    readonly state: 'failed' | 'cancelled' | 'expired'
    readonly from: readonly ExportState[]
    readonly at: number
    readonly problem?: string
  },
): Promise<boolean> {
  const { state, from, at, problem } = end
  return (await run(END, [workspaceId, id, state, at, problem ?? null, from])).length === 1
}

/** Puts one that has ended in the queue again; false where it has not ended, or was erased. */
export async function queueAgain(run: Run, workspaceId: number, id: number, at: number): Promise<boolean> {
  return (await run(AGAIN, [workspaceId, id, at])).length === 1
}

/** Keeps a file longer; false where it is not there. */
export async function extendExport(
  run: Run,
  workspaceId: number,
  id: number,
  expiresAt: number,
): Promise<boolean> {
  return (await run(EXTEND, [workspaceId, id, expiresAt])).length === 1
}
