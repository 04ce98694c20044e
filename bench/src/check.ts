/** check-log: how fast it is, what it needs, and what it leaves to those who append meanwhile. */
import { startChild } from './child.ts'
import { atLeast, atMost, count, decimal, type Figure, rate, type Section } from './figure.ts'
import type { CheckRound, ShareRound } from './processes/check.ts'
import type { Seeded } from './seed.ts'
import { median, medianLatency, medianRatio, perSecond, type Turn } from './statistics.ts'
import type { Surroundings } from './surroundings.ts'

const DATABASE = 'bench_check'
const CALLERS = 64
const LEAVES = 1_000_000

export async function measureCheck(surroundings: Surroundings, seeded: Seeded): Promise<Section> {
  const { sizes, report } = surroundings
  const figures: Figure[] = []
  const computing = startChild('processes/check.ts')
  try {
    const trees: number[] = []
    const shares: ShareRound[] = []
    for (let round = 0; round < sizes.rounds; round++) {
      report(`round ${round + 1} of ${sizes.rounds}: the tree`)
      trees.push(await computing.call<number>('tree', LEAVES))
      shares.push(await computing.call<ShareRound>('share'))
    }
    figures.push({
      what: `the tree of ${count(LEAVES)} leaves made again, tiles compared`,
      value: `${rate(median(trees))} leaves`,
      targets: [atLeast(median(trees), 50_000, '/s')],
    })
    figures.push(...(await measureWholeLogs(seeded, sizes.rounds, report)))
    figures.push(...(await measureBeside(surroundings, shares)))
  } finally {
    await computing.end()
  }
  return {
    title: 'check-log',
    figures,
    notes: [
      'the whole check: every part opened and hashed, columns, links, counts, states; one process at full speed; its memory is that of a process that does nothing else',
      `beside appends: ${CALLERS} callers append to the log that the same server process checks, over and over, as its job does (half of the time at rest); alone and beside in turns`,
      'share: CPU of making digests, leaf and sealed parts, and of the tree, against all CPU of the process that appends',
    ],
  }
}

/** Each check in a process of its own, so that its memory is that of one check. */
async function measureWholeLogs(
  seeded: Seeded,
  times: number,
  report: (text: string) => void,
): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const { workspaceId, entries } of seeded.workspaces) {
    const rounds: CheckRound[] = []
    // What lasts minutes varies little.
    for (let round = 0; round < (entries > 200_000 ? 1 : times); round++) {
      report(`round ${round + 1} of ${times}: a log of ${count(entries)} entries`)
      const checking = startChild('processes/check.ts')
      try {
        await checking.call('open', { database: seeded.database })
        rounds.push(await checking.call<CheckRound>('check', workspaceId))
      } finally {
        await checking.end()
      }
    }
    const speed = median(rounds.map(one => one.entries / one.seconds))
    const peak = median(rounds.map(one => one.peak))
    figures.push({
      what: `the whole check, ${count(entries)} entries`,
      value: `${rate(speed)}, ${decimal(median(rounds.map(one => one.seconds)))} s, memory ${decimal(peak)} MB`,
      targets: [atMost(peak, 400, 'MB'), atMost(Math.max(...rounds.map(one => one.problems)), 0, 'problems')],
    })
  }
  return figures
}

async function measureBeside(
  { postgres, sizes, report }: Surroundings,
  shares: readonly ShareRound[],
): Promise<Figure[]> {
  await postgres.dropDatabase(DATABASE)
  const database = await postgres.daybookDatabase(DATABASE)
  const appending = startChild('processes/check.ts')
  const alone: (Turn & { cpu: number })[] = []
  const beside: Turn[] = []
  try {
    await appending.call('open', { database })
    report('seeding the log that is checked')
    await appending.call('fill', sizes.workspaces[0]!)
    await postgres.query('analyze', [], DATABASE)
    const load = { callers: CALLERS, ms: sizes.turn }
    await appending.call('append', { load, checking: false })
    for (let round = 0; round < sizes.rounds; round++) {
      report(`round ${round + 1} of ${sizes.rounds}: appending beside check-log`)
      alone.push(await appending.call('append', { load, checking: false }))
      beside.push(await appending.call('append', { load, checking: true }))
    }
  } finally {
    await appending.end()
    await postgres.dropDatabase(DATABASE)
  }
  const ratio = medianRatio(beside.map(perSecond), alone.map(perSecond))
  const cpu = median(alone.map(turn => turn.cpu / turn.entries))
  const part = (name: keyof ShareRound): string => {
    const own = median(shares.map(one => one[name]))
    return `${decimal(own)} µs, ${decimal((100 * own) / cpu)} %`
  }
  return [
    {
      what: `append, ${CALLERS} callers, while check-log runs`,
      value: rate(median(beside.map(perSecond))),
      against: `${rate(median(alone.map(perSecond)))} alone`,
      ratio,
      latency: medianLatency(beside.map(turn => turn.latency)),
      targets: [atLeast(ratio, 0.5, '×')],
    },
    {
      what: 'of which: digests, leaf and sealing, an entry',
      value: part('sealing'),
      against: `${decimal(cpu)} µs in all`,
    },
    {
      what: 'of which: frontier and tiles, an entry',
      value: part('tree'),
      against: `${decimal(cpu)} µs in all`,
    },
  ]
}
