/**
 * The third and fourth step of an append: lock the head, check in later statements that what the group was prepared
 * on is still so, number the entries, grow the tree, write everything, commit.
 */
import { LogError } from '@daybook/protocol'
import { DatabaseError, type Pool } from 'pg'
import type { Workspace } from '../../entry/workspace.ts'
import { type CountingRow, readCounting } from '../counting.ts'
import { begin, ROLLED_BACK } from '../transaction.ts'
import { checkGroup } from './check-group.ts'
import type { EarlierEntry } from './earlier-entry.ts'
import type { PreparedGroup } from './group.ts'
import type { OpenTilesCache } from './open-tiles.ts'
import type { KnownHead } from './running-head.ts'
import * as sql from './statements.ts'
import { type Head, writeGroup } from './write-group.ts'

export type CommitOutcome =
  /** Written: the first entry's seq, the log's size, and its generation. */
  | { readonly kind: 'written'; readonly first: number; readonly generation: number }
  /** Another group changed what this one was prepared on: prepare it again. */
  | { readonly kind: 'moved' }
  /** Some keys were used before, by MAC in base64: those drafts leave the group. */
  | { readonly kind: 'repeated'; readonly earlier: ReadonlyMap<string, EarlierEntry> }

/** The connection was lost after COMMIT had been sent: whether the group is written is not known. */
export class AnswerLost extends Error {
  constructor(cause: unknown) {
    super('the answer to the commit was lost', { cause })
  }
}

/** PostgreSQL said that it did not commit; class 57P is its own end, which may come just after a commit. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof DatabaseError
    ? !/^(57P|08)/.test(error.code ?? '')
    : error instanceof Error && error.message === ROLLED_BACK

export async function commitGroup(
  pool: Pool,
  workspace: Workspace,
  group: PreparedGroup,
  openTiles: OpenTilesCache,
  /** Called once the head is ours and the writes are on their way, with the head that the log has then. */
  onSent: (next: KnownHead) => void,
): Promise<CommitOutcome> {
  const transaction = await begin(pool, workspace.id)
  try {
    const { run } = transaction
    const requests = new Set(group.entries.map(entry => entry.request))
    const also = Promise.all([...requests].flatMap(request => request.also?.(run) ?? []))
    const [[locked], checked] = await Promise.all([
      run<Omit<Head, 'counting'> & CountingRow & Record<string, unknown>>(sql.LOCK_HEAD, [workspace.id]),
      checkGroup(run, workspace.id, group),
      also,
    ])
    if (locked === undefined)
      throw new LogError('workspace_missing', 'There is no such workspace, or it was closed.')
    const head: Head = { ...locked, counting: readCounting(locked) }
    if (checked.earlier.size > 0) return { kind: 'repeated', earlier: checked.earlier }
    if (checked.moved) return { kind: 'moved' }
    const written = writeGroup(
      run,
      workspace,
      group,
      head,
      await openTiles.of(run, workspace.id, head.size, head.root),
    )
    // Now, for the next group may see the new head before we hear of the commit. Should the commit fail, no head will
    // ever have this root, so what is remembered under it is never used.
    openTiles.remember(workspace.id, written.head.root, written.head.open)
    const behind = [...requests].flatMap(request => request.behind?.(run, head.size + 1) ?? [])
    if (behind.length > 0) await Promise.all([written.sent, ...behind])
    const committed = Promise.all([written.sent, transaction.commit()])
    onSent(written.head)
    await committed.catch((error: unknown) => {
      throw isRefusal(error) ? error : new AnswerLost(error)
    })
    return { kind: 'written', first: head.size + 1, generation: head.generation }
  } finally {
    await transaction.rollback()
  }
}
