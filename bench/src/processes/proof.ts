/** Proofs in process, one caller: one entry at a time beside reading it, and a bundle beside reading its entries. */
import {
  makeEvidence,
  proveEntry,
  readEntries,
  readEntry,
  type OpenDaybook,
  type Subject,
} from '@daybook/server/bench'
import { formatEntryId, type Principal } from '@daybook/server/command'
import type { DaybookDatabase } from '../postgres.ts'
import { BUSIEST, randomFrom } from '../recipe.ts'
import { type Latency, latencyOf } from '../statistics.ts'
import { answerCalls, memoryOfProcess } from './answer.ts'
import { openIn, principalOf } from './open.ts'

/** One round, for each workspace. */
export type ProofRound = readonly { readonly proof: Latency; readonly read: Latency }[]

export interface EvidenceRound {
  readonly entries: number
  readonly seconds: number
  /** Reading the same entries, page by page. */
  readonly readSeconds: number
  readonly megabytes: number
  /** Of the process, in megabytes, at most since it began. */
  readonly peak: number
}

interface OpenProof {
  readonly database: DaybookDatabase
  readonly workspaces: readonly { readonly workspaceId: number; readonly entries: number }[]
}

let daybook: OpenDaybook
let workspaces: { readonly principal: Principal; readonly ids: readonly string[] }[] = []

async function open({ database, workspaces: given }: OpenProof): Promise<void> {
  daybook = openIn({ database })
  workspaces = []
  for (const { workspaceId, entries } of given) {
    const { generations } = await daybook.workspaces.get(workspaceId)
    const { entryIdKey } = daybook.folder.workspace(workspaceId)
    const random = randomFrom(workspaceId)
    const ids = Array.from({ length: 4000 }, () =>
      formatEntryId(entryIdKey, generations, 1 + Math.floor(random() * entries)),
    )
    workspaces.push({ principal: principalOf(workspaceId), ids })
    await daybook.checkpoints.current(workspaceId)
  }
}

let called = 0

async function prove({ calls }: { calls: number }): Promise<ProofRound> {
  const samples = workspaces.map(() => ({ proof: [] as number[], read: [] as number[] }))
  for (let call = 0; call < calls; call++) {
    const n = called++
    for (const [place, { principal, ids }] of workspaces.entries()) {
      // Another entry is read than the one that is proved, so that neither finds the other's rows at hand.
      const id = ids[(n * 2) % ids.length]!
      const other = ids[(n * 2 + 1) % ids.length]!
      samples[place]!.proof.push(await timed(() => proveEntry(daybook, principal, id)))
      samples[place]!.read.push(await timed(() => readEntry(daybook, principal, other)))
    }
  }
  return samples.map(one => ({ proof: latencyOf(one.proof), read: latencyOf(one.read) }))
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

const TIMELINE: Subject = { of: 'client', id: BUSIEST }

/** The busiest client's entries in the workspace at this place. */
async function evidence({ place }: { place: number }): Promise<EvidenceRound> {
  const { principal } = workspaces[place]!
  let bytes = 0
  let entries = 0
  const ms = await timed(async () => {
    const made = await makeEvidence(daybook, principal, { client: BUSIEST })
    entries = made.count
    for await (const chunk of made.bytes) bytes += chunk.length
  })
  const { peak } = memoryOfProcess()
  let read = 0
  const readMs = await timed(async () => {
    for (let cursor: string | undefined; read < entries; ) {
      const request = { subject: TIMELINE, filter: {}, order: 'desc' as const, limit: 200, cursor }
      const page = await readEntries(daybook, principal, request)
      read += page.entries.length
      if (page.next === null) break
      cursor = page.next
    }
  })
  return { entries, seconds: ms / 1000, readSeconds: readMs / 1000, megabytes: bytes / 1e6, peak }
}

answerCalls({ open, prove, evidence }, () => daybook.close())
