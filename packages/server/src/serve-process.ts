/** Starts whole server processes for tests, and ends everything they left. */
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { runsOn } from './postgres/leftover.ts'
import { readPostmasterFile } from './postgres/postmaster-file.ts'

export interface ServeProcess {
  readonly pid: number
  /** Where it answers; rejects with what it wrote to stderr when it ended instead. */
  readonly address: Promise<string>
  readonly ended: Promise<{ code: number | null; stderr: string }>
  kill(signal: NodeJS.Signals): void
}

export interface ServeOptions {
  readonly port?: number
  readonly databaseUrl?: string
  readonly user?: { readonly uid: number; readonly gid: number }
  /** Through a shell, as npm does it. */
  readonly throughNpm?: boolean
}

const running = new Set<ServeProcess>()
const folders: string[] = []

/** A data folder's path that nothing uses yet, inside a new folder. */
export function newDataFolder(mode = 0o755): string {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-serve-'))
  folders.push(folder)
  // mkdtemp makes 0700, which another user cannot pass.
  if (mode !== 0o700) chmodSync(folder, mode)
  return join(folder, 'data')
}

/** Starts the fixture's server on a data folder. */
export function startServe(dataDir: string, options: ServeOptions = {}): ServeProcess {
  const env: NodeJS.ProcessEnv =
    options.databaseUrl === undefined ? {} : { DATABASE_URL: options.databaseUrl }
  const fixture = fileURLToPath(new URL('serve.fixture.ts', import.meta.url))
  const args = [fixture, dataDir, String(options.port ?? 0)]
  // The second command keeps the shell from giving way to the first.
  const shell = ['-c', '"$0" "$@"; exit $?', process.execPath, ...args]
  if (options.throughNpm) env['npm_execpath'] = 'npm'
  const child = spawn(options.throughNpm ? '/bin/sh' : process.execPath, options.throughNpm ? shell : args, {
    cwd: '/',
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...options.user,
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', text => {
    stderr += text
  })
  const ended = Promise.withResolvers<{ code: number | null; stderr: string }>()
  const address = Promise.withResolvers<string>()
  address.promise.catch(() => {})
  createInterface(child.stdout).once('line', line =>
    address.resolve((JSON.parse(line) as { address: string }).address),
  )
  child.on('error', error => {
    address.reject(error)
    ended.reject(error)
  })
  child.on('close', code => {
    running.delete(server)
    address.reject(new Error(stderr))
    ended.resolve({ code, stderr })
  })
  const server: ServeProcess = {
    pid: child.pid!,
    address: address.promise,
    ended: ended.promise,
    kill: signal => child.kill(signal),
  }
  running.add(server)
  return server
}

/** PostgreSQL's data directory of a data folder. */
export function clusterOf(dataDir: string): string {
  const { place } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')) as { place: string }
  return join(resolve(dataDir, place), 'data')
}

/** Ends every process of the test, the servers left by killed ones too, and removes its folders. */
export async function endAll(): Promise<void> {
  for (const server of running) {
    server.kill('SIGKILL')
    await server.ended
  }
  for (const folder of folders.splice(0)) {
    const dataDir = join(folder, 'data')
    if (existsSync(join(dataDir, 'postgres.json'))) {
      const cluster = clusterOf(dataDir)
      const left = existsSync(cluster) ? readPostmasterFile(cluster) : undefined
      if (left !== undefined && runsOn(left.pid, cluster)) {
        process.kill(left.pid, 'SIGQUIT')
        while (runsOn(left.pid, cluster)) await sleep(10)
      }
      rmSync(join(cluster, '..'), { recursive: true, force: true })
    }
    rmSync(folder, { recursive: true, force: true })
  }
}
