import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { formatId } from '../ids.ts'
import { backupPath, readBackup, writeBackup } from '../keys/key-backup.ts'
import { keyPaths } from '../keys/key-folder.ts'
import { namesIn } from '../keys/private-file.ts'
import { kekInForce } from '../store/kek-rows.ts'
import { walkKeys, type WrappedKey } from '../store/wrapped-keys.ts'

export interface KeyBackup {
  /** Number of the key-encryption key that opens it. */
  readonly kek: number
  readonly path: string
  /** Client keys that are in it. */
  readonly keys: number
}

/**
 * Writes all client keys of a workspace, as they are wrapped, into a file of the key folder or of another, and reads
 * it once to its end. Undefined where a rotation came between. Throws `workspace_missing`, `keys_missing`.
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
  const folder = options.folder ?? keyPaths(daybook.folder.path).backups
  const place = { folder, workspaceId, kek }
  try {
    const keys = await writeBackup(place, key, new Date(daybook.now()), pagesUnder(daybook, workspaceId, kek))
    let read = 0
    for await (const page of readBackup(place, key)) read += page.length
    // Another server may have written it again meanwhile, with a few keys more or less.
    return { kek, path: backupPath(place), keys: read === keys ? keys : read }
  } catch (error) {
    if (error instanceof Overtaken) return undefined
    throw error
  }
}

class Overtaken extends Error {}

async function* pagesUnder(
  daybook: Daybook,
  workspaceId: number,
  kek: number,
): AsyncGenerator<readonly WrappedKey[]> {
  for await (const page of walkKeys(daybook.pools.app, workspaceId)) {
    if (page.some(key => key.kek !== kek)) throw new Overtaken()
    yield page
  }
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
