import type { Draft, Receipt } from '@daybook/protocol'
import { recordOwn } from '../actions/record-own.ts'
import type { Daybook } from '../daybook.ts'
import { type Caller, contextOf } from '../entry/caller.ts'
import type { Workspace } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import type { Run } from '../store/transaction.ts'
import { clientPrincipal } from './client-principal.ts'

/** Writes what a client does in the portal: the actor is the client, and `behind` happens in the same transaction. */
export function recordByClient(
  daybook: Daybook,
  workspace: Workspace,
  { clientId, caller }: { readonly clientId: number; readonly caller: Caller },
  draft: Pick<Draft, 'action' | 'data' | 'outcome' | 'reason'>,
  behind?: (run: Run, seq: number) => Promise<unknown>,
): Promise<Receipt> {
  const id = formatId('cl', clientId)
  const whole: Draft = {
    ...draft,
    client: { id },
    actor: { type: 'client', id },
    source: 'customer',
    context: contextOf(caller),
  }
  return recordOwn(daybook, clientPrincipal(workspace), workspace, whole, async () => {}, behind)
}
