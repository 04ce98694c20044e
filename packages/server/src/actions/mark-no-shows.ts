/** The night job's rule (R-K3): whoever did not come is marked, by the system, citing the rule. */
import { LogError } from '@daybook/protocol'
import { performAct } from './perform-act.ts'
import type { Daybook } from '../daybook.ts'
import { formatId } from '../ids.ts'
import { systemOf } from '../privacy/system-of.ts'
import { readMissedBookings } from '../store/read/missed-bookings.ts'
import { RULE_IDS, rulesOf } from '../acts/rules.ts'

const HOUR = 3_600_000

/** Answers how many were marked. Safe to cut off and to call again: a booking is marked once. */
export async function markNoShows(
  daybook: Daybook,
  workspaceId: number,
  signal?: AbortSignal,
): Promise<number> {
  const workspace = await daybook.workspaces.get(workspaceId)
  const { noShowJob } = rulesOf(workspace.settings.rules)
  const since = workspace.settings.rules?.noShowJobSince
  if (!noShowJob.active || since === undefined) return 0
  const until = daybook.now() - noShowJob.hours * HOUR
  const rule = { id: RULE_IDS.noShowJob, name: noShowJob.name }
  let marked = 0
  for (const objectId of await readMissedBookings(daybook.pools.app, workspaceId, { since, until })) {
    signal?.throwIfAborted()
    const address = { type: 'booking', id: formatId('ob', objectId), act: 'no-show' }
    try {
      await performAct(
        daybook,
        systemOf(workspace),
        {},
        address,
        {},
        {
          automatic: { rule, unless: 'arrivedAt' },
        },
      )
      marked++
    } catch (error) {
      // Somebody was there in between, or the client has come after all.
      if (!(error instanceof LogError && ['act_refused', 'not_found'].includes(error.code))) throw error
    }
  }
  return marked
}
