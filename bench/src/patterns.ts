/** Patterns of a hotel's bookings: of its busiest client, and of all. */
import { existsSync } from 'node:fs'
import { startChild } from './child.ts'
import { below, count, decimal, type Figure, type Section } from './figure.ts'
import { HOTEL_FILE, importFile } from './import-file.ts'
import type { ServedWorkspace } from './processes/server.ts'
import { type Latency, medianLatency } from './statistics.ts'
import type { Surroundings } from './surroundings.ts'

const TITLE = 'Patterns, in process, one caller'
const DATABASE = 'bench_patterns'
const WARM_UP = 20
/** An agency with 13,905 of the 40,060 bookings. */
const BUSIEST = '240'

const CASES: readonly { readonly what: string; readonly client?: string; readonly from?: string }[] = [
  { what: 'the busiest client, all their history', client: BUSIEST },
  { what: 'the busiest client, one year', client: BUSIEST, from: '2016-09-01' },
  { what: 'a client with one booking', client: 'guest-1' },
  { what: 'the workspace, all its history' },
  { what: 'the workspace, one year', from: '2016-09-01' },
]

export async function measurePatterns(surroundings: Surroundings): Promise<Section> {
  const { postgres, sizes, report } = surroundings
  if (!existsSync(HOTEL_FILE))
    return { title: TITLE, figures: [], notes: ['skipped: the hotel-resort data is not beside the project'] }
  await postgres.dropDatabase(DATABASE)
  const database = await postgres.daybookDatabase(DATABASE)
  const server = startChild('processes/server.ts')
  const reading = startChild('processes/patterns.ts')
  const calls = Math.ceil(sizes.calls / sizes.rounds)
  try {
    await server.call('open', { database })
    const { workspaceId } = await server.call<ServedWorkspace>('workspace', 'Resort')
    report('importing the hotel’s bookings')
    const { entries } = await importFile(surroundings, { database, name: DATABASE }, HOTEL_FILE, workspaceId)
    await server.end()
    await reading.call('open', { database, workspaceId })
    const figures: Figure[] = []
    for (const { what, ...request } of CASES) {
      await reading.call('round', { request, calls: WARM_UP })
      const rounds: Latency[] = []
      for (let round = 0; round < sizes.rounds; round++) {
        report(`round ${round + 1} of ${sizes.rounds}: ${what}`)
        rounds.push(await reading.call<Latency>('round', { request, calls }))
      }
      figures.push(figureOf(what, medianLatency(rounds), request.client === BUSIEST))
    }
    return {
      title: TITLE,
      figures,
      notes: [
        `hotel-resort, ${count(entries)} entries; ${count(calls * sizes.rounds)} calls of each; agent ${BUSIEST} has 13,905 of the 40,060 bookings`,
      ],
    }
  } finally {
    await Promise.all([server.end(), reading.end()])
    await postgres.dropDatabase(DATABASE)
  }
}

const figureOf = (what: string, latency: Latency, isTarget: boolean): Figure => ({
  what: `patterns of ${what}`,
  value: `p95 ${decimal(latency.p95)} ms`,
  latency,
  ...(isTarget && { targets: [below(latency.p95, 50, 'ms', 'p95 ')] }),
})
