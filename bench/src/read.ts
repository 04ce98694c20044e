/** Reads of the seeded workspaces of one database, against the raw SQL. */
import { startChild } from './child.ts'
import { atMost, below, count, decimal, type Figure, type Section, type Verdict } from './figure.ts'
import type { ReadRound } from './processes/read.ts'
import type { Seeded } from './seed.ts'
import { type Latency, median, medianLatency } from './statistics.ts'
import type { Surroundings } from './surroundings.ts'

/** Calls before the first round, so that statements are planned and code is compiled. */
const WARM_UP = 20

export async function measureRead({ sizes, report }: Surroundings, seeded: Seeded): Promise<Section> {
  const reading = startChild('processes/read.ts')
  const figures: Figure[] = []
  const calls = Math.ceil(sizes.calls / sizes.rounds)
  try {
    report('opening the seeded workspaces')
    const workspaceIds = seeded.workspaces.map(({ workspaceId }) => workspaceId)
    await reading.call('open', { database: seeded.database, workspaceIds })
    for (const name of await reading.call<string[]>('cases')) {
      await reading.call('round', { name, calls: WARM_UP })
      const rounds: ReadRound[] = []
      for (let round = 0; round < sizes.rounds; round++) {
        report(`round ${round + 1} of ${sizes.rounds}: ${name}`)
        rounds.push(await reading.call<ReadRound>('round', { name, calls }))
      }
      figures.push(...figuresOf(name, seeded, rounds))
    }
  } finally {
    await reading.end()
  }
  return {
    title: 'Read, in process, one caller',
    figures,
    notes: [
      `${count(calls * sizes.rounds)} calls of each in each workspace, call by call in turn; ratio: our p50 to that of the raw SQL, which fetches the same sealed rows over one connection and neither opens nor presents them`,
      `the busiest client has a tenth of its workspace’s entries: ${seeded.workspaces.map(({ entries }) => count(entries / 10)).join(', ')}`,
      'a page whose filter matches nothing looks for about 200 ms and then answers with a cursor, the raw SQL reads on to the end: a fiftieth of the calls',
      'the raw SQL of the facet counts runs in every 20th call',
    ],
  }
}

function figuresOf(name: string, { workspaces }: Seeded, rounds: readonly ReadRound[]): Figure[] {
  return workspaces.map(({ entries }, place): Figure => {
    const ours = rounds.map(round => round[place]!.ours)
    const raw = rounds.map(round => round[place]!.raw)
    const smallest = rounds.map(round => round[0]!.ours)
    const toRaw = median(ours.map((latency, round) => latency.p50 / raw[round]!.p50))
    const toSmallest = median(ours.map((latency, round) => latency.p50 / smallest[round]!.p50))
    const latency = medianLatency(ours)
    return {
      what: `${name}, ${count(entries)} entries`,
      value: `${decimal(latency.p50)} ms${place === 0 ? '' : `, ${decimal(toSmallest)}× the smallest`}`,
      against: `SQL ${decimal(medianLatency(raw).p50)} ms`,
      ratio: toRaw,
      latency,
      targets: place === 1 ? targetsOf(name, latency, toRaw, toSmallest) : undefined,
    }
  })
}

/** For the workspace that is ten times the smallest. */
function targetsOf(
  name: string,
  { p95, p99 }: Latency,
  toRaw: number,
  toSmallest: number,
): readonly Verdict[] | undefined {
  if (name === 'client page of 50') {
    return [
      atMost(toSmallest, 1.5, '×', 'smallest '),
      atMost(toRaw, 3, '×', 'SQL '),
      below(p99, 25, 'ms', 'p99 '),
    ]
  }
  if (name === 'facet counts of the workspace log') return [below(p95, 150, 'ms', 'p95 ')]
  return name.endsWith('the busiest client') && !name.startsWith('deep')
    ? [below(p95, 25, 'ms', 'p95 ')]
    : undefined
}
