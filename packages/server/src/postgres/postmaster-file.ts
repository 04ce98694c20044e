import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What PostgreSQL writes into `postmaster.pid` of its data directory while it runs. */
export interface PostmasterFile {
  readonly pid: number
  /** It accepts connections; false while it recovers or stops. */
  readonly ready: boolean
}

/** Reads `postmaster.pid`; undefined when there is none or it is not whole yet. */
export function readPostmasterFile(cluster: string): PostmasterFile | undefined {
  let lines: string[]
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return undefined
  }
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  return { pid, ready: lines[7]?.trim() === 'ready' }
}
