import type { Daybook } from '../daybook.ts'
import type { Workspace } from '../entry/workspace.ts'
import { type ClearedStore, type Erasure, finishOutside } from '../store/privacy/erasures.ts'
import { readTogether } from '../store/transaction.ts'
import { OUTSIDE_STORES } from './erasure-stores.ts'

/**
 * Writes the erasure into the ledger, clears what lies outside the database, and notes it on the receipt. Safe to call
 * again: after a failure or a restart the job of the due erasures does.
 */
export async function finishErasure(
  daybook: Daybook,
  workspace: Workspace,
  erasure: Erasure,
): Promise<Erasure> {
  if (erasure.outsideAt !== undefined) return erasure
  const { seq, clientId, mode, kek, at } = erasure
  const known = daybook.ledger.read(workspace.id)
  if (!known.some(record => record.what === mode && record.client === clientId && record.seq === seq))
    await daybook.ledger.record(workspace.id, { what: mode, client: clientId, seq, kek, at })
  const target = { workspaceId: workspace.id, clientId, mode, seq }
  const outside: ClearedStore[] = []
  for (const { store, done, clear } of OUTSIDE_STORES)
    outside.push({ store, done, count: await clear(daybook, workspace, target) })
  const finished = { ...erasure, stores: [...erasure.stores, ...outside], outsideAt: daybook.now() }
  await readTogether(daybook.pools.app, workspace.id, run =>
    finishOutside(run, workspace.id, seq, finished.stores, finished.outsideAt),
  )
  return finished
}
