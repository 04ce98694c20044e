/** Files of the key folder: written whole and durably, and destroyed as far as a file system lets one destroy. */
import {
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { randomBytes } from '../random.ts'

const DOOMED = '.doomed'
const UNFINISHED = '.unfinished'

/** The text of a file; undefined where there is none. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/**
 * Writes a file (0600) whole or not at all, and never over another: of two processes that make it at once, one does.
 * It has reached the disk when this returns.
 */
export function writeOnce(path: string, text: string): void {
  const draft = writeDraft(path, text)
  try {
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    unlinkSync(draft)
  }
  syncFolder(dirname(path))
}

/** The same, in the place of whatever stood there. */
export function replaceFile(path: string, text: string): void {
  renameSync(writeDraft(path, text), path)
  syncFolder(dirname(path))
}

function writeDraft(path: string, text: string): string {
  // A random part, because folders are shared by machines, whose process ids say nothing of one another.
  const draft = `${path}.${randomBytes(6).toString('hex')}${UNFINISHED}`
  const file = openSync(draft, 'wx', 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  return draft
}

/**
 * Destroys a file, and drafts of it that killed processes left: out of the way of readers first, then the bytes
 * overwritten on the disk, then removed. Interrupted anywhere, `finishDestroying` ends it. Does nothing where the file
 * is not there.
 */
export function destroyFile(path: string): void {
  for (const name of namesIn(dirname(path))) {
    if (name.startsWith(`${basename(path)}.`) && name.endsWith(UNFINISHED))
      overwrite(join(dirname(path), name))
  }
  const doomed = `${path}.${randomBytes(6).toString('hex')}${DOOMED}`
  try {
    renameSync(path, doomed)
  } catch (error) {
    if (isMissing(error)) return
    throw error
  }
  syncFolder(dirname(path))
  overwrite(doomed)
}

/** Ends what killed processes began to destroy in a folder. */
export function finishDestroying(folder: string): void {
  for (const name of namesIn(folder)) if (name.endsWith(DOOMED)) overwrite(join(folder, name))
}

function overwrite(path: string): void {
  try {
    const file = openSync(path, 'r+')
    try {
      writeSync(file, randomBytes(fstatSync(file).size), 0, undefined, 0)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    unlinkSync(path)
  } catch (error) {
    // Another process finished it first.
    if (!isMissing(error)) throw error
  }
  syncFolder(dirname(path))
}

/** The names in a folder; none where it is not there. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** What was made, renamed or removed in a folder reaches the disk. */
export function syncFolder(folder: string): void {
  // Windows cannot open folders.
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT'
