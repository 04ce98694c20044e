/** Two profiles of one person become one page (R-C10): nothing is rewritten, and un-merging takes it back. */
import { type InputError, LogError, MERGE_WINNERS, type MergeAnswer } from '@daybook/protocol'
import { z } from 'zod'
import type { Daybook } from '../daybook.ts'
import type { Caller } from '../entry/caller.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { mergeChanges } from '../merging/merge-changes.ts'
import { Merges } from '../merging/merges.ts'
import { MERGED } from '../merging/own-merge.ts'
import { recordMerge } from '../merging/record-merge.ts'
import { requireRight } from '../policy/can.ts'
import { Overtaken } from '../store/append/expectations.ts'
import { insertMerge, readMerges } from '../store/merging/client-merges.ts'
import { type ClientPrivacy, markPrivacy, readPrivacyOf } from '../store/privacy/client-privacy.ts'
import { readKnownClient } from '../store/read/known-subject.ts'
import type { KnownClient } from '../store/registry.ts'
import { readTogether, type Run } from '../store/transaction.ts'
import { checkInput } from './check-input.ts'
import { findOwnClient } from './find-own-client.ts'
import { seenOf } from './seen-of.ts'
import { visibilityOf } from './visibility-of.ts'

const MOST_TRIES = 20

export const MergeBody = z.strictObject({
  other: z.string().min(1).max(500).describe('Who is merged into this client'),
  fields: z
    .record(z.string().min(1).max(100), z.enum(MERGE_WINNERS))
    .optional()
    .describe('By field, whose value wins; else the survivor’s own, and the other’s where there is none'),
  reason: z.string().min(1, 'must not be empty').max(10_000).optional(),
})

/**
 * Merges another client into this one, or into whoever this one is merged into.
 * @throws LogError `not_found`, `state_conflict`, `query_invalid`, `log_busy`
 */
export async function mergeClients(
  daybook: Daybook,
  principal: Principal,
  caller: Caller | undefined,
  id: string,
  body: unknown,
): Promise<MergeAnswer> {
  requireRight(principal, 'act')
  const { workspace, clientId: named } = await findOwnClient(daybook, principal, id)
  const { other: otherId, fields = {}, reason } = checkInput(MergeBody, body)
  const { clientId: otherClient } = await findOther(daybook, principal, otherId)
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const survivorId = await decide(daybook, workspace, named, otherClient)
    const survivor = await readProfile(daybook, principal, workspace, survivorId)
    const other = await readProfile(daybook, principal, workspace, otherClient)
    const errors: InputError[] = []
    const changes = mergeChanges(survivor.seen, other.seen, fields, errors)
    if (errors.length > 0)
      throw new LogError('query_invalid', `${errors[0]!.path}: ${errors[0]!.message}`, { errors })
    try {
      const entry = await recordMerge(daybook, principal, caller, workspace, {
        action: MERGED,
        survivor: survivor.stored,
        other: other.stored,
        changes,
        reason,
        async behind(run, seq) {
          if ((await requirePossible(run, workspace, named, otherClient)) !== survivorId)
            throw new Overtaken()
          await insertMerge(run, workspace.id, { clientId: otherClient, survivor: survivorId, seq })
          await markPrivacy(run, workspace.id, seq)
        },
      })
      return { id: formatId('cl', survivorId), other: formatId('cl', otherClient), entry }
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error
    }
  }
  throw new LogError('log_busy', 'Others kept changing the same clients: send it again.', { retryAfter: 1 })
}

async function findOther(daybook: Daybook, principal: Principal, id: string): Promise<{ clientId: number }> {
  try {
    return await findOwnClient(daybook, principal, id)
  } catch (error) {
    if (!(error instanceof LogError) || error.code !== 'not_found') throw error
    const message = 'there is no client with this id'
    throw new LogError('query_invalid', `/other: ${message}`, { errors: [{ path: '/other', message }] })
  }
}

const decide = ({ pools }: Daybook, workspace: Workspace, named: number, other: number): Promise<number> =>
  readTogether(pools.app, workspace.id, run => requirePossible(run, workspace, named, other))

/** The one into whom the other is merged. Throws `state_conflict` where that cannot be. */
async function requirePossible(
  run: Run,
  { id: workspaceId }: Workspace,
  named: number,
  other: number,
): Promise<number> {
  if (named === other) throw refused('A client cannot be merged with itself.')
  const merges = new Merges(await readMerges(run, workspaceId))
  const survivor = merges.rootOf(named)
  if (survivor === merges.rootOf(other)) throw refused('These two are merged already.')
  const into = merges.of(other)
  if (into !== undefined)
    throw refused(
      `The other client is merged into ${formatId('cl', into.survivor)} already: merge that one, or un-merge first.`,
    )
  const privacy = await readPrivacyOf(run, workspaceId, [survivor, other])
  for (const clientId of [survivor, other]) refuseGone(privacy.get(clientId), clientId)
  return survivor
}

function refuseGone(privacy: ClientPrivacy | undefined, clientId: number): void {
  const name = formatId('cl', clientId)
  if (privacy?.gone !== undefined)
    throw refused(`The client ${name} was ${privacy.gone}: nothing is left to merge.`)
  if (privacy?.deletedAt !== undefined)
    throw refused(`The client ${name} is deleted: restore the client first.`)
}

const refused = (message: string): LogError => new LogError('state_conflict', message)

/** As it is stored, and as whoever merges sees it: from the one to the other goes only what they see. */
async function readProfile(
  daybook: Daybook,
  principal: Principal,
  workspace: Workspace,
  clientId: number,
): Promise<{ stored: KnownClient; seen: KnownClient }> {
  const stored = await readKnownClient(daybook, workspace, formatId('cl', clientId), true)
  const sight = await visibilityOf(daybook, principal)
  const seen = stored && (await seenOf(daybook, workspace, sight, { of: 'client', stored }))
  if (stored === undefined || seen?.of !== 'client')
    throw new LogError('not_found', 'There is no client with this id.')
  return { stored: stored.client, seen: seen.stored.client }
}
