/**
 * Rounds of writing and killing: writers outside send to two servers, something is killed at a random moment and
 * comes back, and then what every writer was told is compared with what the API and the database hold.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Config, readConfig } from '../../packages/server/src/config.ts'
import { checkWholeLog } from '../../packages/server/src/check/check-whole-log.ts'
import { createKey, createWorkspace, formatId, withDaybook } from '../../packages/server/src/with-daybook.ts'
import { createApi } from './api.ts'
import { Book } from './book.ts'
import { compareBook } from './compare-book.ts'
import { compareKnown } from './compare-known.ts'
import { compareStates } from './compare-states.ts'
import { compareViews } from './compare-views.ts'
import { type Crash, CRASHES, type CrashSite, openCrashSite } from './crash-site.ts'
import { createDice, type Dice } from './dice.ts'
import { DraftMaker } from './draft-maker.ts'
import { Writer } from './writer.ts'

export interface RoundsOptions {
  /** Rounds at most. */
  readonly rounds: number
  /** No further round begins after so many seconds. */
  readonly seconds?: number
  /** The same seed makes the same choices; the moments still differ. */
  readonly seed: number
  /** Told what each round did. */
  readonly log?: (line: string) => void
  /** Ends the rounds early. */
  readonly signal?: AbortSignal
}

export interface RoundsReport {
  rounds: number
  readonly crashes: Partial<Record<Crash, number>>
  requests: number
  acknowledged: number
  inDoubt: number
  /** Of those in doubt, how many turned out to be written. */
  writtenInDoubt: number
  entries: number
  /** Answers by HTTP status; `lost` where there was none. */
  readonly answers: Record<string, number>
  /** What did not agree, in sentences; the rounds end with the first. */
  readonly problems: string[]
  /** The data folder, kept where something did not agree. */
  kept?: string
}

const WORKSPACES = 3
const WRITERS_EACH = 2
/** Requests of one writer in one round at most. */
const MOST_REQUESTS = 120
/** After so many rounds the writers turn to new workspaces, so that comparing stays cheap. */
const ROUNDS_PER_LOG = 8
const ZONES = ['Europe/Lisbon', 'America/New_York', 'Pacific/Auckland']

interface Log {
  readonly workspaceId: number
  readonly name: string
  readonly key: string
  /** Entries of Daybook's own that it began with. */
  readonly own: number
  readonly book: Book
  readonly writers: readonly Writer[]
  /** As last read back. */
  found: { entries: number; inDoubt: number }
}

export async function runRounds(options: RoundsOptions): Promise<RoundsReport> {
  const begun = performance.now()
  const report: RoundsReport = {
    rounds: 0,
    crashes: {},
    requests: 0,
    acknowledged: 0,
    inDoubt: 0,
    writtenInDoubt: 0,
    entries: 0,
    answers: {},
    problems: [],
  }
  const dice = createDice(options.seed)
  const site = await openCrashSite()
  try {
    let logs: Log[] = []
    const isOver = (): boolean =>
      report.rounds >= options.rounds ||
      report.problems.length > 0 ||
      options.signal?.aborted === true ||
      // One at least, however long the servers took to start.
      (report.rounds > 0 && (performance.now() - begun) / 1000 > (options.seconds ?? Infinity))
    while (!isOver()) {
      if (report.rounds % ROUNDS_PER_LOG === 0) {
        for (const log of logs) addUp(report, log)
        logs = await openLogs(site, dice)
      }
      // Every kind once in turn, then as it comes.
      const kind = CRASHES[report.rounds] ?? dice.pick(CRASHES)
      await runRound(site, logs, kind, dice, report)
      report.rounds++
      report.crashes[kind] = (report.crashes[kind] ?? 0) + 1
      const sizes = logs.map(log => log.book.sent.size).join(', ')
      options.log?.(
        `round ${report.rounds}: ${kind}; drafts sent to each log so far: ${sizes}; ${Math.round((performance.now() - begun) / 1000)} s`,
      )
    }
    for (const log of logs) addUp(report, log)
  } catch (error) {
    report.problems.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  } finally {
    const keep = report.problems.length > 0
    if (keep) report.kept = site.folder
    for (const { name, stderr } of site.servers)
      if (stderr !== '' && keep) options.log?.(`the ${name} server wrote:\n${stderr}`)
    await site.end(keep)
  }
  return report
}

const configOf = (site: CrashSite): Config =>
  readConfig({}, { DATABASE_URL: site.adminUrl(), DAYBOOK_KEYS: site.keysDir, DAYBOOK_DATA: site.folder })

async function openLogs(site: CrashSite, dice: Dice): Promise<Log[]> {
  return withDaybook(configOf(site), 'crash test', async daybook => {
    const logs: Log[] = []
    for (const timeZone of ZONES.slice(0, WORKSPACES)) {
      const { id } = await createWorkspace(daybook, { name: `Practice in ${timeZone}`, timeZone })
      const maker = {
        workspaceId: id,
        kind: 'daybook',
        actor: { type: 'system' },
        scopes: ['admin'],
      } as const
      const { key } = await createKey(daybook, maker, { name: 'Crash test', scopes: ['read', 'append'] })
      const book = new Book()
      const given = { book, drafts: new DraftMaker(dice), key, dice, addresses: () => site.addresses() }
      const writers = Array.from({ length: WRITERS_EACH }, (_, i) => new Writer({ ...given, name: `w${i}` }))
      const own = (await createApi(site.addresses()[0]!, key).list('/v1/entries')).length
      logs.push({
        workspaceId: id,
        name: formatId('ws', id),
        key,
        own,
        book,
        writers,
        found: { entries: own, inDoubt: 0 },
      })
    }
    return logs
  })
}

async function runRound(
  site: CrashSite,
  logs: readonly Log[],
  kind: Crash,
  dice: Dice,
  report: RoundsReport,
): Promise<void> {
  let stopped = false
  const writing = Promise.all(
    logs.flatMap(log => log.writers.map(writer => writer.write(() => stopped, MOST_REQUESTS))),
  )
  try {
    await sleep(100 + dice.below(700))
    await site.crash(kind, dice)
    await sleep(100 + dice.below(300))
  } finally {
    stopped = true
    report.requests += (await writing).reduce((sum, n) => sum + n, 0)
  }
  await withDaybook(configOf(site), 'crash test', async daybook => {
    for (const log of logs) {
      const problems = await compareLog(site, log, dice)
      const checked = await checkWholeLog(daybook, log.workspaceId)
      const found = checked.problems.map(({ seq, what }) => `entry ${seq}: ${what}`)
      report.problems.push(
        ...[...problems, ...found].slice(0, 40).map(problem => `${log.name} after ${kind}: ${problem}`),
      )
    }
  })
  for (const server of site.servers) if (server.died !== undefined) report.problems.push(server.died)
}

/** Both servers are asked: each must know what the other wrote. */
async function compareLog(site: CrashSite, log: Log, dice: Dice): Promise<string[]> {
  const [api, other] = site.addresses().map(address => createApi(address, log.key))
  const entries = await api!.list('/v1/entries')
  const seenByOther = await other!.list('/v1/entries')
  const { sent } = log.book
  const inDoubt = entries.filter(entry => sent.get(String(entry.data?.['mark']))?.fate === 'in doubt').length
  log.found = { entries: entries.length, inDoubt }
  const wrong =
    JSON.stringify(entries) === JSON.stringify(seenByOther) ? [] : ['the two servers answer different logs']
  return [
    ...wrong,
    ...compareBook(entries, log.book, log.own),
    ...compareStates(entries, log.book),
    ...compareKnown(entries, log.book),
    ...(await compareViews(entries, dice.pick([api!, other!]), dice)),
  ]
}

function addUp(report: RoundsReport, { book, found }: Log): void {
  report.entries += found.entries
  report.writtenInDoubt += found.inDoubt
  for (const sent of book.sent.values()) {
    if (sent.fate === 'acknowledged') report.acknowledged++
    if (sent.fate === 'in doubt') report.inDoubt++
  }
  for (const [name, n] of Object.entries(book.answers)) report.answers[name] = (report.answers[name] ?? 0) + n
}
