/** What was booked online and not confirmed in time is let go, so that strangers hold no times. */
import { LogError } from '@daybook/protocol'
import { performAct } from '../actions/perform-act.ts'
import type { Workspace } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { systemOf } from '../privacy/system-of.ts'
import { readUnconfirmed } from '../store/online/unconfirmed.ts'
import { CONFIRM_WITHIN } from './new-links.ts'
import type { OnlineParts } from './parts.ts'

const RULE = { id: 'online-confirmation', name: 'Online bookings are confirmed within an hour' }

/** Safe to cut off and to call again. */
export async function expireRequests({ daybook }: OnlineParts, workspace: Workspace): Promise<void> {
  const before = daybook.now() - CONFIRM_WITHIN
  for (const objectId of await readUnconfirmed(daybook.pools.app, workspace.id, before)) {
    const address = { type: 'booking', id: formatId('ob', objectId), act: 'reject' }
    try {
      await performAct(daybook, systemOf(workspace), {}, address, {}, { automatic: { rule: RULE } })
    } catch (error) {
      // Confirmed in between, or the client is gone.
      if (!(error instanceof LogError && ['act_refused', 'not_found'].includes(error.code))) throw error
    }
  }
}
