/** Takes a merge back (R-C10): both pages are as they were; what was recorded in between stays with the survivor. */
import { type Json, LogError, type MergeAnswer } from '@daybook/protocol'
import { z } from 'zod'
import type { Daybook } from '../daybook.ts'
import type { Caller } from '../entry/caller.ts'
import type { GivenChange } from '../entry/intent.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { unmergeChanges } from '../merging/merge-changes.ts'
import { type Merge, Merges } from '../merging/merges.ts'
import { UNMERGED } from '../merging/own-merge.ts'
import { recordMerge } from '../merging/record-merge.ts'
import { requireRight } from '../policy/can.ts'
import { Overtaken } from '../store/append/expectations.ts'
import { deleteMerge, readMerges } from '../store/merging/client-merges.ts'
import { markPrivacy } from '../store/privacy/client-privacy.ts'
import { readKnownClient } from '../store/read/known-subject.ts'
import { openRows } from '../store/read/open-rows.ts'
import { rowsOf } from '../store/read/rows-of.ts'
import type { KnownClient } from '../store/registry.ts'
import { readTogether } from '../store/transaction.ts'
import { checkInput } from './check-input.ts'
import { findOwnClient } from './find-own-client.ts'

const MOST_TRIES = 20

export const UnmergeBody = z.strictObject({
  other: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe('Who is separated; may be left out where it can be only one'),
  reason: z.string().min(1, 'must not be empty').max(10_000).optional(),
})

/**
 * Separates a client from the one into whom it was merged; either may be named by the address.
 * @throws LogError `not_found`, `state_conflict`, `query_invalid`, `log_busy`
 */
export async function unmergeClients(
  daybook: Daybook,
  principal: Principal,
  caller: Caller | undefined,
  id: string,
  body: unknown,
): Promise<MergeAnswer> {
  requireRight(principal, 'erase')
  const { workspace, clientId: named } = await findOwnClient(daybook, principal, id)
  const { other, reason } = checkInput(UnmergeBody, body)
  const otherClient =
    other === undefined ? undefined : (await findOwnClient(daybook, principal, other)).clientId
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const merges = new Merges(
      await readTogether(daybook.pools.app, workspace.id, run => readMerges(run, workspace.id)),
    )
    const merge = chooseMerge(merges, named, otherClient)
    const survivor = await readStored(daybook, workspace, merge.survivor)
    const separated = await readStored(daybook, workspace, merge.clientId)
    try {
      const entry = await recordMerge(daybook, principal, caller, workspace, {
        action: UNMERGED,
        survivor,
        other: separated,
        changes: unmergeChanges(survivor, await changesOf(daybook, workspace, merge)),
        reason,
        async behind(run, seq) {
          if (!(await deleteMerge(run, workspace.id, merge))) throw new Overtaken()
          await markPrivacy(run, workspace.id, seq)
        },
      })
      return { id: formatId('cl', merge.survivor), other: formatId('cl', merge.clientId), entry }
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error
    }
  }
  throw new LogError('log_busy', 'Others kept changing the same clients: send it again.', { retryAfter: 1 })
}

function chooseMerge(merges: Merges, named: number, other: number | undefined): Merge {
  const own = merges.of(named)
  if (other !== undefined) {
    const theirs = merges.of(other)
    if (theirs !== undefined && merges.rootOf(other) === merges.rootOf(named)) return theirs
    if (own?.survivor === other) return own
    throw new LogError('state_conflict', 'These two are not merged.')
  }
  if (own !== undefined) return own
  const direct = merges.mergedInto(named).flatMap(id => {
    const merge = merges.of(id)!
    return merge.survivor === named ? [merge] : []
  })
  if (direct.length === 1) return direct[0]!
  if (direct.length === 0) throw new LogError('state_conflict', 'This client is not merged with anybody.')
  const message = `say who is separated: ${direct.map(({ clientId }) => formatId('cl', clientId)).join(', ')}`
  throw new LogError('query_invalid', `/other: ${message}`, { errors: [{ path: '/other', message }] })
}

async function readStored(daybook: Daybook, workspace: Workspace, clientId: number): Promise<KnownClient> {
  const stored = await readKnownClient(daybook, workspace, formatId('cl', clientId), true)
  if (stored === undefined) throw new LogError('not_found', 'There is no client with this id.')
  return stored.client
}

/** What the merge changed of the survivor's profile, as its entry tells it. */
async function changesOf(daybook: Daybook, workspace: Workspace, { seq }: Merge): Promise<GivenChange[]> {
  const [row] = await openRows(daybook, workspace.id, await rowsOf(daybook.pools.app, workspace.id, [seq]))
  const part = row?.opened.clients[0]
  if (!(part instanceof Map)) return []
  const prefix = 'change/client/'
  return [...part].flatMap(([name, value]) => {
    if (!name.startsWith(prefix)) return []
    const { before, after } = JSON.parse(String(value)) as { before?: Json; after?: Json }
    return [
      {
        field: name.slice(prefix.length),
        ...(before !== undefined && { before }),
        ...(after !== undefined && { after }),
      },
    ]
  })
}
