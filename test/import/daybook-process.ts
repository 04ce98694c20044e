/** Runs the command line as its users do, each command a process of its own; ends what is left. */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'

const program = join(import.meta.dirname, '../../packages/cli/bin/daybook.ts')

export interface RunningServer {
  readonly address: string
  readonly dataDir: string
  /** Tells it to stop, and waits; answers its exit code. */
  end(): Promise<number | null>
  /** The same, and removes the data folder. */
  stop(): Promise<void>
}

const started = (args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })

const exit = (child: ChildProcess): Promise<number | null> =>
  new Promise(resolve => child.once('close', code => resolve(code)))

function newDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-import-'))
  // PostgreSQL runs as another user under root, and must be able to pass.
  chmodSync(folder, 0o755)
  return join(folder, 'data')
}

/** @param dataDir of a server that has ended; a new one without it */
export async function startServer(dataDir = newDataDir()): Promise<RunningServer> {
  const child = started(['serve', '--json', '--port', '0', '--data', dataDir])
  const ended = exit(child)
  const line = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout!).once('line', resolve)
    void ended.then(() => reject(new Error('the server ended before it was ready')))
  })
  const { address } = JSON.parse(line) as { address: string }
  return {
    address,
    dataDir,
    end() {
      child.kill('SIGTERM')
      return ended
    },
    async stop() {
      child.kill('SIGTERM')
      await ended
      rmSync(dirname(dataDir), { recursive: true, force: true })
    },
  }
}

/** Runs a command to its end and answers the JSON object that it printed. */
export async function run<T>(...args: readonly string[]): Promise<T> {
  const child = started([...args, '--json'])
  let out = ''
  let errors = ''
  child.stdout!.setEncoding('utf8').on('data', text => (out += text))
  child.stderr!.setEncoding('utf8').on('data', text => (errors += text))
  const code = await exit(child)
  if (code !== 0) throw new Error(`daybook ${args[0]} ended with ${code}: ${errors}`)
  return JSON.parse(out) as T
}

/** Runs a command and kills it with SIGKILL once `until` holds; answers whether it was killed before its end. */
export async function runAndKill(args: readonly string[], until: () => Promise<boolean>): Promise<boolean> {
  const child = started([...args, '--json'])
  let running = true
  const ended = exit(child).then(() => {
    running = false
  })
  while (running && !(await until())) await new Promise(resolve => setTimeout(resolve, 20))
  const killed = running
  child.kill('SIGKILL')
  await ended
  return killed
}
