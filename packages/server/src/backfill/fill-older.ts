/**
 * Fills, from the entries, the rows that a log lacks because the tables came later than its entries: the marks that
 * patterns count, whose clients are whose, what stands on accounts, which times are taken. Each page is a transaction that
 * also notes how far it came, so it may be cut off anywhere and be done by two at once. Others append and erase meanwhile:
 * what was read before an erasure, or a version ago, is not written but read again.
 */
import { PHASES, readBackfill } from '../store/backfill/backfills.ts'
import { readTogether } from '../store/transaction.ts'
import { fillClients } from './fill-clients.ts'
import { fillEntries } from './fill-entries.ts'
import { fillObjects } from './fill-objects.ts'
import type { FillingStores, FillPage } from './fill-page.ts'

const FILL: Readonly<Record<(typeof PHASES)[number], FillPage>> = {
  entries: fillEntries,
  clients: fillClients,
  objects: fillObjects,
}
const PAGE = 400

/** Does nothing where nothing is left to fill. Throws the signal's reason where it was aborted. */
export async function fillOlder(
  daybook: FillingStores,
  workspaceId: number,
  signal?: AbortSignal,
): Promise<void> {
  // Smaller where others keep changing what is on it: in the end a page of one.
  for (let most = PAGE; ; ) {
    signal?.throwIfAborted()
    const at = await readTogether(daybook.pools.app, workspaceId, run => readBackfill(run, workspaceId))
    if (at === undefined) return
    const filled = await FILL[PHASES[at.phase]!](daybook, workspaceId, at, most)
    most = filled ? PAGE : Math.max(1, Math.floor(most / 10))
  }
}
