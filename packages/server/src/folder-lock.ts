import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** A lock on a folder that the operating system takes back when its holder dies, however it dies. */
export interface FolderLock {
  /** The file that is locked; it stays when the lock is given back. */
  readonly path: string
  release(): void
}

/**
 * Takes the lock of a folder; undefined when another process (or this one) has it. Node has no file locks of its
 * own: SQLite's are the operating system's (fcntl, LockFileEx), so that no process id has to be believed. The file
 * stays empty.
 */
export function takeFolderLock(folder: string): FolderLock | undefined {
  const path = join(folder, 'lock')
  const file = new DatabaseSync(path)
  try {
    chmodSync(path, 0o600)
    file.exec('pragma journal_mode = memory; begin exclusive')
  } catch (error) {
    file.close()
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return undefined
    throw error
  }
  return { path, release: () => file.close() }
}

const SQLITE_BUSY = 5
