import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'

export interface StartedServer {
  /** Rejects with what the server wrote where it ends instead. */
  readonly ready: Promise<{ address: string; signInLink: string }>
  stop(): Promise<void>
}

interface Options {
  /** A free one where absent. */
  readonly port?: number
  /** Further arguments of the command. */
  readonly also?: readonly string[]
}

/** Starts `daybook serve` on a data folder, with as little of an environment as it needs. */
export function startServer(data: string, { port = 0, also = [] }: Options = {}): StartedServer {
  const cli = resolve(import.meta.dirname, '../../packages/cli/bin/daybook.ts')
  const args = [cli, 'serve', '--port', String(port), '--json', '--data', data, ...also]
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
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
  ready.promise.catch(() => {})
  return {
    ready: ready.promise,
    async stop() {
      child.kill('SIGTERM')
      await ended.promise
    },
  }
}
