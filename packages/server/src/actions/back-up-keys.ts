import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { formatId } from '../ids.ts'
import { destroyedBy } from '../keys/erasure-ledger.ts'
import {
  type BackedUpKey,
  backupPath,
  type BackupPlace,
  backupsOf,
  isWhole,
  readBackup,
  writeBackup,
} from '../keys/key-backup.ts'
import { keyPaths } from '../keys/key-folder.ts'
import { mergeKeys } from '../keys/merge-keys.ts'
import { namesIn } from '../keys/private-file.ts'
import { unwrapKey, wrapKey } from '../keys/seal.ts'
import { kekInForce } from '../store/kek-rows.ts'
import { walkKeys } from '../store/wrapped-keys.ts'

export interface KeyBackup {
  /** Number of the key-encryption key that opens it. */
  readonly kek: number
  readonly path: string
  /** Client keys that are in it. */
  readonly keys: number
}

/**
 * Writes all client keys of a workspace, as they are wrapped, into a file of the key folder or of another, and reads
 * it once to its end. What the newest backup has and the database does not is kept, unless the ledger says that it was
 * destroyed: after the restore of an older dump, a newer one still needs it. Undefined where a rotation came between.
 * Throws `workspace_missing`, `keys_missing`.
 * @param options.under only under this key-encryption key; by default the one in force
 */
export async function backUpKeys(
  daybook: Daybook,
  workspaceId: number,
  options: { readonly under?: number; readonly folder?: string } = {},
): Promise<KeyBackup | undefined> {
  const kek = options.under ?? (await kekInForce(daybook.pools.app, workspaceId))
  if (kek === undefined) throw new LogError('workspace_missing', 'There is no such workspace.')
  const key = await daybook.keks.of(workspaceId, kek)
  if (key === undefined) throw daybook.keks.missing(workspaceId, kek)
  const place = { folder: options.folder ?? keyPaths(daybook.folder.path).backups, workspaceId, kek }
  const pages = mergeKeys(
    storedUnder(daybook, workspaceId, kek),
    keptOfNewest(daybook, workspaceId, kek, key),
  )
  try {
    await writeBackup(place, key, new Date(daybook.now()), pages)
    // Another server may have written it again meanwhile: what counts is what stands there.
    let keys = 0
    for await (const page of readBackup(place, key)) keys += page.length
    return { kek, path: backupPath(place), keys }
  } catch (error) {
    // A backup that is gone was taken away by a later rotation.
    if (error instanceof Overtaken || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

class Overtaken extends Error {}

async function* storedUnder(
  daybook: Daybook,
  workspaceId: number,
  kek: number,
): AsyncGenerator<readonly BackedUpKey[]> {
  for await (const page of walkKeys(daybook.pools.app, workspaceId)) {
    if (page.some(key => key.kek !== kek)) throw new Overtaken()
    yield page
  }
}

/** The keys of the newest backup that may live on, wrapped under `kek`. */
async function* keptOfNewest(
  daybook: Daybook,
  workspaceId: number,
  kek: number,
  key: Buffer,
): AsyncGenerator<readonly BackedUpKey[]> {
  const isDestroyed = destroyedBy(daybook.ledger.read(workspaceId))
  const before = await newestBackup(daybook, workspaceId, kek)
  if (before === undefined) return
  for await (const page of readBackup(before.place, before.key)) {
    yield page
      .filter(one => !isDestroyed(one.clientId, one.kind))
      .map(one => ({ ...one, wrapped: wrapKey(key, unwrapKey(before.key, one.wrapped)) }))
  }
}

/** The newest backup that can be opened and is whole, of those up to a key-encryption key. */
export async function newestBackup(
  daybook: Daybook,
  workspaceId: number,
  upTo = Infinity,
  folder = keyPaths(daybook.folder.path).backups,
): Promise<{ readonly place: BackupPlace; readonly key: Buffer } | undefined> {
  for (const place of backupsOf(folder, workspaceId)) {
    const key = place.kek <= upTo ? await daybook.keks.of(workspaceId, place.kek) : undefined
    if (key !== undefined && (await isWhole(place, key))) return { place, key }
  }
  return undefined
}

/** Backups under key-encryption keys that were destroyed are noise, and so are drafts of them. */
export function dropOlderBackups(daybook: Daybook, workspaceId: number, kek: number): void {
  const { backups } = keyPaths(daybook.folder.path)
  const pattern = new RegExp(`^${formatId('ws', workspaceId)}\\.(\\d+)\\.jsonl(\\..+\\.unfinished)?$`)
  for (const name of namesIn(backups)) {
    const number = pattern.exec(name)?.[1]
    if (number !== undefined && Number(number) < kek) rmSync(join(backups, name), { force: true })
  }
}
