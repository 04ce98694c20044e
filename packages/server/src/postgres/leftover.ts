import { execFileSync } from 'node:child_process'
import { existsSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartError } from '../start-error.ts'
import { readPostmasterFile } from './postmaster-file.ts'

const FAST_STOP_SECONDS = 60
const IMMEDIATE_STOP_SECONDS = 10

/**
 * Stops the server that a killed Daybook left running on this data directory, and removes what a killed server
 * left. The caller holds the data folder's lock, so no living Daybook uses that server.
 * @throws StartError when it does not stop
 */
export async function stopLeftover(cluster: string): Promise<void> {
  const left = readPostmasterFile(cluster)
  if (left === undefined) return
  if (!runsOn(left.pid, cluster)) {
    // The id may belong to an unrelated process by now; PostgreSQL would then refuse to start.
    rmSync(join(cluster, 'postmaster.pid'), { force: true })
    return
  }
  if (await endProcess(left.pid, cluster, 'SIGINT', FAST_STOP_SECONDS)) return
  if (await endProcess(left.pid, cluster, 'SIGQUIT', IMMEDIATE_STOP_SECONDS)) return
  throw new StartError(
    `The PostgreSQL of an earlier Daybook (process ${left.pid}) still runs on ${cluster} and does not stop. ` +
      'End it, then start again.',
  )
}

/** Whether a process is a PostgreSQL server on this data directory: it works inside it. */
export function runsOn(pid: number, cluster: string): boolean {
  const path = realpathSync(cluster)
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === path
    } catch {
      return false
    }
  }
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(path)
  } catch {
    return false
  }
}

async function endProcess(
  pid: number,
  cluster: string,
  signal: NodeJS.Signals,
  seconds: number,
): Promise<boolean> {
  try {
    process.kill(pid, signal)
  } catch {
    return !runsOn(pid, cluster)
  }
  const end = performance.now() + seconds * 1000
  while (performance.now() < end) {
    if (!runsOn(pid, cluster) || !existsSync(`${cluster}/postmaster.pid`)) return true
    await sleep(10)
  }
  return false
}
