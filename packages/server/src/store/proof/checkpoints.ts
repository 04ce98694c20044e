/** Signed checkpoints and what witnesses said about them, at rest. */
import type { Run } from '../transaction.ts'

/** The head of a log, and the newest checkpoint that was signed of its generation. */
export interface LogState {
  readonly size: number
  readonly root: Buffer
  readonly generation: number
  readonly checkpoint?: StoredCheckpoint
  /** What check-log found to be wrong with this generation of it. */
  readonly problem?: { readonly seq: number; readonly what: string }
}

export interface StoredCheckpoint {
  readonly generation: number
  readonly size: number
  readonly root: Buffer
  /** UTC ms. */
  readonly signedAt: number
  /** The note with our signatures and, behind them, those of witnesses. */
  readonly note: string
}

interface CheckpointRow {
  generation: number
  size: number
  root: Buffer
  signed_at: number
  note: string
  lines: string[]
}

interface HeadRow {
  head_size: number
  head_root: Buffer
  head_generation: number
  problem_seq: number
  problem: string | null
}

const COLUMNS = `c.generation, c.size, c.root, c.signed_at, c.note,
  array(select line from daybook.cosignatures w where w.workspace_id = c.workspace_id and w.generation = c.generation
    and w.size = c.size order by w.witness) as lines`

const SELECT_STATE = {
  name: 'log_state',
  text: `select h.size as head_size, h.root as head_root, h.generation as head_generation,
           k.problem_seq, k.problem, c.*
         from daybook.log_heads h
         left join daybook.log_checks k on k.workspace_id = $1 and k.problem_generation = h.generation
         left join lateral (select ${COLUMNS} from daybook.checkpoints c
           where c.workspace_id = $1 and c.generation = h.generation order by c.size desc limit 1) c on true
         where h.workspace_id = $1`,
}
const SELECT_ONE = {
  name: 'checkpoint',
  text: `select ${COLUMNS} from daybook.checkpoints c where c.workspace_id = $1 and c.generation = $2 and c.size = $3`,
}
const SELECT_NEWEST = {
  name: 'newest_checkpoint',
  text: `select ${COLUMNS} from daybook.checkpoints c where c.workspace_id = $1 and c.generation = $2
         order by c.size desc limit 1`,
}
const SELECT_PAGE = {
  name: 'checkpoints_page',
  text: `select ${COLUMNS} from daybook.checkpoints c where c.workspace_id = $1
           and (c.generation, c.size) > ($2::int, $3::bigint) order by c.generation, c.size limit $4`,
}
const INSERT = {
  name: 'new_checkpoint',
  text: `insert into daybook.checkpoints (workspace_id, generation, size, root, signed_at, note)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
}
const INSERT_COSIGNATURE = {
  name: 'new_cosignature',
  text: `insert into daybook.cosignatures (workspace_id, generation, size, witness, received_at, line)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
}

const SELECT_WITNESSES = {
  name: 'witnesses',
  text: 'select distinct witness from daybook.cosignatures where workspace_id = $1 order by witness',
}

const readRow = (row: CheckpointRow): StoredCheckpoint => ({
  generation: row.generation,
  size: row.size,
  root: row.root,
  signedAt: row.signed_at,
  note: row.note + row.lines.join(''),
})

/** Undefined where the workspace has no log. */
export async function readLogState(run: Run, workspaceId: number): Promise<LogState | undefined> {
  const [row] = await run<HeadRow & (CheckpointRow | { size: null })>(SELECT_STATE, [workspaceId])
  return (
    row && {
      size: row.head_size,
      root: row.head_root,
      generation: row.head_generation,
      ...(row.problem !== null && { problem: { seq: row.problem_seq, what: row.problem } }),
      ...(row.size !== null && { checkpoint: readRow(row) }),
    }
  )
}

export async function readCheckpoint(
  run: Run,
  logId: number,
  generation: number,
  size: number,
): Promise<StoredCheckpoint | undefined> {
  const [row] = await run<CheckpointRow>(SELECT_ONE, [logId, generation, size])
  return row && readRow(row)
}

export async function readNewestCheckpoint(
  run: Run,
  logId: number,
  generation: number,
): Promise<StoredCheckpoint | undefined> {
  const [row] = await run<CheckpointRow>(SELECT_NEWEST, [logId, generation])
  return row && readRow(row)
}

/** A page of all checkpoints of a log, behind the one of this generation and size. */
export async function readCheckpointPage(
  run: Run,
  logId: number,
  after: { readonly generation: number; readonly size: number },
  limit: number,
): Promise<StoredCheckpoint[]> {
  return (await run<CheckpointRow>(SELECT_PAGE, [logId, after.generation, after.size, limit])).map(readRow)
}

/** Does nothing where it is there: another server signed the same. */
export async function insertCheckpoint(run: Run, logId: number, checkpoint: StoredCheckpoint): Promise<void> {
  const { generation, size, root, signedAt, note } = checkpoint
  await run(INSERT, [logId, generation, size, root, signedAt, note])
}

export interface StoredCosignature {
  readonly generation: number
  readonly size: number
  /** The witness's verifier key. */
  readonly witness: string
  /** UTC ms. */
  readonly receivedAt: number
  /** The signature line, newline included. */
  readonly line: string
}

/** The verifier keys of the witnesses whose cosignatures are kept. */
export const readWitnesses = async (run: Run, logId: number): Promise<string[]> =>
  (await run<{ witness: string }>(SELECT_WITNESSES, [logId])).map(row => row.witness)

/** Keeps the first cosignature of a witness on a checkpoint. */
export async function insertCosignature(run: Run, logId: number, given: StoredCosignature): Promise<void> {
  const { generation, size, witness, receivedAt, line } = given
  await run(INSERT_COSIGNATURE, [logId, generation, size, witness, receivedAt, line])
}
