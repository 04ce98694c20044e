/**
 * Key-encryption keys in the care of an outside key management system, reached by a command. It is called without a
 * shell, as `<command …> wrap|unwrap <workspace> <number>`, reads one line of base64 and prints one. What it prints
 * on stderr is dropped, and neither side of it is ever logged.
 */
import { spawn } from 'node:child_process'
import { LogError } from '@daybook/protocol'
import type { KekGuard, KekName } from './kek-guard.ts'
import { KEY_BYTES } from './seal.ts'

export interface KeyCommand {
  /** Program and arguments. */
  readonly argv: readonly [string, ...string[]]
  /** Its whole environment. */
  readonly environment: Readonly<Record<string, string>>
  /** Seconds after which it is killed. */
  readonly seconds: number
}

/** More than any key management system makes of 32 bytes. */
const MAX_BYTES = 16_384
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

export const commandGuard = (command: KeyCommand): KekGuard => ({
  name: 'command',
  close: (kek, name) => ask(command, 'wrap', kek, name),
  async open(closed, name) {
    const kek = await ask(command, 'unwrap', closed, name)
    if (kek.length !== KEY_BYTES)
      throw failed(command, 'unwrap', name, `printed ${kek.length} bytes; a key has ${KEY_BYTES}`)
    return kek
  },
})

type Verb = 'wrap' | 'unwrap'

function failed(command: KeyCommand, verb: Verb, name: KekName, how: string): LogError {
  return new LogError(
    'keys_unavailable',
    `The key command \`${command.argv[0]} … ${verb} ${name.workspace} ${name.number}\` ${how}. Run it by hand to see why.`,
    { retryAfter: 10 },
  )
}

async function ask(command: KeyCommand, verb: Verb, input: Buffer, name: KekName): Promise<Buffer> {
  const [program, ...args] = command.argv
  const done = Promise.withResolvers<Buffer>()
  const fail = (how: string): void => done.reject(failed(command, verb, name, how))
  const child = spawn(program, [...args, verb, name.workspace, String(name.number)], {
    env: command.environment,
    stdio: ['pipe', 'pipe', 'ignore'],
    shell: false,
    // A group of its own, so that what a script has started ends with it.
    detached: process.platform !== 'win32',
  })
  const end = (how: string): void => {
    fail(how)
    killGroup(child.pid)
  }
  const timer = setTimeout(() => end(`did not answer within ${command.seconds} s`), command.seconds * 1000)
  const chunks: Buffer[] = []
  let size = 0
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    if ((size += chunk.length) > MAX_BYTES) end(`printed more than ${MAX_BYTES} bytes`)
  })
  child.on('error', error => fail(`cannot be started (${(error as NodeJS.ErrnoException).code})`))
  child.on('close', (code, signal) => {
    const text = Buffer.concat(chunks).toString('latin1').trim()
    if (code !== 0) fail(`ended with ${signal ?? `exit code ${code}`}`)
    else if (!BASE64.test(text)) fail('printed something that is not one line of base64')
    else done.resolve(Buffer.from(text, 'base64'))
  })
  // It may end without reading: then its exit code says more.
  child.stdin.on('error', () => {})
  child.stdin.end(`${input.toString('base64')}\n`)
  try {
    return await done.promise
  } finally {
    clearTimeout(timer)
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // It has just ended.
  }
}
