import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Binaries } from './binaries.ts'
import { installedBinaries, usableBinaries } from './binaries.ts'
import { postgresUser } from './system-user.ts'

const root = mkdtempSync(join(tmpdir(), 'daybook-binaries-'))
const user = postgresUser()
let copy: Binaries

function versionOf(binaries: Binaries): string {
  const { stdout, stderr } = spawnSync(join(binaries.folder, 'bin/postgres'), ['--version'], {
    uid: user?.uid,
    gid: user?.gid,
    cwd: '/',
    env: {},
    encoding: 'utf8',
  })
  return stdout + stderr
}

/** As npm leaves the package when install scripts are not allowed: without the links. */
function withoutLinks(binaries: Binaries): void {
  const links = JSON.parse(readFileSync(join(binaries.folder, 'pg-symlinks.json'), 'utf8')) as {
    target: string
  }[]
  for (const { target } of links) rmSync(join(binaries.folder, '..', target))
}

beforeAll(() => {
  chmodSync(root, 0o755)
  const installed = installedBinaries()
  copy = { ...installed, folder: join(root, 'package/native') }
  cpSync(installed.folder, copy.folder, { recursive: true, verbatimSymlinks: true })
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('usableBinaries', () => {
  test('takes what npm installed where that is whole and in reach', () => {
    expect(usableBinaries(copy, join(root, 'place'), user)).toEqual(copy)
    expect(existsSync(join(root, 'place/binaries'))).toBe(false)
  })

  test.runIf(process.getuid?.() === 0)("copies what the server's user cannot reach", () => {
    chmodSync(join(root, 'package'), 0o700)
    const usable = usableBinaries(copy, join(root, 'place'), user)
    expect(usable.folder).toBe(join(root, 'place/binaries', copy.version))
    expect(versionOf(usable)).toMatch(/^postgres \(PostgreSQL\) 18/)
    const { mtimeMs } = statSync(usable.folder)
    expect(usableBinaries(copy, join(root, 'place'), user)).toEqual(usable)
    expect(statSync(usable.folder).mtimeMs, 'copied once').toBe(mtimeMs)
    chmodSync(join(root, 'package'), 0o755)
    expect(usableBinaries(copy, join(root, 'place'), user)).toEqual(copy)
    expect(existsSync(join(root, 'place/binaries')), 'removed when needed no more').toBe(false)
  })

  test('makes a whole copy where the install scripts did not run', () => {
    withoutLinks(copy)
    const usable = usableBinaries(copy, join(root, 'other'), user)
    expect(usable.folder).toBe(join(root, 'other/binaries', copy.version))
    expect(versionOf(usable)).toMatch(/^postgres \(PostgreSQL\) 18/)
    expect(existsSync(join(copy.folder, 'lib/libpq.so.5')), 'node_modules is not written').toBe(false)
  })
})
