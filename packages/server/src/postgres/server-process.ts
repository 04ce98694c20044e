import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Address } from '../store/roles.ts'
import type { Binaries } from './binaries.ts'
import { cannotRun } from './cluster.ts'
import { minimalEnvironment } from './minimal-environment.ts'
import type { Place } from './place.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { settingArguments } from './settings.ts'
import type { Settings } from './settings.ts'
import { SOCKET_PORT, socketFolder } from './socket-folder.ts'

/** A running postmaster that accepts connections. */
export interface ServerProcess {
  readonly pid: number
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<void>
  /** Ends its sessions, writes everything out, and stops; at once (to recover at the next start) if that hangs. */
  stop(): Promise<void>
}

const LOG_LIMIT_BYTES = 10 * 1024 * 1024
/** It has to write out some hundred MB at most; on a disk that is busy with others that takes long, and recovering not. */
const STOP_SECONDS = 20

/** Where the server of a place will listen: its socket, or a free port of loopback. */
export async function chooseAddress(place: Place): Promise<Address> {
  const folder = socketFolder(place.folder, place.user)
  return folder === undefined
    ? { host: '127.0.0.1', port: await freePort() }
    : { host: folder, port: SOCKET_PORT }
}

/**
 * Starts the postmaster in a process group of its own, so that no signal meant for us reaches it, and waits until
 * it accepts connections, however long it recovers.
 * @throws StartError with the last line of its log when it ends instead
 */
export async function startServerProcess(
  place: Place,
  binaries: Binaries,
  address: Address,
  settings: Settings,
  signal?: AbortSignal,
): Promise<ServerProcess> {
  const logPath = join(place.folder, 'postgres.log')
  const logStart = rotateLog(logPath)
  const log = openSync(logPath, 'a', 0o600)
  const socket = address.host.startsWith('/')
  const child = spawn(
    join(binaries.folder, 'bin', 'postgres'),
    ['-D', place.cluster].concat(
      settingArguments({
        ...settings,
        listen_addresses: socket ? '' : address.host,
        port: String(address.port),
        unix_socket_directories: socket ? address.host : '',
        unix_socket_permissions: '0700',
      }),
    ),
    {
      cwd: place.folder,
      detached: true,
      env: minimalEnvironment(),
      uid: place.user?.uid,
      gid: place.user?.gid,
      // A file, not a pipe: the server must be able to log after we are gone.
      stdio: ['ignore', log, log],
      windowsHide: true,
    },
  )
  closeSync(log)
  const { promise: ended, resolve } = Promise.withResolvers<void>()
  let failure = ''
  child.on('exit', () => resolve())
  child.on('error', error => {
    failure = error.message
    resolve()
  })
  // Whatever ends us in an orderly way ends the server too.
  const stopWithUs = () => child.kill('SIGINT')
  process.on('exit', stopWithUs)
  void ended.then(() => process.off('exit', stopWithUs))

  while (child.exitCode === null && child.signalCode === null && failure === '') {
    const file = readPostmasterFile(place.cluster)
    if (file?.pid === child.pid && file?.ready)
      return { pid: child.pid!, ended, stop: () => stop(child, ended) }
    if (signal?.aborted) {
      await stop(child, ended)
      signal.throwIfAborted()
    }
    await Promise.race([sleep(5), ended])
  }
  throw cannotRun(binaries, failure || lastLogLine(logPath, logStart) || `it ended with ${child.exitCode}`)
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGINT')
  const timer = setTimeout(() => child.kill('SIGQUIT'), STOP_SECONDS * 1000)
  await ended
  clearTimeout(timer)
}

function rotateLog(path: string): number {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size <= LOG_LIMIT_BYTES) return size
  renameSync(path, `${path}.1`)
  return 0
}

function lastLogLine(path: string, start: number): string {
  const lines = readFileSync(path).subarray(start).toString('utf8').split('\n')
  return (
    lines.findLast(line => /FATAL|PANIC|error/i.test(line)) ??
    lines.findLast(line => line !== '') ??
    ''
  ).trim()
}

async function freePort(): Promise<number> {
  const server = createServer()
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject).listen(0, '127.0.0.1', resolve)
  await promise
  const { port } = server.address() as { port: number }
  server.close()
  return port
}
