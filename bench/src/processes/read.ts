/** Reads in process, one caller; the workspaces, and Daybook and the raw SQL, take turns call by call. */
import type { OpenDaybook } from '@daybook/server/bench'
import pg from 'pg'
import type { DaybookDatabase } from '../postgres.ts'
import { type Latency, latencyOf } from '../statistics.ts'
import { answerCalls } from './answer.ts'
import { openIn, principalOf } from './open.ts'
import { openReadWorkspace, READ_CASES, type ReadWorkspace } from './read-cases.ts'

/** One round, for each workspace. */
export type ReadRound = readonly { readonly ours: Latency; readonly raw: Latency }[]

interface OpenRead {
  readonly database: DaybookDatabase
  readonly workspaceIds: readonly number[]
}

let daybook: OpenDaybook
const workspaces: ReadWorkspace[] = []

async function open({ database, workspaceIds }: OpenRead): Promise<void> {
  daybook = openIn({ database })
  for (const id of workspaceIds) {
    const raw = new pg.Client({ connectionString: database.urls.app })
    await raw.connect()
    workspaces.push(await openReadWorkspace(daybook, principalOf(id), raw))
  }
}

let called = 0

async function round({ name, calls }: { name: string; calls: number }): Promise<ReadRound> {
  const { ours, raw, rarer = 1, rawEvery = 1 } = READ_CASES[name]!
  const samples = workspaces.map(() => ({ ours: [] as number[], raw: [] as number[] }))
  for (let call = 0; call < calls / rarer; call++) {
    const n = called++
    for (const [place, workspace] of workspaces.entries()) {
      samples[place]!.ours.push(await timed(() => ours(workspace, n)))
      if (call % rawEvery === 0) samples[place]!.raw.push(await timed(() => raw(workspace, n)))
    }
  }
  return samples.map(one => ({ ours: latencyOf(one.ours), raw: latencyOf(one.raw) }))
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

answerCalls({ open, cases: () => Object.keys(READ_CASES), round }, async () => {
  for (const { raw } of workspaces) await raw.end()
  await daybook.close()
})
