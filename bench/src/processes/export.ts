/** A server's process that makes exports as its job does, alone or while it appends. */
import {
  cancelExport,
  EXPORT_JOBS,
  JobRunner,
  type OpenDaybook,
  readExportState,
  requestExport,
} from '@daybook/server/bench'
import { appendEntries, type Principal } from '@daybook/server/command'
import type { ExportFormat } from '@daybook/protocol'
import { setTimeout as sleep } from 'node:timers/promises'
import { MEASURED_BYTES, measuredDraft } from '../draft.ts'
import type { Turn } from '../statistics.ts'
import { answerCalls, memoryOfProcess } from './answer.ts'
import { type Load, runLoad } from './load.ts'
import { newWorkspace, openIn, type OpenParams, principalOf } from './open.ts'

export interface ExportRound {
  readonly rows: number
  /** Entries that were counted before. */
  readonly count: number
  /** From the request to the file. */
  readonly seconds: number
  /** Seconds from the request to the first progress. */
  readonly first: number
  /** Megabytes. */
  readonly peak: number
  /** Microseconds of CPU of the process for each entry. */
  readonly cpu: number
}

interface Wanted {
  readonly workspaceId: number
  readonly format: ExportFormat
}

let daybook: OpenDaybook
let jobs: JobRunner
let appender: Principal

async function open(params: OpenParams): Promise<void> {
  daybook = openIn(params)
  jobs = new JobRunner(daybook, EXPORT_JOBS, { report: error => console.error(error) })
  daybook.exports.asked = () => jobs.look()
  jobs.start()
  appender = await newWorkspace(daybook, 'Appended beside')
}

async function makeOne(
  { workspaceId, format }: Wanted,
  signal?: AbortSignal,
): Promise<ExportRound | undefined> {
  const principal = principalOf(workspaceId)
  const begun = performance.now()
  const before = process.cpuUsage()
  const { id, count } = await requestExport(daybook, principal, { format, filter: {} })
  let first = 0
  for (;;) {
    await sleep(50)
    const answer = await readExportState(daybook, principal, id)
    if (first === 0 && answer.progress > 0) first = (performance.now() - begun) / 1000
    if (signal?.aborted === true) break
    if (answer.state === 'queued' || answer.state === 'running') continue
    if (answer.state !== 'ready') throw new Error(`the export is ${answer.state}: ${answer.problem}`)
    const seconds = (performance.now() - begun) / 1000
    const { user, system } = process.cpuUsage(before)
    const cpu = (user + system) / Math.max(answer.done, 1)
    await cancelExport(daybook, principal, id)
    return { rows: answer.done, count: count!, seconds, first, peak: memoryOfProcess().peak, cpu }
  }
  await cancelExport(daybook, principal, id)
  return undefined
}

async function append({ load, beside }: { load: Load; beside?: Wanted }): Promise<Turn> {
  const stop = new AbortController()
  const exporting = beside === undefined ? Promise.resolve() : exportUntil(beside, stop.signal)
  if (beside !== undefined) await sleep(2500)
  const turn = await runLoad(load, n =>
    appendEntries(daybook, appender, measuredDraft('load', n), MEASURED_BYTES),
  )
  stop.abort()
  await exporting
  return turn
}

/** One after another. */
async function exportUntil(wanted: Wanted, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) await makeOne(wanted, signal)
}

answerCalls({ open, export: (wanted: Wanted) => makeOne(wanted), append }, async () => {
  await jobs.stop()
  await daybook.close()
})
