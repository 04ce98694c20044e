/**
 * How many entries whole logs have of each kind, source and actor, over all days. A log only grows, so what was counted is
 * held in memory by process, and what came since is added whenever it is asked: the kept counts are by days, and of a
 * log of a million entries these are hundreds of thousands of rows.
 */
import type { Pool } from 'pg'
import { readSnapshot, readTogether, type Run } from '../transaction.ts'
import type { CountRow } from './count.ts'
import type { RowFilter } from './filter.ts'

/** Logs that are held, and how many different rows one of them may have to be held: some 60 bytes each. */
const MOST_LOGS = 100
const MOST_ROWS = 300_000

// The actors and their numbers as two texts for each kind and source: a row each would cost more than all the rest.
const SELECT_KEPT = {
  name: 'count_log_kept',
  text: `select kind, source, string_agg(actor::text, ',' order by actor) as actors,
           string_agg(n::text, ',' order by actor) as numbers
         from (select kind, source, actor, sum(n) as n from daybook.counts
               where workspace_id = $1 and object = 0
                 and zone_set = (select zone_set from daybook.log_heads where workspace_id = $1)
               group by kind, source, actor) c
         group by kind, source`,
}
const SELECT_LAST = {
  name: 'count_log_last',
  text: 'select coalesce(max(seq), 0) as seq from daybook.entries where workspace_id = $1',
}
const SELECT_SINCE = {
  name: 'count_log_since',
  text: `select kind, source, coalesce(actor, 0) as actor, count(*) as n, max(seq) as seq from daybook.entries
         where workspace_id = $1 and seq > $2 group by kind, source, coalesce(actor, 0)`,
}

type KeptRow = Pick<CountRow, 'kind' | 'source'> & { readonly actors: string; readonly numbers: string }

interface CountsOfLog {
  /** By kind × 16 + source, then by actor. */
  readonly pairs: Map<number, Map<number, number>>
  /** Everything up to it is counted. */
  seq: number
  rows: number
  reading: Promise<void> | undefined
}

const SOURCES = 16

export class LogCounts {
  /** Those asked for last stand last. */
  readonly #logs = new Map<number, CountsOfLog>()

  /** What the log has now, of these kinds, sources and actors. */
  async rows(pool: Pool, workspaceId: number, filter: RowFilter): Promise<CountRow[]> {
    const log = this.#logOf(workspaceId)
    // Whoever joins a reading that has begun may miss what was written since: only one's own is known to have it.
    await log.reading?.catch(() => {})
    log.reading ??= readOn(pool, workspaceId, log).finally(() => (log.reading = undefined))
    await log.reading
    if (log.rows > MOST_ROWS) this.#logs.delete(workspaceId)
    return matching(log, filter)
  }

  #logOf(workspaceId: number): CountsOfLog {
    const log = this.#logs.get(workspaceId) ?? { pairs: new Map(), seq: 0, rows: 0, reading: undefined }
    this.#logs.delete(workspaceId)
    this.#logs.set(workspaceId, log)
    if (this.#logs.size > MOST_LOGS) this.#logs.delete(this.#logs.keys().next().value!)
    return log
  }
}

async function readOn(pool: Pool, workspaceId: number, log: CountsOfLog): Promise<void> {
  if (log.seq === 0) {
    const [[last], kept] = await readSnapshot(pool, workspaceId, run =>
      Promise.all([
        run<{ seq: number }>(SELECT_LAST, [workspaceId]),
        run<KeptRow>(SELECT_KEPT, [workspaceId]),
      ]),
    )
    for (const { kind, source, actors, numbers } of kept) {
      const counted = numbers.split(',')
      for (const [i, actor] of actors.split(',').entries())
        add(log, { kind, source, actor: Number(actor), n: Number(counted[i]) })
    }
    log.seq = last!.seq
    return
  }
  const since = (run: Run) => run<CountRow & { seq: number }>(SELECT_SINCE, [workspaceId, log.seq])
  for (const row of await readTogether(pool, workspaceId, since)) {
    add(log, row)
    log.seq = Math.max(log.seq, row.seq)
  }
}

function add(log: CountsOfLog, { kind, source, actor, n }: CountRow): void {
  const pair = kind * SOURCES + source
  let actors = log.pairs.get(pair)
  if (actors === undefined) log.pairs.set(pair, (actors = new Map()))
  const before = actors.get(actor)
  if (before === undefined) log.rows++
  actors.set(actor, (before ?? 0) + n)
}

function matching({ pairs }: CountsOfLog, filter: RowFilter): CountRow[] {
  const kinds = filter.kinds && new Set(filter.kinds)
  const sources = filter.sources && new Set(filter.sources)
  const wanted = filter.pairs && new Set(filter.pairs)
  const found: CountRow[] = []
  for (const [pair, actors] of pairs) {
    const [kind, source] = [Math.floor(pair / SOURCES), pair % SOURCES]
    if (kinds?.has(kind) === false || sources?.has(source) === false || wanted?.has(pair) === false) continue
    if (filter.actors === undefined) for (const [actor, n] of actors) found.push({ kind, source, actor, n })
    else
      for (const actor of new Set(filter.actors)) {
        const n = actors.get(actor)
        if (n !== undefined) found.push({ kind, source, actor, n })
      }
  }
  return found
}
