/** Checks logs, alone or beside appends, and computes what a check and an append compute. */
import { extendFrontier, extendTiles, EMPTY_FRONTIER, type OpenTiles, type Part } from '@daybook/protocol'
import {
  checkWholeLog,
  CheckTree,
  makeEntry,
  type OpenDaybook,
  Problems,
  sha256,
} from '@daybook/server/bench'
import { appendEntries, type Principal } from '@daybook/server/command'
import { randomBytes } from 'node:crypto'
import { MEASURED_BYTES, measuredDraft } from '../draft.ts'
import type { Turn } from '../statistics.ts'
import { answerCalls, memoryOfProcess } from './answer.ts'
import { type Load, runLoad } from './load.ts'
import { newWorkspace, openIn, type OpenParams } from './open.ts'

export interface CheckRound {
  readonly entries: number
  readonly seconds: number
  /** Megabytes. */
  readonly peak: number
  readonly problems: number
}

/** Microseconds of one entry. */
export interface ShareRound {
  readonly sealing: number
  readonly tree: number
}

let daybook: OpenDaybook | undefined
let principal: Principal

answerCalls(
  {
    open(params: OpenParams) {
      daybook = openIn(params)
    },
    tree: measureTree,
    share: () => ({ sealing: measureSealing(), tree: measureGrowth() }) satisfies ShareRound,
    async check(workspaceId: number): Promise<CheckRound> {
      const begun = performance.now()
      const { size, count } = await checkWholeLog(daybook!, workspaceId)
      const seconds = (performance.now() - begun) / 1000
      return { entries: size, seconds, peak: memoryOfProcess().peak, problems: count }
    },
    async fill(entries: number) {
      principal = await newWorkspace(daybook!, 'Checked')
      const batch = 500
      for (let n = 0; n < entries; n += batch) {
        const drafts = Array.from({ length: Math.min(batch, entries - n) }, (_, i) =>
          measuredDraft('fill', n + i),
        )
        await appendEntries(daybook!, principal, { entries: drafts }, drafts.length * MEASURED_BYTES)
      }
    },
    append,
  },
  () => daybook?.close(),
)

async function append({
  load,
  checking,
}: {
  load: Load
  checking: boolean
}): Promise<Turn & { readonly cpu: number }> {
  const stop = new AbortController()
  const checked = checking ? checkUntil(stop.signal) : Promise.resolve()
  const before = process.cpuUsage()
  const turn = await runLoad(load, n =>
    appendEntries(daybook!, principal, measuredDraft('load', n), MEASURED_BYTES),
  )
  const { user, system } = process.cpuUsage(before)
  stop.abort()
  await checked
  return { ...turn, cpu: user + system }
}

/** As the job of a server does it. */
async function checkUntil(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const { problems } = await checkWholeLog(daybook!, principal.workspaceId, { rest: 1, signal })
      if (problems.length > 0) throw new Error(`the log is not whole: ${JSON.stringify(problems[0])}`)
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }
}

/** Leaves a second. */
function measureTree(count: number): number {
  const leaves = Array.from({ length: count }, (_, i) => sha256(Buffer.from(`${i}`)))
  const { full } = extendTiles(0, [], leaves, sha256)
  const byPlace = new Map(
    full.map(tile => [
      `${tile.level}/${tile.index}`,
      { ...tile, hashes: Buffer.from(tile.hashes), root: Buffer.from(tile.root) },
    ]),
  )
  const problems = new Problems()
  const begun = performance.now()
  const tree = new CheckTree([], problems)
  for (let at = 0; at < count; at += 512) {
    const made = tree.grow(leaves.slice(at, at + 512))
    tree.compareTiles(
      made,
      made.map(tile => byPlace.get(`${tile.level}/${tile.index}`)!),
    )
  }
  const seconds = (performance.now() - begun) / 1000
  if (problems.count > 0) throw new Error(problems.first!.what)
  return count / seconds
}

const TIMES = 10_000

function microseconds(work: () => void): number {
  work()
  const begun = performance.now()
  work()
  return ((performance.now() - begun) * 1000) / TIMES
}

/** Parts of the shape that the measured draft's have. */
function measureSealing(): number {
  const fields = (count: number, length: number): Part['fields'] =>
    Array.from({ length: count }, (_, i) => [`field/${i}`, 'x'.repeat(length)] as const)
  const seed = randomBytes(16)
  const parts: Part[] = [
    { name: 'record', seed, fields: [['action', 'booking.rescheduled'], ...fields(7, 30)] },
    { name: 'facts', seed, fields: fields(4, 60) },
    { name: 'client', seed, fields: fields(5, 40) },
  ]
  const keys = { facts: [randomBytes(32)], personal: [randomBytes(32)] }
  return microseconds(() => {
    for (let i = 0; i < TIMES; i++) makeEntry('booking.rescheduled', 1_700_000_000, parts, keys)
  })
}

function measureGrowth(): number {
  const leaves = Array.from({ length: TIMES }, () => randomBytes(32))
  return microseconds(() => {
    let frontier = EMPTY_FRONTIER
    let open: OpenTiles = []
    for (let at = 0; at < TIMES; at += 64) {
      const group = leaves.slice(at, at + 64)
      open = extendTiles(frontier.size, open, group, sha256).open
      frontier = extendFrontier(frontier, group, sha256)
    }
  })
}
