/** The one way in which what is decided about a client changes: with its entry, behind the head's lock. */
import type { ClientPrivacyAnswer, Draft } from '@daybook/protocol'
import { z } from 'zod'
import type { Daybook } from '../daybook.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { type ClientPrivacy, readPrivacy, writePrivacy } from '../store/privacy/client-privacy.ts'
import { addJob } from '../store/jobs/add-job.ts'
import { readTogether, type Run } from '../store/transaction.ts'
import { presentPrivacy } from './present-privacy.ts'
import { recordOwn } from './record-own.ts'

export const ReasonBody = z.strictObject({
  reason: z.string().min(1, 'must not be empty').max(10_000).optional(),
})

export interface PrivacyChange {
  readonly clientId: number
  /** The entry that tells of it, but for its client. */
  readonly draft: Draft
  /** What holds afterwards; `seq` is the entry's. Throws where the change does not fit what holds now. */
  readonly change: (now: ClientPrivacy, seq: number) => ClientPrivacy
  /** What else is done in the same transaction. */
  readonly also?: (run: Run, seq: number) => Promise<unknown>
}

export async function decidePrivacy(
  daybook: Daybook,
  principal: Principal,
  workspace: Workspace,
  given: PrivacyChange,
): Promise<ClientPrivacyAnswer> {
  const { clientId, change, also } = given
  const draft: Draft = { ...given.draft, client: { id: formatId('cl', clientId) } }
  let after: ClientPrivacy | undefined
  const { seq } = await recordOwn(
    daybook,
    principal,
    workspace,
    draft,
    async () => {},
    async (run, own) => {
      after = change(await readPrivacy(run, workspace.id, clientId), own)
      await also?.(run, own)
      await writePrivacy(run, workspace.id, after, own)
      // A time of grace of no days is over at once, and not in the next minute.
      if (after.eraseAt !== undefined && after.eraseAt <= daybook.now())
        await addJob(run, { job: 'erase-due', workspaceId: workspace.id, dueAt: after.eraseAt })
    },
    { exact: true },
  )
  daybook.privacy.changed(workspace.id, seq)
  return answerPrivacy(daybook, workspace, after!)
}

export const answerPrivacy = (
  daybook: Daybook,
  workspace: Workspace,
  privacy: ClientPrivacy,
): ClientPrivacyAnswer => ({
  id: formatId('cl', privacy.clientId),
  ...presentPrivacy(daybook, workspace, privacy),
})

/** What is decided about a client now. */
export const privacyOf = (daybook: Daybook, workspace: Workspace, clientId: number): Promise<ClientPrivacy> =>
  readTogether(daybook.pools.app, workspace.id, run => readPrivacy(run, workspace.id, clientId))
