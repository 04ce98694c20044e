import { chmodSync, chownSync, lstatSync, mkdirSync, rmSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SystemUser } from './system-user.ts'

/** The port in the name of the socket; nothing listens on TCP for it. */
export const SOCKET_PORT = 5432

/** sockaddr_un holds 108 bytes on Linux and 104 elsewhere, one of them the end mark. */
const PATH_LIMIT = process.platform === 'linux' ? 107 : 103

/**
 * A folder that only the server's user may enter, with a path short enough for a socket: in the database's own
 * place, else in the temporary folder.
 * @returns undefined where there is no such folder; the server then listens on loopback
 */
export function socketFolder(place: string, user: SystemUser | undefined): string | undefined {
  if (process.platform === 'win32') return undefined
  const name = `daybook-${createHash('sha256').update(place).digest('hex').slice(0, 12)}`
  const folders = [join(place, 'socket'), join(tmpdir(), name), join('/tmp', name)]
  return folders.filter(isShortEnough).find(folder => makePrivate(folder, user))
}

/**
 * Removes the socket that a killed server left in its folder, and the lock on it: the lock names a process, whose id
 * may belong to another one by now, and PostgreSQL would then refuse to start. The caller holds the data folder's
 * lock and has stopped what was left running, so nobody uses it.
 */
export function removeSocket(folder: string): void {
  const socket = join(folder, `.s.PGSQL.${SOCKET_PORT}`)
  rmSync(`${socket}.lock`, { force: true })
  rmSync(socket, { force: true })
}

function isShortEnough(folder: string): boolean {
  return Buffer.byteLength(join(folder, `.s.PGSQL.${SOCKET_PORT}`)) <= PATH_LIMIT
}

function makePrivate(folder: string, user: SystemUser | undefined): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 })
    chmodSync(folder, 0o700)
    if (user !== undefined) chownSync(folder, user.uid, user.gid)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false
  }
  // In a folder where everybody may write, the name may have been taken by somebody else.
  const stat = lstatSync(folder)
  const owner = user?.uid ?? process.getuid!()
  return stat.isDirectory() && stat.uid === owner && (stat.mode & 0o777) === 0o700
}
