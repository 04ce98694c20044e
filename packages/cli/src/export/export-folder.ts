/** The folder that an export is written to: there once it is whole, and not before. */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { StartError } from '@daybook/server'

export interface ExportFolder {
  /** Absolute. */
  readonly path: string
  /** Writes at the end of a file below the folder. */
  append(path: string, bytes: Uint8Array): void
  /** Puts the folder in its place. */
  finish(): void
  /** Removes what is unfinished. */
  close(): void
}

/** @throws StartError where something is in the way */
export function openExportFolder(out: string): ExportFolder {
  const path = resolve(out)
  const unfinished = `${path}.unfinished`
  if (existsSync(path) && readdirSync(path).length > 0)
    throw new StartError(`${path} is there already: give another folder with --out, or remove it.`)
  if (existsSync(unfinished))
    throw new StartError(`${unfinished} is left over from an export that was cut off: remove it.`)
  let open: { path: string; file: number } | undefined
  const folders = new Set<string>()
  function closeFile(): void {
    if (open === undefined) return
    closeSync(open.file)
    open = undefined
  }
  return {
    path,
    append(name, bytes) {
      if (open?.path !== name) {
        closeFile()
        const file = join(unfinished, name)
        if (!folders.has(dirname(file))) mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
        folders.add(dirname(file))
        // Not over anything: the pieces of one file follow each other.
        open = { path: name, file: openSync(file, 'wx', 0o600) }
      }
      for (let at = 0; at < bytes.length; ) at += writeSync(open.file, bytes, at)
    },
    finish() {
      closeFile()
      renameSync(unfinished, path)
    },
    close() {
      if (open !== undefined) closeSync(open.file)
      open = undefined
      rmSync(unfinished, { recursive: true, force: true })
    },
  }
}
