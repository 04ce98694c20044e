/** A server on an empty data folder, as it is on its first day: the tests of the first run and of signing in begin here. */
import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

export interface FreshServer {
  /** `http://127.0.0.1:4711` */
  readonly address: string
  /** The link with which the owner signs in, once. */
  readonly link: string
  readonly data: string
  stop(): Promise<void>
}

/** @param environment settings besides those that every program has */
export async function startFresh(environment: Readonly<Record<string, string>> = {}): Promise<FreshServer> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-fresh-'))
  // mkdtemp makes 0700, which the user that PostgreSQL runs as under root cannot pass.
  chmodSync(folder, 0o755)
  const data = join(folder, 'data')
  const cli = resolve(import.meta.dirname, '../../packages/cli/bin/daybook.ts')
  const child = spawn(process.execPath, [cli, 'serve', '--port', '0', '--json', '--data', data], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', text => {
    errors += text
  })
  const ended = Promise.withResolvers<void>()
  child.on('close', () => ended.resolve())
  const ready = Promise.withResolvers<{ address: string; signInLink: string }>()
  createInterface(child.stdout).once('line', line => ready.resolve(JSON.parse(line)))
  void ended.promise.then(() => ready.reject(new Error(`The server ended: ${errors}`)))
  const stop = async () => {
    child.kill('SIGTERM')
    await ended.promise
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const { address, signInLink } = await ready.promise
    return { address, link: signInLink, data, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
