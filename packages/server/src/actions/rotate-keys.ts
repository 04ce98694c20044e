/**
 * Puts a new key-encryption key (KEK) in a workspace's force and destroys those before it: from then on, whatever was
 * wrapped under them and is not in the database any more (dumps, write-ahead log, dead rows, older key backups) is
 * noise. Every step leaves a state from which `finishRotation` goes on, and any number of servers may do it at once.
 */
import { LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { wrapKey } from '../keys/seal.ts'
import { unwrapClientKey } from '../keys/unwrap-client-key.ts'
import { dropOlderKeks, kekInForce, keksOf, putKekInForce } from '../store/kek-rows.ts'
import { inWorkspace } from '../store/transaction.ts'
import { countOlder, FIRST_PLACE, rewrapNext } from '../store/wrapped-keys.ts'
import { backUpKeys, dropOlderBackups, type KeyBackup } from './back-up-keys.ts'

/** What a rotation has just done. */
export type RotationStep =
  | { readonly step: 'made' | 'in force' | 'destroyed'; readonly kek: number }
  | { readonly step: 'rewrapped'; readonly kek: number; readonly keys: number; readonly of: number }
  | { readonly step: 'backed up'; readonly kek: number; readonly keys: number }

export interface Rotation extends KeyBackup {
  /** Client keys that this call wrapped anew. */
  readonly rewrapped: number
}

type OnStep = (step: RotationStep) => void

/** Times that others may overtake a rotation before it gives up. */
const MAX_ROUNDS = 100

/**
 * Answers once the new KEK is the only one: it is one that did not exist when this was called. Throws
 * `workspace_missing`; `keys_missing` where client keys are wrapped under a KEK that is not in the key folder, and then
 * destroys nothing.
 */
export async function rotateKeys(
  daybook: Daybook,
  workspaceId: number,
  onStep: OnStep = () => {},
): Promise<Rotation> {
  const { keks } = daybook
  daybook.folder.workspace(workspaceId)
  const before = await kekInForce(daybook.pools.app, workspaceId)
  if (before === undefined) throw new LogError('workspace_missing', 'There is no such workspace.')
  if (!keks.exists(workspaceId, before)) throw keks.missing(workspaceId, before)
  const kek = Math.max(before, ...keks.numbers(workspaceId)) + 1
  await keks.create(workspaceId, kek)
  onStep({ step: 'made', kek })
  return putInForce(daybook, workspaceId, kek, onStep)
}

/** Goes on where a rotation was cut off; undefined where there is nothing to finish. */
export async function finishRotation(
  daybook: Daybook,
  workspaceId: number,
  onStep: OnStep = () => {},
): Promise<Rotation | undefined> {
  const { keks } = daybook
  daybook.folder.workspace(workspaceId)
  const known = await keksOf(daybook.pools.app, workspaceId)
  const inForce = known.at(-1)
  const made = keks.numbers(workspaceId)
  if (inForce === undefined || !keks.exists(workspaceId, inForce)) return undefined
  if (known.length === 1 && made.length === 1) return undefined
  // One that was made and never put in force shows what was meant.
  return putInForce(daybook, workspaceId, made.at(-1)!, onStep)
}

async function putInForce(
  daybook: Daybook,
  workspaceId: number,
  kek: number,
  onStep: OnStep,
): Promise<Rotation> {
  // What was made before a restore or by another server must be readable before anything is wrapped under it.
  if ((await daybook.keks.of(workspaceId, kek)) === undefined) throw daybook.keks.missing(workspaceId, kek)
  await inWorkspace(daybook.pools.app, workspaceId, run => putKekInForce(run, workspaceId, kek))
  daybook.clientKeys.kekChanged(workspaceId)
  onStep({ step: 'in force', kek })
  let rewrapped = 0
  for (let round = 0; round < MAX_ROUNDS; round++) {
    // Another server's rotation may have gone further: then that one is finished.
    const target = (await kekInForce(daybook.pools.app, workspaceId))!
    rewrapped += await rewrapOlder(daybook, workspaceId, target, onStep)
    // Rows that others held, or had just inserted, are met in the next round.
    if (!(await dropOlderKeks(daybook.pools.app, workspaceId, target))) continue
    const backup = await backUpKeys(daybook, workspaceId, { under: target })
    if (backup === undefined) continue
    onStep({ step: 'backed up', kek: target, keys: backup.keys })
    for (const number of daybook.keks.numbers(workspaceId)) {
      if (number < target) daybook.keks.destroy(workspaceId, number)
    }
    dropOlderBackups(daybook, workspaceId, target)
    onStep({ step: 'destroyed', kek: target })
    return { ...backup, rewrapped }
  }
  throw new LogError('log_busy', 'Others keep rotating the keys of this workspace: try again in a moment.', {
    retryAfter: 5,
  })
}

/** Answers how many keys it wrapped anew. Other servers may append and erase meanwhile. */
async function rewrapOlder(
  daybook: Daybook,
  workspaceId: number,
  target: number,
  onStep: OnStep,
): Promise<number> {
  const { app } = daybook.pools
  const of = await countOlder(app, workspaceId, target)
  if (of === 0) return 0
  // All of them now: a guard may take its time, and a transaction must not wait for it.
  const keys = new Map<number, Buffer>()
  for (const number of await keksOf(app, workspaceId)) {
    const key = await daybook.keks.of(workspaceId, number)
    if (key === undefined) throw daybook.keks.missing(workspaceId, number)
    keys.set(number, key)
  }
  let done = 0
  for (let after = FIRST_PLACE; ; ) {
    const batch = await rewrapNext(app, workspaceId, target, after, rows =>
      rows.map(row =>
        wrapKey(keys.get(target)!, unwrapClientKey(keys.get(row.kek)!, row.wrapped, workspaceId, row.kek)),
      ),
    )
    if (batch === undefined) return done
    done += batch.count
    after = batch.last
    onStep({ step: 'rewrapped', kek: target, keys: done, of: Math.max(done, of) })
  }
}
