import type { Daybook } from '../daybook.ts'
import { takenOfKind, yearOfKind } from '../entry/open-entry.ts'
import type { Workspace } from '../entry/workspace.ts'
import { readClientsOf, readKinds } from '../store/privacy/personal-keys.ts'
import { finishTakes, readUnfinishedTakes, type RetentionTake } from '../store/privacy/retention-takes.ts'
import { readTogether } from '../store/transaction.ts'
import { rotatePast } from './rotate-past.ts'

/**
 * Writes what retention took into the ledger, and destroys the key-encryption key under which those keys were wrapped.
 * Safe to call again: after a failure or a restart the job of retention does.
 */
export async function finishRetention(
  daybook: Daybook,
  workspace: Workspace,
  signal?: AbortSignal,
): Promise<void> {
  const { app } = daybook.pools
  const takes = await readTogether(app, workspace.id, run => readUnfinishedTakes(run, workspace.id))
  if (takes.length === 0) return
  for (const take of lastOfEachYear(takes)) await tellLedger(daybook, workspace, take)
  await rotatePast(daybook, workspace.id, Math.max(...takes.map(take => take.kek)), signal)
  await readTogether(app, workspace.id, run => finishTakes(run, workspace.id, takes, daybook.now()))
}

const lastOfEachYear = (takes: readonly RetentionTake[]): RetentionTake[] => [
  ...new Map(takes.map(take => [take.year, take])).values(),
]

/** Whose keys are still there was held when the year was taken: no key of this age is made any more. */
async function tellLedger(
  daybook: Daybook,
  { id }: Workspace,
  { year, times, seq, at, kek }: RetentionTake,
): Promise<void> {
  const known = daybook.ledger.read(id)
  if (known.some(record => record.what === 'year' && record.year === year && record.times === times)) return
  const kinds = await readTogether(daybook.pools.app, id, run => readKinds(run, id))
  const older = kinds.filter(kind => yearOfKind(kind) === year && takenOfKind(kind) < times)
  const held = new Set<number>()
  for (const kind of older)
    for (const clientId of await readTogether(daybook.pools.app, id, run => readClientsOf(run, id, kind)))
      held.add(clientId)
  await daybook.ledger.record(id, { what: 'year', year, times, held: [...held], seq, kek, at })
}
