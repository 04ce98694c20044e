import { chmodSync, closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** Writes a file that only its owner may read, whole or not at all, whatever stood there before. */
export function writePrivateFile(path: string, text: string): void {
  const unfinished = `${path}.${process.pid}.unfinished`
  const file = openSync(unfinished, 'w', 0o600)
  try {
    chmodSync(unfinished, 0o600)
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(unfinished, path)
  syncFolder(dirname(path))
}

/** Without it the name could still be that of the old file after a power cut. Windows has no such thing. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
