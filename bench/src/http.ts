/** Append over HTTP, single and in batches, beside the same drafts in process; and the server's memory. */
import { startChild } from './child.ts'
import { atLeast, decimal, type Figure, rate, type Section } from './figure.ts'
import type { ServedWorkspace } from './processes/server.ts'
import { median, medianLatency, medianRatio, perSecond, type Turn } from './statistics.ts'
import type { Surroundings } from './surroundings.ts'

const DATABASE = 'bench_http'
const NAMES = ['inProcess', 'single', 'batch'] as const
const CALLERS = 64
const BATCH = 100
const BATCH_CONNECTIONS = 8

export async function measureHttp({ postgres, sizes, report }: Surroundings): Promise<Section> {
  await postgres.dropDatabase(DATABASE)
  const database = await postgres.daybookDatabase(DATABASE)
  const inProcess = startChild('peers/daybook.ts')
  const server = startChild('processes/server.ts')
  const load = startChild('processes/http-load.ts')
  const turns = { inProcess: [] as Turn[], single: [] as Turn[], batch: [] as Turn[] }
  try {
    await inProcess.call('open', { database })
    const address = await server.call<string>('open', { database })
    const { key } = await server.call<ServedWorkspace>('workspace', 'HTTP')
    const memoryBefore = await server.call<{ now: number }>('memory')
    await load.call('open', { address, key })
    const run = {
      inProcess: () => inProcess.call<Turn>('run', { callers: CALLERS, ms: sizes.turn }),
      single: () => load.call<Turn>('run', { callers: CALLERS, ms: sizes.turn, batch: 1 }),
      batch: () => load.call<Turn>('run', { callers: BATCH_CONNECTIONS, ms: sizes.turn, batch: BATCH }),
    }
    for (let round = -1; round < sizes.rounds; round++) {
      // Each round begins with another.
      for (const name of [...NAMES.slice(round), ...NAMES.slice(0, round)]) {
        report(round < 0 ? `warming up (${name})` : `round ${round + 1} of ${sizes.rounds}: ${name}`)
        const turn = await run[name]()
        if (round >= 0) turns[name].push(turn)
      }
      // As on any server that has run for a minute: the planner knows the tables.
      if (round < 0) await postgres.query('analyze', [], DATABASE)
    }
    const memoryAfter = await server.call<{ now: number; peak: number }>('memory')
    return {
      title: 'Append over HTTP',
      figures: [
        ...figuresOf(turns),
        {
          what: 'memory of the server before and after this load',
          value: `${decimal(memoryBefore.now)} → ${decimal(memoryAfter.now)} MB`,
          against: `peak ${decimal(memoryAfter.peak)} MB`,
        },
      ],
      notes: ['the load’s process shares the machine’s cores with the server and PostgreSQL'],
    }
  } finally {
    await Promise.all([inProcess.end(), server.end(), load.end()])
    await postgres.dropDatabase(DATABASE)
  }
}

function figuresOf(turns: Readonly<Record<(typeof NAMES)[number], Turn[]>>): Figure[] {
  const [inProcess, single, batch] = [turns.inProcess, turns.single, turns.batch].map(list =>
    list.map(perSecond),
  )
  const ratio = medianRatio(single!, inProcess!)
  return [
    {
      what: `single, ${CALLERS} connections, against in process at ${CALLERS} callers`,
      value: rate(median(single!)),
      against: rate(median(inProcess!)),
      ratio,
      latency: medianLatency(turns.single.map(turn => turn.latency)),
      targets: [atLeast(ratio, 0.4, '×'), atLeast(ratio, 0.7, '×', 'aim ')],
    },
    {
      what: `batches of ${BATCH}, ${BATCH_CONNECTIONS} connections`,
      value: rate(median(batch!)),
      against: rate(median(inProcess!)),
      ratio: medianRatio(batch!, inProcess!),
      latency: medianLatency(turns.batch.map(turn => turn.latency)),
      targets: [atLeast(median(batch!), 10_000, 'entries/s')],
    },
  ]
}
