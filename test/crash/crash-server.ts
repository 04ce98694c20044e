/** One whole server process that can be killed at any moment and started again on what it left. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const CLI = fileURLToPath(new URL('../../packages/cli/bin/daybook.ts', import.meta.url))
const END_WITH_PARENT = fileURLToPath(new URL('end-with-parent.ts', import.meta.url))
/** The first start of a fresh clone builds the staff app. */
const START_SECONDS = 120
const STOP_SECONDS = 30
const KEPT_CHARACTERS = 20_000

export class CrashServer {
  readonly name: string
  readonly #args: readonly string[]
  readonly #env: Readonly<Record<string, string>>
  #child: ChildProcess | undefined
  #ended: Promise<unknown> = Promise.resolve()
  #expected = true
  /** Where it answers; undefined while it is down. */
  address: string | undefined
  /** The end of what it wrote to stderr, over all its lives. */
  stderr = ''
  /** Set when it ended although nobody had killed it. */
  died: string | undefined

  constructor(name: string, dataDir: string, env: Readonly<Record<string, string>>) {
    this.name = name
    this.#args = ['--import', END_WITH_PARENT, CLI, 'serve', '--data', dataDir, '--port', '0', '--json']
    this.#env = env
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Starts the process, and answers without waiting until it serves. */
  launch(): Promise<string> {
    const child = spawn(process.execPath, this.#args, {
      cwd: '/',
      env: this.#env,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    const end = Promise.withResolvers<void>()
    // A start may be given up before anybody waits for it.
    promise.catch(() => {})
    this.#child = child
    this.#expected = false
    this.#ended = end.promise
    child.stderr.setEncoding('utf8').on('data', text => {
      this.stderr = (this.stderr + text).slice(-KEPT_CHARACTERS)
    })
    createInterface(child.stdout).once('line', line => {
      this.address = (JSON.parse(line) as { address: string }).address
      resolve(this.address)
    })
    const timer = setTimeout(
      () => reject(new Error(`the ${this.name} server did not start`)),
      START_SECONDS * 1000,
    )
    child.on('error', reject)
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      this.address = undefined
      this.#child = undefined
      const how = `the ${this.name} server ended with ${signal ?? code}:\n${this.stderr.slice(-3000)}`
      if (!this.#expected) this.died = how
      reject(new Error(how))
      end.resolve()
    })
    return promise
  }

  /** `kill -9`, at once. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** Stops it as an administrator would; by force where that takes too long. */
  async stop(): Promise<void> {
    const timer = setTimeout(() => this.#child?.kill('SIGKILL'), STOP_SECONDS * 1000)
    await this.#end('SIGTERM')
    clearTimeout(timer)
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    this.#expected = true
    this.address = undefined
    this.#child?.kill(signal)
    await this.#ended
  }
}
