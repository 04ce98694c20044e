import type { Daybook } from '../daybook.ts'
import { takenOfKind, yearOfKind } from '../entry/open-entry.ts'
import { readKinds } from '../store/privacy/personal-keys.ts'
import { readTaken } from '../store/privacy/retention-takes.ts'
import { readTogether } from '../store/transaction.ts'
import { finishRetention } from './finish-retention.ts'
import { takeYear, type YearToTake } from './take-year.ts'

/** Why the system does it: the entry names it. */
const RULE = { id: 'erasure-ledger', name: 'Taken before, repeated after a restore' }

/**
 * Repeats what retention took after a backup was made from which the database was restored since: the ledger knows of
 * it. Clients who were held then are spared; a hold that was placed later does not count. Answers how many takes there
 * were.
 */
export async function repeatRetention(daybook: Daybook, workspaceId: number): Promise<number> {
  const orders = await toRepeat(daybook, workspaceId)
  if (orders.length === 0) return 0
  const workspace = await daybook.workspaces.get(workspaceId)
  let done = 0
  for (const order of orders) {
    for (let next = order; ; next = { ...order, again: undefined }) {
      if ((await takeYear(daybook, workspace, next)) === undefined) break
      done++
    }
  }
  await finishRetention(daybook, workspace)
  return done
}

async function toRepeat(daybook: Daybook, workspaceId: number): Promise<YearToTake[]> {
  const told = daybook.ledger.read(workspaceId).flatMap(record => (record.what === 'year' ? [record] : []))
  if (told.length === 0) return []
  const [taken, kinds] = await readTogether(daybook.pools.app, workspaceId, run =>
    Promise.all([readTaken(run, workspaceId), readKinds(run, workspaceId)]),
  )
  return told
    .filter(({ year, times = 1 }) => (taken.get(year) ?? 0) < times)
    .map(({ year, times = 1, held }) => ({
      year,
      kinds: kinds.filter(kind => yearOfKind(kind) === year && takenOfKind(kind) < times),
      spared: held,
      again: times,
      rule: RULE,
    }))
}
