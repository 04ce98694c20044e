/** The small tables: everybody who acts, and the generations. */
import { readRecord } from '../entry/open-entry.ts'
import { readEntryRows } from '../store/check/entry-rows.ts'
import { readNames } from '../store/check/name-rows.ts'
import { readTogether } from '../store/transaction.ts'
import { type Checking, type Gathered, gatherActors } from './checking.ts'
import { readActor } from './read-actor.ts'

/** Seconds between an entry's recording and what was noted beside it. */
const MINUTE = 60
const PAGE = 512

export async function checkNames(checking: Checking, gathered: Gathered): Promise<void> {
  const { pool, workspace, problems, progress } = checking
  progress('names', 0, 1)
  const { actors, generations, generation, size } = await readNames(pool, workspace.id)
  await gatherUpTo(checking, gathered, size)
  const stored = new Map(actors.map(actor => [actor.actor, actor]))
  for (const [code, told] of gathered.actors) {
    const row = stored.get(code)
    const same =
      row !== undefined && row.type === told.type && row.host_id === told.hostId && told.names.has(row.name)
    if (!same)
      problems.add(
        'derived',
        told.first,
        'the row of who acted is missing, or says what no entry says of them',
      )
  }
  const strangers = actors.filter(actor => !gathered.actors.has(actor.actor))
  if (strangers.length > 0)
    problems.add('derived', 0, `${strangers.length} rows tell of somebody who acted, and no entry does`)
  const newest = generations.at(-1)?.generation ?? 0
  if (newest !== generation)
    problems.add(
      'derived',
      size,
      `the log’s head is of generation ${generation}, and ${newest} was begun last`,
    )
  for (const { generation: number, first_seq, action, started_at, recorded_at } of generations) {
    const tells = action === 'log.generation_started' && Math.abs(started_at / 1000 - recorded_at) < MINUTE
    if (!tells)
      problems.add(
        'derived',
        first_seq,
        `generation ${number} of the log does not begin with an entry that says so`,
      )
  }
  progress('names', 1, 1)
}

/** Reads who acted since the entries were checked: these rows know of it. */
async function gatherUpTo(checking: Checking, gathered: Gathered, size: number): Promise<void> {
  const { pool, workspace, actorCodes, pace } = checking
  for (let at = gathered.size; at < size; at += PAGE) {
    const rows = await readTogether(pool, workspace.id, run =>
      readEntryRows(run, workspace.id, at, Math.min(at + PAGE, size)),
    )
    for (const row of rows) {
      try {
        const { fields } = readRecord(row.record)
        const actors = ['actor', 'onBehalfOf'].flatMap(name => readActor(fields.get(name), actorCodes) ?? [])
        gatherActors(gathered, actors, row.seq)
      } catch {
        // An entry that cannot be read is told of by the next check.
      }
      await pace.breathe()
    }
    await pace.rest()
  }
}
