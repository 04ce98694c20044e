/**
 * Fills, from the entries, the rows that a log lacks because the tables came later than its entries: the marks that
 * patterns count, whose clients are whose, what stands on accounts, which times are taken. Each page is a transaction that
 * also notes how far it came, so it may be cut off anywhere and be done by two at once. Others append and erase meanwhile:
 * what was read before an erasure, or a version ago, is not written but read again. What cannot be opened is passed over.
 */
import { LogError } from '@daybook/protocol'
import { formatId } from '../ids.ts'
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

/**
 * Does nothing where nothing is left to fill. Answers the ids (`cl_…`, `ob_…`) of those that cannot be opened: they are
 * left as they are, and check-log says so of each. Throws `keys_missing`, `log_damaged` where the note of how far it came
 * names nothing that is filled, and the signal's reason where it was aborted.
 */
export async function fillOlder(
  daybook: FillingStores,
  workspaceId: number,
  signal?: AbortSignal,
): Promise<string[]> {
  const left: string[] = []
  // Smaller where others keep changing what is on it: in the end a page of one.
  for (let most = PAGE; ; ) {
    signal?.throwIfAborted()
    const at = await readTogether(daybook.pools.app, workspaceId, run => readBackfill(run, workspaceId))
    if (at === undefined) return left
    // Where the keys are not here nothing can be opened, and nothing is wrong with what they open.
    await daybook.clientKeys.ready(workspaceId)
    const phase = PHASES[at.phase]
    if (phase === undefined)
      throw new LogError(
        'log_damaged',
        `How far the rows of workspace ${formatId('ws', workspaceId)} are filled was changed: there is no part ${at.phase} of it. Run check-log and see docs/guide/check-log.md.`,
      )
    const unopened = await FILL[phase](daybook, workspaceId, at, most)
    left.push(...(unopened ?? []))
    most = unopened === undefined ? Math.max(1, Math.floor(most / 10)) : PAGE
  }
}
