/** From commit to the arrival of the entry at listeners of the stream. */
import { startChild } from './child.ts'
import { below, count, decimal, type Figure, type Section } from './figure.ts'
import type { Commit, ServedWorkspace } from './processes/server.ts'
import { type Latency, medianLatency } from './statistics.ts'
import type { Surroundings } from './surroundings.ts'

const DATABASE = 'bench_live'
/** Milliseconds between the appends. */
const PACE = 100

interface Heard {
  readonly latency: Latency
  readonly arrivals: number
  readonly missed: number
}

export async function measureLive({ postgres, sizes, report }: Surroundings): Promise<Section> {
  await postgres.dropDatabase(DATABASE)
  const database = await postgres.daybookDatabase(DATABASE)
  const server = startChild('processes/server.ts')
  const load = startChild('processes/http-load.ts')
  const listening = startChild('processes/listeners.ts')
  const heard = new Map<number, Heard[]>()
  try {
    const address = await server.call<string>('open', { database })
    for (let round = 0; round < sizes.rounds; round++) {
      for (const listeners of sizes.listeners) {
        report(`round ${round + 1} of ${sizes.rounds}: ${listeners} listeners`)
        const { workspaceId, key } = await server.call<ServedWorkspace>(
          'workspace',
          `Live ${round} ${listeners}`,
        )
        await listening.call('open', { address, key, listeners })
        await load.call('open', { address, key })
        await server.call('noteCommits', workspaceId)
        await load.call('beginPaced', PACE)
        await new Promise(resolve => setTimeout(resolve, sizes.liveTurn))
        await load.call('endPaced')
        const commits = await server.call<Commit[]>('commits', workspaceId)
        heard.set(listeners, [
          ...(heard.get(listeners) ?? []),
          await listening.call<Heard>('finish', commits),
        ])
      }
    }
    const memory = await server.call<{ now: number; peak: number }>('memory')
    return {
      title: 'Live',
      figures: [
        ...sizes.listeners.map(listeners => figureOf(listeners, heard.get(listeners)!)),
        {
          what: 'memory of the server after it',
          value: `${decimal(memory.now)} MB`,
          against: `peak ${decimal(memory.peak)} MB`,
        },
      ],
      notes: [
        `an entry every ${PACE} ms; commit as the server sees it, arrival as the listeners’ process reads it`,
      ],
    }
  } finally {
    await Promise.all([load.end(), listening.end(), server.end()])
    await postgres.dropDatabase(DATABASE)
  }
}

function figureOf(listeners: number, rounds: readonly Heard[]): Figure {
  const latency = medianLatency(rounds.map(one => one.latency))
  const missed = rounds.reduce((sum, one) => sum + one.missed, 0)
  const arrivals = rounds.reduce((sum, one) => sum + one.arrivals, 0)
  return {
    what: `commit to arrival, ${listeners} ${listeners === 1 ? 'listener' : 'listeners'}`,
    value: `p95 ${decimal(latency.p95)} ms`,
    against: `${count(arrivals)} arrivals, ${count(missed)} missed`,
    latency,
    targets: listeners >= 500 ? [below(latency.p95, 250, 'ms', 'p95 ')] : undefined,
  }
}
