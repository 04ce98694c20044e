/** Processes that the bench starts: each answers calls over IPC, and all are ended by their own handle. */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface Child {
  readonly pid: number
  call<T>(method: string, params?: unknown): Promise<T>
  end(): Promise<void>
}

/** What a child sends back. */
export type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string }
  | { readonly progress: string }

const running = new Set<Child>()
const GRACE_MS = 5000

export interface ChildOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly onProgress?: (text: string) => void
}

/** Starts a script of this folder, such as `peers/emmett.ts`. */
export function startChild(script: string, { env = {}, onProgress }: ChildOptions = {}): Child {
  const path = fileURLToPath(new URL(script, import.meta.url))
  // stdout is the table's.
  const process = fork(path, [], {
    env,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const open = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  const ended = Promise.withResolvers<void>()
  let calls = 0
  const fail = (reason: string): void => {
    for (const { reject } of open.values()) reject(new Error(`${script}: ${reason}`))
    open.clear()
  }
  process.on('message', (answer: Answer) => {
    if ('progress' in answer) return onProgress?.(answer.progress)
    const call = open.get(answer.id)
    open.delete(answer.id)
    if ('error' in answer) call?.reject(new Error(`${script}: ${answer.error}`))
    else call?.resolve(answer.value as never)
  })
  process.on('error', error => fail(error.message))
  process.on('exit', code => {
    running.delete(child)
    fail(`the process ended with code ${code}`)
    ended.resolve()
  })
  const child: Child = {
    pid: process.pid!,
    call: (method, params) =>
      new Promise((resolve, reject) => {
        const id = ++calls
        open.set(id, { resolve, reject })
        process.send({ id, method, params }, error => {
          if (error !== null) reject(new Error(`${script}: ${error.message}`))
        })
      }),
    end: () => endProcess(process, ended.promise),
  }
  running.add(child)
  return child
}

/** A child ends when its channel closes; one that hangs is killed. */
async function endProcess(process: ChildProcess, ended: Promise<void>): Promise<void> {
  if (process.connected) process.disconnect()
  const timer = setTimeout(() => process.kill('SIGKILL'), GRACE_MS)
  await ended
  clearTimeout(timer)
}

/** Ends what still runs, after an error or Ctrl-C. */
export async function endChildren(): Promise<void> {
  await Promise.all([...running].map(child => child.end()))
}
