/** A Daybook server without the staff app, on a port of its own; it notes when each group was committed. */
import { createApp, openDaybook, openHttpDoor } from '@daybook/server/bench'
import { createKey } from '@daybook/server/command'
import type { DaybookDatabase } from '../postgres.ts'
import { answerCalls, memoryOfProcess } from './answer.ts'
import { newWorkspace } from './open.ts'

/** The log's size after a commit, and when that was: nanoseconds of the machine's monotonic clock. */
export type Commit = readonly [size: number, at: bigint]

export interface ServedWorkspace {
  readonly workspaceId: number
  readonly key: string
}

let close: () => Promise<void> = async () => {}
let makeWorkspace: (name: string) => Promise<ServedWorkspace>
const commits = new Map<number, Commit[]>()

async function open({ database }: { database: DaybookDatabase }): Promise<string> {
  const stopping = new AbortController()
  const door = await openHttpDoor('127.0.0.1', 0)
  const daybook = openDaybook(database.urls, database.keysDir)
  daybook.log.onWritten(({ workspaceId, size }) => {
    commits.get(workspaceId)?.push([size, process.hrtime.bigint()])
  })
  const app = createApp(daybook, {
    report: (error, { method, path }) => console.error(`${method} ${path}:`, error),
    stopping: stopping.signal,
  })
  door.open(app.fetch)
  makeWorkspace = async name => {
    const principal = await newWorkspace(daybook, name)
    const { key } = await createKey(daybook, principal, { name: 'Bench', scopes: ['read', 'append'] })
    return { workspaceId: principal.workspaceId, key }
  }
  close = async () => {
    stopping.abort()
    await door.drain(2)
    await daybook.close()
  }
  return door.address
}

answerCalls(
  {
    open,
    workspace: (name: string) => makeWorkspace(name),
    memory: () => memoryOfProcess(),
    noteCommits: (workspaceId: number) => void commits.set(workspaceId, []),
    commits(workspaceId: number) {
      const noted = commits.get(workspaceId) ?? []
      commits.delete(workspaceId)
      return noted
    },
  },
  () => close(),
)
