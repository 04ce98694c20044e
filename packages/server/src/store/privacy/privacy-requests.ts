/** What clients asked: one row for each entry `client.erasure_requested`, open until it is decided. */
import { byteaArray, int2Array, int8Array, textArray } from '../sql-array.ts'
import type { Run } from '../transaction.ts'
import { type Gone, GONE_CODES, goneOf } from './client-privacy.ts'

export type Decision = Gone | 'declined'
export const DECISION_CODES: Readonly<Record<Decision, number>> = { ...GONE_CODES, declined: 3 }

export interface PrivacyRequest {
  /** The entry of the request. */
  readonly seq: number
  readonly clientId: number
  /** What was asked for; absent where it was left open. */
  readonly mode?: Gone
  /** UTC ms. */
  readonly askedAt: number
  /** The type of the actor who wrote it down. */
  readonly askedBy: string
  /** The workspace lets it happen at once. */
  readonly atOnce: boolean
  readonly decision?: Decision
  readonly decidedAt?: number
  readonly decidedSeq?: number
}

interface Row {
  seq: number
  client_id: number
  mode: number | null
  asked_at: number
  asked_by: string
  at_once: boolean
  decision: number | null
  decided_at: number | null
  decided_seq: number | null
}

const COLUMNS = 'seq, client_id, mode, asked_at, asked_by, at_once, decision, decided_at, decided_seq'
export const INSERT_REQUESTS = {
  name: 'new_privacy_requests',
  text: `insert into daybook.privacy_requests (workspace_id, ${COLUMNS})
         select $1, seq, client_id, mode, asked_at, asked_by, at_once = 1, decision, decided_at, decided_seq
         from unnest($2::bigint[], $3::bigint[], $4::smallint[], $5::bigint[], $6::text[], $7::smallint[],
           $8::smallint[], $9::bigint[], $10::bigint[])
           as new(seq, client_id, mode, asked_at, asked_by, at_once, decision, decided_at, decided_seq)`,
}
const SELECT_ONE = {
  name: 'privacy_request',
  text: `select ${COLUMNS} from daybook.privacy_requests where workspace_id = $1 and seq = $2`,
}
const SELECT_PAGE = {
  name: 'privacy_requests',
  text: `select ${COLUMNS} from daybook.privacy_requests
         where workspace_id = $1 and seq < $2 and ($3::boolean is null or (decision is null) = $3)
         order by seq desc limit $4`,
}
const SELECT_AT_ONCE = {
  name: 'privacy_requests_at_once',
  text: `select ${COLUMNS} from daybook.privacy_requests r
         where r.workspace_id = $1 and r.decision is null and r.at_once
           and not exists (select from daybook.client_privacy p
             where p.workspace_id = $1 and p.client_id = r.client_id and p.held_at is not null)
         order by r.seq limit $2`,
}
const DECIDE = {
  name: 'decide_privacy_requests',
  text: `update daybook.privacy_requests set decision = $4, decided_at = $5, decided_seq = $6
         where workspace_id = $1 and client_id = $2 and decision is null and ($3::bigint is null or seq = $3)`,
}
// A host tells of its own decision by an entry, which names the request by its id or by the host's key.
export const DECLINE_REQUESTS = {
  name: 'decline_privacy_requests',
  text: `update daybook.privacy_requests r set decision = ${DECISION_CODES.declined}, decided_at = new.at, decided_seq = new.seq
         from unnest($2::bigint[], $3::bigint[], $4::bytea[], $5::bigint[], $6::bigint[])
           as new(client_id, cause, cause_mac, at, seq)
         where r.workspace_id = $1 and r.client_id = new.client_id and r.decision is null and r.seq < new.seq
           and (new.cause is null or r.seq = new.cause)
           and (new.cause_mac is null or exists (select from daybook.entries e
             where e.workspace_id = $1 and e.seq = r.seq and e.key_mac = new.cause_mac))`,
}

const readRow = (row: Row): PrivacyRequest => ({
  seq: row.seq,
  clientId: row.client_id,
  mode: row.mode === null ? undefined : goneOf(row.mode),
  askedAt: row.asked_at,
  askedBy: row.asked_by,
  atOnce: row.at_once,
  decision:
    row.decision === null
      ? undefined
      : row.decision === DECISION_CODES.declined
        ? 'declined'
        : goneOf(row.decision),
  decidedAt: row.decided_at ?? undefined,
  decidedSeq: row.decided_seq ?? undefined,
})

/** For the statement that writes a group. `closed` tells of those that an entry of the same group declines. */
export const requestValues = (
  workspaceId: number,
  made: readonly Omit<PrivacyRequest, 'decision' | 'decidedAt' | 'decidedSeq'>[],
  closed: readonly (Pick<Declining, 'at' | 'seq'> | undefined)[],
): unknown[] => [
  workspaceId,
  int8Array(made.map(one => one.seq)),
  int8Array(made.map(one => one.clientId)),
  int2Array(made.map(one => (one.mode === undefined ? undefined : GONE_CODES[one.mode]))),
  int8Array(made.map(one => one.askedAt)),
  textArray(made.map(one => one.askedBy)),
  int2Array(made.map(one => (one.atOnce ? 1 : 0))),
  int2Array(closed.map(one => one && DECISION_CODES.declined)),
  int8Array(closed.map(one => one?.at)),
  int8Array(closed.map(one => one?.seq)),
]

export interface Declining {
  readonly clientId: number
  /** The request's entry, by its number or by the MAC of its key; every open request of the client where both are absent. */
  readonly cause?: number
  readonly causeMac?: Buffer
  readonly at: number
  readonly seq: number
}

/** For the statement that writes a group. */
export const declineValues = (workspaceId: number, made: readonly Declining[]): unknown[] => [
  workspaceId,
  int8Array(made.map(one => one.clientId)),
  int8Array(made.map(one => one.cause)),
  byteaArray(made.map(one => one.causeMac)),
  int8Array(made.map(one => one.at)),
  int8Array(made.map(one => one.seq)),
]

export async function readRequest(
  run: Run,
  workspaceId: number,
  seq: number,
): Promise<PrivacyRequest | undefined> {
  const [row] = await run<Row>(SELECT_ONE, [workspaceId, seq])
  return row && readRow(row)
}

/** Newest first, from below `before`; only the open or only the decided where `open` says so. */
export async function readRequests(
  run: Run,
  workspaceId: number,
  page: { readonly before?: number; readonly open?: boolean; readonly limit: number },
): Promise<PrivacyRequest[]> {
  const values = [workspaceId, page.before ?? Number.MAX_SAFE_INTEGER, page.open ?? null, page.limit]
  return (await run<Row>(SELECT_PAGE, values)).map(readRow)
}

/** Open requests that the workspace lets happen at once, of clients who are not held. */
export async function readAtOnce(run: Run, workspaceId: number, limit: number): Promise<PrivacyRequest[]> {
  return (await run<Row>(SELECT_AT_ONCE, [workspaceId, limit])).map(readRow)
}

/** Closes the open requests of a client, or only `request`. */
export async function decideRequests(
  run: Run,
  workspaceId: number,
  given: {
    readonly clientId: number
    readonly request?: number
    readonly decision: Decision
    readonly at: number
    readonly seq: number
  },
): Promise<void> {
  const { clientId, request, decision, at, seq } = given
  await run(DECIDE, [workspaceId, clientId, request ?? null, DECISION_CODES[decision], at, seq])
}
