import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { formatId } from '../ids.ts'
import { destroyedBy, type LedgerRecord } from '../keys/erasure-ledger.ts'
import {
  type BackedUpKey,
  backupPath,
  type BackupPlace,
  backupsOf,
  countOf,
  isWhole,
  readBackup,
  writeBackup,
} from '../keys/key-backup.ts'
import { keyPaths } from '../keys/key-folder.ts'
import { mergeKeys } from '../keys/merge-keys.ts'
import { namesIn } from '../keys/private-file.ts'
import { unwrapKey, wrapKey } from '../keys/seal.ts'
import { kekInForce } from '../store/kek-rows.ts'
import { readGone } from '../store/privacy/client-privacy.ts'
import { readUnfinishedTakes } from '../store/privacy/retention-takes.ts'
import { readTogether } from '../store/transaction.ts'
import { countOlder, walkKeys } from '../store/wrapped-keys.ts'

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
 * @param options.goOn asked for every page; where it throws there is no backup
 */
export async function backUpKeys(
  daybook: Daybook,
  workspaceId: number,
  options: { readonly under?: number; readonly folder?: string; readonly goOn?: () => void } = {},
): Promise<KeyBackup | undefined> {
  const kek = options.under ?? (await kekInForce(daybook.pools.app, workspaceId))
  if (kek === undefined) throw new LogError('workspace_missing', 'There is no such workspace.')
  const key = await daybook.keks.of(workspaceId, kek)
  if (key === undefined) throw daybook.keks.missing(workspaceId, kek)
  const place = { folder: options.folder ?? keyPaths(daybook.folder.path).backups, workspaceId, kek }
  const before = await newestBackup(daybook, workspaceId, kek)
  const pages = mergeKeys(
    storedUnder(daybook, workspaceId, kek, options.goOn),
    before === undefined ? noPages() : keptOf(before, await findDestroyed(daybook, workspaceId)),
    one =>
      before!.place.kek === kek
        ? one
        : { ...one, wrapped: wrapKey(key, unwrapKey(before!.key, one.wrapped)) },
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

/** True where as many client keys are in the backup under the key in force as in the database. */
export async function isBackedUp(daybook: Daybook, workspaceId: number): Promise<boolean> {
  const kek = await kekInForce(daybook.pools.app, workspaceId)
  if (kek === undefined) return true
  const { backups } = keyPaths(daybook.folder.path)
  const kept = await countOf({ folder: backups, workspaceId, kek })
  return kept === (await countOlder(daybook.pools.app, workspaceId, kek + 1))
}

class Overtaken extends Error {}

async function* storedUnder(
  daybook: Daybook,
  workspaceId: number,
  kek: number,
  goOn: () => void = () => {},
): AsyncGenerator<readonly BackedUpKey[]> {
  for await (const page of walkKeys(daybook.pools.app, workspaceId)) {
    goOn()
    if (page.some(key => key.kek !== kek)) throw new Overtaken()
    yield page
  }
}

async function* noPages(): AsyncGenerator<readonly BackedUpKey[]> {}

/** The keys of a backup that may live on. */
async function* keptOf(
  { place, key }: OpenableBackup,
  isDestroyed: (clientId: number, kind: number) => boolean,
): AsyncGenerator<readonly BackedUpKey[]> {
  for await (const page of readBackup(place, key))
    yield page.filter(one => !isDestroyed(one.clientId, one.kind))
}

/**
 * Both are asked: the database knows first, of what the ledger may not have heard yet; one that was restored knows less.
 */
async function findDestroyed(
  daybook: Daybook,
  workspaceId: number,
): Promise<(clientId: number, kind: number) => boolean> {
  const [gone, takes] = await readTogether(daybook.pools.app, workspaceId, run =>
    Promise.all([readGone(run, workspaceId), readUnfinishedTakes(run, workspaceId)]),
  )
  return destroyedBy([
    ...daybook.ledger.read(workspaceId),
    ...[...gone].map(([client, what]): LedgerRecord => ({ what, client, seq: 1, kek: 1, at: 0 })),
    // Whoever was spared has the key in the database.
    ...takes.map((take): LedgerRecord => ({ ...take, what: 'year', held: [] })),
  ])
}

/** A backup and the key-encryption key that opens it. */
interface OpenableBackup {
  readonly place: BackupPlace
  readonly key: Buffer
}

/** The newest backup that can be opened and is whole, of those up to a key-encryption key. */
export async function newestBackup(
  daybook: Daybook,
  workspaceId: number,
  upTo = Infinity,
  folder = keyPaths(daybook.folder.path).backups,
): Promise<OpenableBackup | undefined> {
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
