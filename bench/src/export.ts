/** Exports: how fast, with what memory, and what they leave to those who append meanwhile. */
import { startChild } from './child.ts'
import { atLeast, atMost, below, count, decimal, type Figure, rate, type Section } from './figure.ts'
import type { ExportRound } from './processes/export.ts'
import type { Seeded } from './seed.ts'
import { median, medianLatency, medianRatio, perSecond, type Turn } from './statistics.ts'
import type { Surroundings } from './surroundings.ts'

const CALLERS = 64

export async function measureExport(surroundings: Surroundings, seeded: Seeded): Promise<Section> {
  const figures: Figure[] = []
  for (const format of ['csv', 'jsonl'] as const) {
    for (const { workspaceId, entries } of seeded.workspaces)
      figures.push(await measureWhole(surroundings, seeded, { workspaceId, format }, entries))
  }
  figures.push(await measureBeside(surroundings, seeded))
  return {
    title: 'Export',
    figures,
    notes: [
      'the whole log of a workspace, as a job of the server makes it: from the request to the sealed file, the look for due jobs (up to a second) and the start of the threads included',
      'memory: the server’s process with its threads, which does nothing else meanwhile',
      `beside appends: ${CALLERS} callers append to another workspace while the server makes one export after another; alone and beside in turns`,
    ],
  }
}

/** Each in a process of its own, so that its memory is that of one export. */
async function measureWhole(
  { sizes, report }: Surroundings,
  seeded: Seeded,
  wanted: { readonly workspaceId: number; readonly format: 'csv' | 'jsonl' },
  entries: number,
): Promise<Figure> {
  const rounds: ExportRound[] = []
  for (let round = 0; round < (entries > 200_000 ? 1 : sizes.rounds); round++) {
    report(`${wanted.format}, ${count(entries)} entries, round ${round + 1}`)
    const exporting = startChild('processes/export.ts')
    try {
      await exporting.call('open', { database: seeded.database })
      rounds.push(await exporting.call<ExportRound>('export', wanted))
    } finally {
      await exporting.end()
    }
  }
  const speed = median(rounds.map(one => one.rows / one.seconds))
  const peak = median(rounds.map(one => one.peak))
  const first = median(rounds.map(one => one.first))
  const missing = Math.max(...rounds.map(one => Math.abs(one.rows - one.count)))
  const isMeasured = wanted.format === 'csv' && entries >= 1_000_000
  return {
    what: `${wanted.format === 'csv' ? 'CSV' : 'JSON Lines'}, ${count(entries)} entries`,
    value: `${rate(speed)} rows, first progress ${decimal(first)} s, ${decimal(median(rounds.map(one => one.cpu)))} µs of CPU a row, memory ${decimal(peak)} MB`,
    targets: [
      ...(isMeasured ? [atLeast(speed, 30_000, '/s')] : []),
      atMost(first, 2, 's', 'first '),
      below(peak, 400, 'MB'),
      atMost(missing, 0, 'rows amiss'),
    ],
  }
}

async function measureBeside({ sizes, report }: Surroundings, seeded: Seeded): Promise<Figure> {
  const { workspaceId } = seeded.workspaces.at(-1)!
  const server = startChild('processes/export.ts')
  const alone: Turn[] = []
  const beside: Turn[] = []
  try {
    await server.call('open', { database: seeded.database })
    const load = { callers: CALLERS, ms: sizes.turn }
    await server.call('append', { load })
    for (let round = 0; round < sizes.rounds; round++) {
      report(`round ${round + 1} of ${sizes.rounds}: appending beside an export`)
      alone.push(await server.call<Turn>('append', { load }))
      beside.push(await server.call<Turn>('append', { load, beside: { workspaceId, format: 'csv' } }))
    }
  } finally {
    await server.end()
  }
  const ratio = medianRatio(beside.map(perSecond), alone.map(perSecond))
  return {
    what: `append, ${CALLERS} callers, while an export is made`,
    value: rate(median(beside.map(perSecond))),
    against: `${rate(median(alone.map(perSecond)))} alone`,
    ratio,
    latency: medianLatency(beside.map(turn => turn.latency)),
    targets: [atLeast(ratio, 0.5, '×')],
  }
}
