/**
 * What was erased after a backup of the database was made is not erased in that backup. Whoever opens Daybook over a
 * database that was restored from one repeats it here, from the ledger outside the database: keys and read models go
 * again, and where the log lost the entry that told of it, it gets another.
 */
import { LogError } from '@daybook/protocol'
import { repeatClosings } from '../closing/repeat-closings.ts'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import type { LedgerRecord } from '../keys/erasure-ledger.ts'
import { type Gone, readPrivacyOf } from '../store/privacy/client-privacy.ts'
import { keksOfAll } from '../store/kek-rows.ts'
import { readKnownIds } from '../store/find.ts'
import { readTogether } from '../store/transaction.ts'
import { erase } from './erase.ts'
import { repeatRetention } from './repeat-retention.ts'

/** Why the system erases somebody: the entry names it. */
const RULE = { id: 'erasure-ledger', name: 'Erased before, repeated after a restore' }

/**
 * Repeats what the ledgers know and the database does not show, in every workspace. One whose keys are not there is left
 * alone: nothing of it can be opened. Answers how many clients were erased, years taken and workspaces closed again.
 */
export async function repeatErasures(daybook: Daybook): Promise<number> {
  let done = await repeatClosings(daybook)
  for (const [workspaceId, keks] of await keksOfAll(daybook.pools.app)) {
    if (!daybook.keks.exists(workspaceId, keks.at(-1)!)) continue
    done += await repeatErasuresOf(daybook, workspaceId)
    done += await repeatRetention(daybook, workspaceId)
  }
  return done
}

/** The same for one workspace. */
export async function repeatErasuresOf(daybook: Daybook, workspaceId: number): Promise<number> {
  const wanted = erasedBy(daybook.ledger.read(workspaceId))
  const ids = [...wanted.keys()]
  if (ids.length === 0) return 0
  const [known, privacy] = await readTogether(daybook.pools.app, workspaceId, run =>
    Promise.all([readKnownIds(run, workspaceId, ids), readPrivacyOf(run, workspaceId, ids)]),
  )
  const workspace = await daybook.workspaces.get(workspaceId)
  const system: Principal = { workspaceId, kind: 'daybook', actor: { type: 'system' }, scopes: ['admin'] }
  let done = 0
  for (const [clientId, mode] of wanted) {
    const gone = privacy.get(clientId)?.gone
    // A backup from before the client came knows nothing that could be erased.
    if (!known.has(clientId) || gone === 'erased' || gone === mode) continue
    try {
      await erase(daybook, system, workspace, {
        clientId,
        mode,
        again: true,
        source: 'automated',
        rule: RULE,
      })
      done++
    } catch (error) {
      // Another server, which starts at the same time, was faster.
      if (!(error instanceof LogError && error.code === 'state_conflict')) throw error
    }
  }
  return done
}

/** Who is gone, and how: who was anonymised and later erased is erased. */
function erasedBy(records: readonly LedgerRecord[]): Map<number, Gone> {
  const wanted = new Map<number, Gone>()
  for (const record of records) {
    if (record.what !== 'erased' && record.what !== 'anonymised') continue
    if (wanted.get(record.client) !== 'erased') wanted.set(record.client, record.what)
  }
  return wanted
}
