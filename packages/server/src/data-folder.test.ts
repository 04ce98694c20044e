import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FolderInUse, openDataFolder } from './data-folder.ts'
import { readServerFile } from './server-file.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'daybook-folder-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('openDataFolder', () => {
  test('makes the folder for its owner alone, and holds it until it is released', () => {
    const path = join(root, 'a/data')
    const folder = openDataFolder(path, 'serve')
    expect(statSync(path).mode & 0o777).toBe(0o700)
    expect(readServerFile(path)).toEqual({ pid: process.pid, command: 'serve' })
    expect(() => openDataFolder(path, 'import')).toThrow(FolderInUse)
    folder.release()
    openDataFolder(path, 'import').release()
  })

  test('knows the folder by whatever path it is reached', () => {
    const folder = openDataFolder(join(root, 'data'), 'serve')
    symlinkSync(join(root, 'data'), join(root, 'link'))
    expect(() => openDataFolder(join(root, 'link'), 'serve')).toThrow(FolderInUse)
    folder.release()
  })

  test('closes an empty folder to others, and leaves the mode of a used one as it is', () => {
    const path = join(root, 'data')
    mkdirSync(path)
    chmodSync(path, 0o755)
    const folder = openDataFolder(path, 'serve')
    expect(statSync(path).mode & 0o777).toBe(0o700)
    folder.release()
    chmodSync(path, 0o750)
    openDataFolder(path, 'serve').release()
    expect(statSync(path).mode & 0o777).toBe(0o750)
  })

  test('takes away what was made for a start that failed, and nothing else', () => {
    openDataFolder(join(root, 'a/b/data'), 'serve').abandon()
    expect(existsSync(join(root, 'a'))).toBe(false)
    const folder = openDataFolder(join(root, 'c/data'), 'serve')
    writeFileSync(join(root, 'c/data/mine'), '')
    folder.abandon()
    expect(existsSync(join(root, 'c/data/mine'))).toBe(true)
  })

  test('says who holds the folder and where', () => {
    const path = join(root, 'data')
    const folder = openDataFolder(path, 'serve')
    folder.tell({ address: 'http://127.0.0.1:4700' })
    expect(() => openDataFolder(path, 'import')).toThrow(
      `The data folder ${path} is in use by daybook serve (process ${process.pid}) at http://127.0.0.1:4700. ` +
        'Stop that first, or give another folder with --data.',
    )
    folder.release()
  })
})
