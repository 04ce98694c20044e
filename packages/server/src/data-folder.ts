import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  readdirSync,
  realpathSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { FolderLock } from './folder-lock.ts'
import { takeFolderLock } from './folder-lock.ts'
import { readServerFile, removeServerFile, writeServerFile } from './server-file.ts'
import type { ServerFile } from './server-file.ts'
import { reasonOf, StartError } from './start-error.ts'

/** A data folder that this process alone holds. */
export interface DataFolder {
  /** Absolute, with links resolved. */
  readonly path: string
  /** Tells other commands where the server and its database are. */
  tell(file: Omit<ServerFile, 'pid' | 'command'>): void
  /** Gives the folder back. */
  release(): void
  /** Gives it back and takes away the folders that were made for it, if nothing is in them. */
  abandon(): void
}

/** Some other process holds the data folder. */
export class FolderInUse extends StartError {
  readonly holder: ServerFile | undefined

  constructor(path: string, holder: ServerFile | undefined) {
    const process =
      holder === undefined ? 'another Daybook' : `daybook ${holder.command} (process ${holder.pid})`
    const at = holder?.address === undefined ? '' : ` at ${holder.address}`
    super(
      `The data folder ${path} is in use by ${process}${at}. Stop that first, or give another folder with --data.`,
    )
    this.holder = holder
  }
}

/**
 * Makes the data folder where there is none (0700) and takes its lock.
 * @param command who asks, for the message to the next one
 * @throws FolderInUse when another process holds it; StartError when it cannot be made or written
 */
export function openDataFolder(wanted: string, command: string): DataFolder {
  const made = makeFolder(wanted)
  const path = realpathSync(wanted)
  let lock: FolderLock | undefined
  try {
    // The folder may have been there, and not for us to write.
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
    // An empty one was made for us by hand: nobody else has business in it.
    if (readdirSync(path).length === 0 && statSync(path).uid === process.getuid?.()) chmodSync(path, 0o700)
    lock = takeFolderLock(path)
  } catch (error) {
    throw new StartError(`Cannot write in the data folder ${path}: ${reasonOf(error)}. ${WHAT_TO_DO}`, error)
  }
  if (lock === undefined) throw new FolderInUse(path, readServerFile(path))
  const holder = { pid: process.pid, command }
  writeServerFile(path, holder)

  function release(): void {
    removeServerFile(path)
    lock!.release()
  }
  return {
    path,
    tell: file => writeServerFile(path, { ...holder, ...file }),
    release,
    abandon() {
      release()
      if (made !== undefined) removeEmpty(path, realpathSync(made), lock!.path)
    },
  }
}

const WHAT_TO_DO = 'Give a folder that this user may write with --data.'

/** Returns the topmost folder that had to be made. */
function makeFolder(path: string): string | undefined {
  try {
    const parent = mkdirSync(dirname(path), { recursive: true })
    return mkdirSync(path, { recursive: true, mode: 0o700 }) === undefined ? undefined : (parent ?? path)
  } catch (error) {
    throw new StartError(`Cannot make the data folder ${path}: ${reasonOf(error)}. ${WHAT_TO_DO}`, error)
  }
}

function removeEmpty(path: string, top: string, lockPath: string): void {
  try {
    if (readdirSync(path).some(name => join(path, name) !== lockPath)) return
    rmSync(lockPath, { force: true })
    for (let folder = path; ; folder = dirname(folder)) {
      rmdirSync(folder)
      if (folder === top) return
    }
  } catch {
    // Somebody put something there meanwhile: then it stays.
  }
}
