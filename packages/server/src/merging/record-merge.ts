/** Writes a merge, or its end: the entry about both profiles and the row that follows from it, in one transaction. */
import type { Draft, Receipt } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { type Caller, contextOf } from '../entry/caller.ts'
import type { GivenChange } from '../entry/intent.ts'
import { understandOwn } from '../entry/understand-own.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import type { KnownClient } from '../store/registry.ts'
import type { Run } from '../store/transaction.ts'
import { makeMergeKey } from './own-merge.ts'

const BYTES = 4000

export interface MergeRecord {
  readonly action: string
  /** As they were read: the act is decided anew where one of them has changed since. */
  readonly survivor: KnownClient
  readonly other: KnownClient
  /** Of the survivor's profile. */
  readonly changes: readonly GivenChange[]
  readonly reason?: string | undefined
  /** Runs behind the head's lock; `seq` is the entry's. */
  readonly behind: (run: Run, seq: number) => Promise<unknown>
}

/** Throws `Overtaken` where what it was decided on has changed, and whatever `behind` throws. */
export async function recordMerge(
  daybook: Daybook,
  principal: Principal,
  caller: Caller | undefined,
  workspace: Workspace,
  { action, survivor, other, changes, reason, behind }: MergeRecord,
): Promise<Receipt> {
  const keys = daybook.folder.workspace(workspace.id)
  const draft: Draft = {
    action,
    clients: [{ id: formatId('cl', survivor.id) }, { id: formatId('cl', other.id) }],
    ...(changes.length > 0 && { changes: changes.map(change => ({ ...change })) }),
    ...(reason !== undefined && { reason }),
    // A key's own address is that of a host's server, and tells nothing of whoever acts.
    ...(caller !== undefined && principal.kind !== 'key' && { context: contextOf(caller) }),
  }
  const intent = understandOwn(daybook, principal, workspace, draft)
  const [receipt] = await daybook.log.append(
    workspace,
    [{ intent: { ...intent, ...makeMergeKey(keys), exact: true }, path: '' }],
    BYTES,
    undefined,
    behind,
    [survivor, other].map(({ id, version }) => ({
      kind: 'client',
      id: formatId('cl', id),
      version,
      exact: true,
    })),
  )
  // Before anybody hears that it is done.
  daybook.privacy.changed(workspace.id, receipt!.seq)
  return receipt!
}
