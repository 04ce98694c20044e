/**
 * Two servers on one database: the first has the embedded PostgreSQL in its data folder, the second reaches the same
 * one through DATABASE_URL and shares the keys. Either, or the database below both, can be killed at any moment.
 */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { runsOn } from '../../packages/server/src/postgres/leftover.ts'
import { readPostmasterFile } from '../../packages/server/src/postgres/postmaster-file.ts'
import { clusterOf } from '../../packages/server/src/serve-process.ts'
import { readServerFile } from '../../packages/server/src/server-file.ts'
import { openPool } from '../../packages/server/src/store/pool.ts'
import { SETUP_ROLE } from '../../packages/server/src/store/roles.ts'
import { CrashServer } from './crash-server.ts'
import type { Dice } from './dice.ts'

/** What is killed: a server, both, the postmaster, one of PostgreSQL's sessions, or everything at once. */
export const CRASHES = ['first', 'postgres', 'second', 'session', 'both', 'everything'] as const
export type Crash = (typeof CRASHES)[number]

const READY_SECONDS = 60

export interface CrashSite {
  readonly folder: string
  readonly keysDir: string
  readonly servers: readonly [CrashServer, CrashServer]
  /** The database as its superuser. */
  adminUrl(): string
  /** Where servers answer now. */
  addresses(): string[]
  /** Kills, lets what was hit lie for a moment, and brings it back; resolves when both servers are ready again. */
  crash(crash: Crash, dice: Dice): Promise<void>
  /** Ends every process that this started and removes the folder, unless it is to be kept. */
  end(keep?: boolean): Promise<void>
}

export async function openCrashSite(): Promise<CrashSite> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-crash-'))
  // As root, PostgreSQL runs as another user, who must be able to pass.
  chmodSync(folder, 0o755)
  const dataDir = join(folder, 'first')
  const keysDir = join(dataDir, 'keys')
  const first = new CrashServer('first', dataDir, {})
  let second: CrashServer | undefined

  function adminUrl(): string {
    const { passwords } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')) as {
      passwords: { setup: string }
    }
    const url = new URL(readServerFile(dataDir)!.database!.owner)
    url.username = SETUP_ROLE
    url.password = passwords.setup
    url.searchParams.delete('options')
    return url.href
  }

  function postmaster(): number | undefined {
    if (!existsSync(join(dataDir, 'postgres.json'))) return undefined
    const cluster = clusterOf(dataDir)
    const pid = existsSync(cluster) ? readPostmasterFile(cluster)?.pid : undefined
    return pid !== undefined && runsOn(pid, cluster) ? pid : undefined
  }

  function endNow(): void {
    for (const pid of [first.pid, second?.pid]) if (pid !== undefined) signal(pid, 'SIGKILL')
    const pid = postmaster()
    if (pid !== undefined) signal(pid, 'SIGQUIT')
  }
  process.once('exit', endNow)

  async function end(keep = false): Promise<void> {
    await second?.stop()
    await first.stop()
    for (let pid = postmaster(); pid !== undefined; pid = postmaster()) {
      signal(pid, 'SIGQUIT')
      await sleep(20)
    }
    process.off('exit', endNow)
    if (keep) return
    const cluster = existsSync(join(dataDir, 'postgres.json')) ? clusterOf(dataDir) : undefined
    if (cluster !== undefined) rmSync(join(cluster, '..'), { recursive: true, force: true })
    rmSync(folder, { recursive: true, force: true })
  }

  try {
    await first.launch()
    second = new CrashServer('second', join(folder, 'second'), {
      DATABASE_URL: adminUrl(),
      DAYBOOK_KEYS: keysDir,
    })
    await second.launch()
  } catch (error) {
    await end()
    throw error
  }
  const servers = [first, second] as const

  const hit = (crash: Crash): CrashServer[] =>
    crash === 'first'
      ? [first]
      : crash === 'second'
        ? [second]
        : crash === 'both' || crash === 'everything'
          ? [first, second]
          : []

  async function crash(kind: Crash, dice: Dice): Promise<void> {
    const down = hit(kind)
    const pid = kind === 'postgres' || kind === 'everything' ? postmaster() : undefined
    if (pid !== undefined) signal(pid, 'SIGKILL')
    if (kind === 'session') await killSession(adminUrl())
    await Promise.all(down.map(server => server.kill()))
    await sleep(dice.below(200))
    // A server may be killed again while it is starting, recovery and all.
    for (const server of down) {
      if (!dice.chance(0.25)) continue
      void server.launch()
      await sleep(dice.below(900))
      await server.kill()
    }
    // The first brings back the database that the second waits for.
    for (const server of down) await server.launch()
    for (const server of servers) await untilReady(server)
  }

  return {
    folder,
    keysDir,
    servers,
    adminUrl,
    addresses: () => servers.flatMap(server => server.address ?? []),
    crash,
    end,
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It has just ended.
  }
}

/** One session of Daybook's, as the system's out-of-memory killer would. */
async function killSession(adminUrl: string): Promise<void> {
  const pool = openPool(adminUrl, { max: 1 })
  try {
    const { rows } = await pool.query<{ pid: number }>(
      `select pid from pg_stat_activity where application_name = 'daybook' and pid <> pg_backend_pid()
       order by (state = 'active') desc, random() limit 1`,
    )
    if (rows[0] !== undefined) signal(rows[0].pid, 'SIGKILL')
  } finally {
    await pool.end().catch(() => {})
  }
}

async function untilReady(server: CrashServer): Promise<void> {
  const end = performance.now() + READY_SECONDS * 1000
  for (;;) {
    if (server.died !== undefined) throw new Error(server.died)
    const ready = await fetch(`${server.address}/readyz`, { signal: AbortSignal.timeout(5000) }).catch(
      () => undefined,
    )
    if (ready?.status === 200) return
    if (performance.now() > end) {
      throw new Error(
        `the ${server.name} server was not ready within ${READY_SECONDS} s:\n${server.stderr.slice(-3000)}`,
      )
    }
    await sleep(25)
  }
}
