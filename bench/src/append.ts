/** Append in process, at several numbers of callers, beside the same path without grouping and three others. */
import { type Child, startChild } from './child.ts'
import { atLeast, type Figure, rate, type Section, type Verdict } from './figure.ts'
import { installMessageDb } from './peers/install-message-db.ts'
import { median, medianLatency, medianRatio, perSecond, type Turn } from './statistics.ts'
import type { Surroundings } from './surroundings.ts'

const DAYBOOK = 'Daybook'
const UNGROUPED = 'Daybook without grouping'
const MESSAGE_DB = 'message-db'
const EMMETT = 'emmett-postgresql'
const ROW_TRIGGER = 'row-trigger audit table'
/** Connections that are tried for each peer. */
const POOLS = [4, 8, 16, 32, 64]

interface Contender {
  readonly name: string
  readonly child: Child
  readonly pool?: number
}

/** Turns by contender's name and number of callers, a round each. */
type Turns = Map<string, Turn[]>

export async function measureAppend(surroundings: Surroundings): Promise<Section> {
  const { postgres, sizes, report } = surroundings
  const contenders = await openContenders(surroundings)
  const turns: Turns = new Map()
  try {
    for (const { name, child } of contenders) {
      report(`warming up ${name}`)
      await child.call('run', { callers: 64, ms: sizes.turn })
    }
    // As on any server that has run for a minute: the planner knows every contender's tables.
    for (const name of DATABASES) await postgres.query('analyze', [], name)
    for (let round = 0; round < sizes.rounds; round++) {
      for (const callers of sizes.callers) {
        // Each round begins with another contender.
        for (const { name, child } of [...contenders.slice(round), ...contenders.slice(0, round)]) {
          report(`round ${round + 1} of ${sizes.rounds}, ${callers} callers: ${name}`)
          const key = `${name} ${callers}`
          turns.set(key, [
            ...(turns.get(key) ?? []),
            await child.call<Turn>('run', { callers, ms: sizes.turn }),
          ])
        }
      }
    }
  } finally {
    await Promise.all(contenders.map(({ child }) => child.end()))
    for (const name of DATABASES) await postgres.dropDatabase(name)
  }
  return {
    title: 'Append, in process',
    figures: sizes.callers.flatMap(callers => figuresAt(callers, contenders, turns)),
    notes: [
      `connections of each peer, the best of ${POOLS.join(', ')}: ${contenders.flatMap(({ name, pool }) => (pool === undefined ? [] : [`${name} ${pool}`])).join(', ')}; Daybook 10`,
      'every database is analyzed after the warm-up',
      'message-db takes one lock for all streams of a category, here all bookings',
    ],
  }
}

const DATABASES = ['bench_append', 'bench_message_db', 'bench_emmett', 'bench_row_trigger']

async function openContenders({ postgres, sizes, report }: Surroundings): Promise<Contender[]> {
  report('preparing the databases')
  await postgres.dropDatabase('bench_append')
  const database = await postgres.daybookDatabase('bench_append')
  const contenders: Contender[] = []
  for (const [name, ungrouped] of [
    [DAYBOOK, false],
    [UNGROUPED, true],
  ] as const) {
    const child = startChild('peers/daybook.ts')
    await child.call('open', { database, ungrouped })
    contenders.push({ name, child })
  }
  await postgres.freshDatabase('bench_message_db')
  await installMessageDb(postgres.adminUrl('bench_message_db'))
  for (const [name, script, base] of [
    [MESSAGE_DB, 'peers/message-db.ts', 'bench_message_db'],
    [EMMETT, 'peers/emmett.ts', 'bench_emmett'],
    [ROW_TRIGGER, 'peers/row-trigger.ts', 'bench_row_trigger'],
  ] as const) {
    const url = name === MESSAGE_DB ? postgres.adminUrl(base) : await postgres.freshDatabase(base)
    const child = startChild(script)
    await child.call('open', { url })
    contenders.push({
      name,
      child,
      pool: await bestPool(child, sizes.poolTry, pool => report(`${name} with ${pool} connections`)),
    })
  }
  return contenders
}

async function bestPool(child: Child, ms: number, onTry: (pool: number) => void): Promise<number> {
  let best = { pool: 0, speed: 0 }
  for (const pool of POOLS) {
    onTry(pool)
    await child.call('usePool', pool)
    await child.call('run', { callers: 64, ms: ms / 4 })
    const speed = perSecond(await child.call<Turn>('run', { callers: 64, ms }))
    if (speed > best.speed) best = { pool, speed }
  }
  await child.call('usePool', best.pool)
  return best.pool
}

function figuresAt(callers: number, contenders: readonly Contender[], turns: Turns): Figure[] {
  const of = (name: string): Turn[] => turns.get(`${name} ${callers}`)!
  const ours = of(DAYBOOK)
  const speeds = ours.map(perSecond)
  const own: Figure = {
    what: `${callers} ${callers === 1 ? 'caller' : 'callers'}`,
    value: rate(median(speeds)),
    latency: medianLatency(ours.map(turn => turn.latency)),
  }
  const others = contenders.slice(1).map(({ name }): Figure => {
    const theirs = of(name)
    const ratio = medianRatio(speeds, theirs.map(perSecond))
    return {
      what: `— against ${name}`,
      value: '',
      against: rate(median(theirs.map(perSecond))),
      ratio,
      latency: medianLatency(theirs.map(turn => turn.latency)),
      targets: callers === 64 ? targetsAgainst(name, ratio) : undefined,
    }
  })
  return [own, ...others]
}

function targetsAgainst(name: string, ratio: number): readonly Verdict[] | undefined {
  if (name === UNGROUPED) return [atLeast(ratio, 3, '×')]
  if (name === MESSAGE_DB) return [atLeast(ratio, 1.5, '×'), atLeast(ratio, 2, '×', 'aim ')]
  if (name === EMMETT) return [atLeast(ratio, 2.5, '×'), atLeast(ratio, 4, '×', 'aim ')]
  return undefined
}
