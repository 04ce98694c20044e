/**
 * The third and fourth step of an append in one round trip: the group is numbered on the head that this process left,
 * and lock, demand, writes and COMMIT leave together. Where the head, a state or a key is another by then the demand
 * fails; new rows that somebody else has made, and idempotency keys used before, meet their unique indexes. Either way
 * nothing is written, and the group goes the way that looks first.
 */
import type { Pool } from 'pg'
import type { Workspace } from '../../entry/workspace.ts'
import { int4Array, int8Array } from '../sql-array.ts'
import { begin } from '../transaction.ts'
import { AnswerLost, isRefusal } from './commit-group.ts'
import type { PreparedGroup } from './group.ts'
import type { KnownHead } from './running-head.ts'
import * as sql from './statements.ts'
import { writeGroup } from './write-group.ts'

export interface SentAhead {
  /** The head that the log has once it is written. */
  readonly next: KnownHead
  /** False where the database refused it. Rejects with AnswerLost where nobody knows. */
  readonly written: Promise<boolean>
}

export async function commitAhead(
  pool: Pool,
  workspace: Workspace,
  group: PreparedGroup,
  head: KnownHead,
): Promise<SentAhead> {
  const transaction = await begin(pool, workspace.id)
  const { run } = transaction
  return transaction.together(() => {
    const before = [run(sql.LOCK_HEAD, [workspace.id]), run(sql.DEMAND, demanded(workspace.id, group, head))]
    const { sent, head: next } = writeGroup(run, workspace, group, head, head.open)
    return { next, written: outcomeOf([...before, sent, transaction.commit()]) }
  })
}

async function outcomeOf(sent: readonly Promise<unknown>[]): Promise<boolean> {
  const answers = await Promise.allSettled(sent)
  if (answers.at(-1)!.status === 'fulfilled') return true
  const reasons = answers.flatMap(answer => (answer.status === 'rejected' ? [answer.reason as unknown] : []))
  if (reasons.every(isRefusal)) return false
  throw new AnswerLost(reasons.find(reason => !isRefusal(reason)))
}

function demanded(workspaceId: number, group: PreparedGroup, head: KnownHead): unknown[] {
  const objects = [...group.readObjects]
  for (const one of group.objects) if (one.from > 0) objects.push([one.object.id, one.from])
  const clients = [...group.readClients]
  for (const one of group.clients) if (one.from > 0) clients.push([one.client.id, one.from])
  return [
    workspaceId,
    head.size,
    head.root,
    int8Array(objects.map(([id]) => id)),
    int4Array(objects.map(([, version]) => version)),
    int8Array(clients.map(([id]) => id)),
    int4Array(clients.map(([, version]) => version)),
    int8Array(group.usedKeys.map(([clientId]) => clientId)),
    int4Array(group.usedKeys.map(([, kind]) => kind)),
    int4Array(group.years.map(([year]) => year)),
    int4Array(group.years.map(([, taken]) => taken)),
    int4Array([...new Set(group.newKeys.map(key => key.kek))]),
    head.counting.version,
  ]
}
