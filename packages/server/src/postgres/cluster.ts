import { spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '../start-error.ts'
import { SETUP_ROLE } from '../store/roles.ts'
import { writePrivateFile } from '../write-private-file.ts'
import type { Binaries } from './binaries.ts'
import { minimalEnvironment } from './minimal-environment.ts'
import type { Place } from './place.ts'

/**
 * Makes PostgreSQL's data directory where there is none: UTF-8, sorted by code point, with page checksums. It
 * appears whole or not at all.
 * @returns whether it was made now
 * @throws StartError when it cannot be made, or another major version made the one that is there
 */
export async function ensureCluster(place: Place, binaries: Binaries, durable = true): Promise<boolean> {
  const versionFile = join(place.cluster, 'PG_VERSION')
  if (existsSync(versionFile)) {
    checkMajor(place.cluster, readFileSync(versionFile, 'utf8').trim(), binaries.major)
    return false
  }
  if (place.made || existsSync(place.cluster)) {
    throw new StartError(
      `The database in ${place.cluster} is gone or not whole (no PG_VERSION). Restore it from a backup.`,
    )
  }
  const unfinished = join(place.folder, 'data.unfinished')
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  const passwordFile = join(place.folder, 'password')
  writePrivateFile(passwordFile, place.passwords.setup)
  if (place.user !== undefined) {
    chownSync(unfinished, place.user.uid, place.user.gid)
    chownSync(passwordFile, place.user.uid, place.user.gid)
  }
  try {
    await runInitdb(place, binaries, unfinished, passwordFile, durable)
    renameSync(unfinished, place.cluster)
    return true
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(unfinished, { recursive: true, force: true })
  }
}

function checkMajor(cluster: string, found: string, ours: string): void {
  if (found === ours) return
  throw new StartError(
    `The database in ${cluster} was made by PostgreSQL ${found}; this Daybook carries PostgreSQL ${ours}. ` +
      `Start the Daybook that carries ${found}, or move the data with pg_dump and pg_restore.`,
  )
}

async function runInitdb(
  place: Place,
  binaries: Binaries,
  folder: string,
  passwordFile: string,
  durable: boolean,
) {
  const args = [
    '--pgdata',
    folder,
    '--username',
    SETUP_ROLE,
    '--pwfile',
    passwordFile,
    '--auth',
    'scram-sha-256',
  ]
  args.push(
    '--encoding',
    'UTF8',
    '--locale',
    'C',
    '--locale-provider',
    'builtin',
    '--builtin-locale',
    'C.UTF-8',
  )
  args.push('--data-checksums', '--no-instructions')
  if (!durable) args.push('--no-sync')
  const child = spawn(join(binaries.folder, 'bin', 'initdb'), args, {
    cwd: place.folder,
    env: minimalEnvironment(),
    uid: place.user?.uid,
    gid: place.user?.gid,
    stdio: ['ignore', 'ignore', 'pipe'],
    windowsHide: true,
  })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', text => {
    errors += text
  })
  const { promise, resolve, reject } = Promise.withResolvers<number | null>()
  child.on('error', error => reject(cannotRun(binaries, error.message)))
  child.on('close', resolve)
  const code = await promise
  if (code !== 0) {
    const line =
      errors.split('\n').find(text => /error|fatal/i.test(text)) ?? errors.trim().split('\n').at(-1)
    throw cannotRun(binaries, line || `initdb ended with ${code}`)
  }
}

/** The one line for binaries that do not run here, such as those for glibc on a system with musl. */
export function cannotRun(binaries: Binaries, reason: string): StartError {
  return new StartError(
    `The embedded PostgreSQL ${binaries.version} does not run here: ${reason}. ` +
      'Set DATABASE_URL to a PostgreSQL 15 or later instead.',
  )
}
