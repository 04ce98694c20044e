/**
 * Puts a key backup in place after the database was restored from a dump: the dump's own keys are wrapped under
 * key-encryption keys that are destroyed, and the backup holds those of everybody who is not erased.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { formatId } from '../ids.ts'
import { destroyedBy } from '../keys/erasure-ledger.ts'
import { backupPath, type BackupPlace, readBackup } from '../keys/key-backup.ts'
import { keyPaths } from '../keys/key-folder.ts'
import { replaceFile } from '../keys/private-file.ts'
import { repeatErasuresOf } from '../privacy/repeat-erasures.ts'
import { repeatRetention } from '../privacy/repeat-retention.ts'
import { kekInForce, keksOf, putKekInForce } from '../store/kek-rows.ts'
import { inWorkspace } from '../store/transaction.ts'
import { dropWrappedUnder, putKeys } from '../store/wrapped-keys.ts'
import { newestBackup } from './back-up-keys.ts'
import { finishRotation } from './rotate-keys.ts'

export interface RestoredKeys {
  /** Number of the key-encryption key that is in force now. */
  readonly kek: number
  /** The backup; absent where there is none and none is needed, because the database's own keys open. */
  readonly path?: string
  /** Client keys that the backup gave back. */
  readonly keys: number
  /** Client keys of the dump that nothing opens any more: of erased clients. */
  readonly dropped: number
}

/**
 * Uses the newest backup whose key-encryption key exists. It may be repeated, also after it was cut off. Throws
 * `workspace_missing`; `keys_missing` where there is no such backup, or where the database is newer than the key folder.
 * @param options.folder where the backups are, by default in the key folder
 */
export async function restoreKeys(
  daybook: Daybook,
  workspaceId: number,
  options: { readonly folder?: string; readonly onKeys?: (keys: number) => void } = {},
): Promise<RestoredKeys> {
  const { app } = daybook.pools
  daybook.folder.workspace(workspaceId)
  const inForce = await kekInForce(app, workspaceId)
  if (inForce === undefined) throw new LogError('workspace_missing', 'There is no such workspace.')
  const { backups } = keyPaths(daybook.folder.path)
  const folder = options.folder ?? backups
  const found = await newestBackup(daybook, workspaceId, Infinity, folder)
  if (found === undefined) {
    if (!daybook.keks.exists(workspaceId, inForce)) throw noBackup(workspaceId, folder)
    await repeatErasuresOf(daybook, workspaceId)
    await repeatRetention(daybook, workspaceId)
    return { kek: inForce, keys: 0, dropped: 0 }
  }
  const { place, key } = found
  // The database came after the backup, and so did its key: then that one is needed, and nothing can take its place.
  if (inForce > place.kek && !daybook.keks.exists(workspaceId, inForce))
    throw daybook.keks.missing(workspaceId, inForce)
  if (folder !== backups) await takeIn(daybook, place)
  await inWorkspace(app, workspaceId, run => putKekInForce(run, workspaceId, place.kek))
  const isDestroyed = destroyedBy(daybook.ledger.read(workspaceId))
  let keys = 0
  for await (const page of readBackup(place, key)) {
    const surviving = page.filter(one => !isDestroyed(one.clientId, one.kind))
    keys += await putKeys(app, workspaceId, place.kek, surviving)
    options.onKeys?.(keys)
  }
  let dropped = 0
  for (const number of await keksOf(app, workspaceId)) {
    if (number < place.kek && !daybook.keks.exists(workspaceId, number))
      dropped += await dropWrappedUnder(app, workspaceId, number)
  }
  await finishRotation(daybook, workspaceId)
  daybook.clientKeys.dropDestroyed(workspaceId)
  daybook.log.forget(workspaceId)
  await repeatErasuresOf(daybook, workspaceId)
  await repeatRetention(daybook, workspaceId)
  return { kek: (await kekInForce(app, workspaceId))!, path: backupPath(place), keys, dropped }
}

/** A backup that came from elsewhere is kept in the key folder, unless a newer one is there: others build on it. */
async function takeIn(daybook: Daybook, place: BackupPlace): Promise<void> {
  const own = await newestBackup(daybook, place.workspaceId)
  if (own !== undefined && own.place.kek >= place.kek) return
  const folder = keyPaths(daybook.folder.path).backups
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  replaceFile(backupPath({ ...place, folder }), readFileSync(backupPath(place), 'utf8'))
}

const noBackup = (workspaceId: number, folder: string): LogError =>
  new LogError(
    'keys_missing',
    `There is no key backup of ${formatId('ws', workspaceId)} in ${folder} that is whole and was made under a key that is in the key folder.`,
  )
