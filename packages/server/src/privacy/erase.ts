/**
 * Erasing and anonymising: destroys the keys of a client and clears the read models, in the transaction that appends the
 * entry telling of it, behind the head's lock. Nobody can seal anything for the client meanwhile: whoever prepared
 * something on the old keys finds, under the same lock, that they are gone, and prepares it again for a new client.
 */
import { type Draft, LogError } from '@daybook/protocol'
import { recordOwn } from '../actions/record-own.ts'
import type { Daybook } from '../daybook.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { type ClientPrivacy, type Gone, readPrivacy, writePrivacy } from '../store/privacy/client-privacy.ts'
import type { ErasureTarget } from '../store/privacy/erase-rows.ts'
import { type ClearedStore, type Erasure, insertErasure } from '../store/privacy/erasures.ts'
import { decideRequests } from '../store/privacy/privacy-requests.ts'
import { addJob } from '../store/jobs/add-job.ts'
import { readKekInForce } from '../store/kek-rows.ts'
import type { Run } from '../store/transaction.ts'
import { viewsTellingOf } from '../saved-views/views-telling-of.ts'
import { MEMORY_STORE, ROW_STORES } from './erasure-stores.ts'
import { finishErasure } from './finish-erasure.ts'
import { requireOpenRequest } from './require-open-request.ts'

export interface ErasureOrder {
  readonly clientId: number
  readonly mode: Gone
  /** The request or deletion that led to it: an entry's id. */
  readonly causedBy?: string
  /** The seq of the request that it decides: it is given up where another decision came first. */
  readonly request?: number
  /** Where it comes from, where that does not follow from who does it. */
  readonly source?: Draft['source']
  /** The rule by which the system does it. */
  readonly rule?: Draft['rule']
  /** It was done before, and the database does not know: a hold of then was released since. */
  readonly again?: true
  /** Where set, it is given up if the client's grace period does not end by then (UTC ms). */
  readonly ifDueBy?: number
}

/** Throws `client_held`, or `state_conflict` where there is nothing left to do. */
export async function erase(
  daybook: Daybook,
  principal: Principal,
  workspace: Workspace,
  order: ErasureOrder,
): Promise<Erasure> {
  const { clientId, mode, causedBy, source, rule } = order
  const at = daybook.now()
  const views = await viewsTellingOf(daybook, workspace.id, clientId)
  let erasure: Erasure | undefined
  const { seq } = await recordOwn(
    daybook,
    principal,
    workspace,
    {
      action: mode === 'erased' ? 'client.erased' : 'client.anonymised',
      client: { id: formatId('cl', clientId) },
      ...(causedBy !== undefined && { causedBy }),
      ...(source !== undefined && { source }),
      ...(rule !== undefined && { rule }),
    },
    async () => {},
    async (run, own) => {
      if (order.request !== undefined) await requireOpenRequest(run, workspace.id, order.request)
      const before = await readPrivacy(run, workspace.id, clientId)
      refuseUnlessPossible(before, order)
      const target: ErasureTarget = { workspaceId: workspace.id, clientId, mode, seq: own, views }
      const stores = [...(await clearRows(run, target)), MEMORY_STORE]
      const kek = (await readKekInForce(run, workspace.id))!
      erasure = { seq: own, clientId, mode, at, stores, kek }
      await Promise.all([
        addJob(run, { job: 'erase-due', workspaceId: workspace.id, dueAt: at }),
        insertErasure(run, workspace.id, erasure),
        decideRequests(run, workspace.id, { clientId, decision: mode, at, seq: own }),
        writePrivacy(run, workspace.id, goneNow(clientId, erasure), own),
      ])
    },
    { exact: true },
  )
  // Before anybody hears that it is done.
  daybook.privacy.changed(workspace.id, seq)
  return finishErasure(daybook, workspace, erasure!)
}

/** Of what was decided before, nothing is left to decide. */
const goneNow = (clientId: number, { mode, at, seq }: Erasure): ClientPrivacy => ({
  clientId,
  gone: mode,
  goneAt: at,
  goneSeq: seq,
})

function refuseUnlessPossible(before: ClientPrivacy, { mode, ifDueBy, again }: ErasureOrder): void {
  if (before.heldAt !== undefined && again === undefined) {
    throw new LogError('client_held', 'This client is under a legal hold: release the hold first.')
  }
  if (before.gone === 'erased' || before.gone === mode)
    throw new LogError('state_conflict', `This client was ${before.gone} already.`)
  if (ifDueBy !== undefined && (before.eraseAt === undefined || before.eraseAt > ifDueBy))
    throw new LogError('state_conflict', 'This client was restored, or the grace period goes on.')
}

/** One after another, for some read what the next one clears. */
async function clearRows(run: Run, target: ErasureTarget): Promise<ClearedStore[]> {
  const cleared: ClearedStore[] = []
  for (const { store, done, clear } of ROW_STORES) {
    const count = await clear(run, target)
    const what = done[target.mode]
    if (what !== undefined) cleared.push({ store, done: what, count })
  }
  return cleared
}
