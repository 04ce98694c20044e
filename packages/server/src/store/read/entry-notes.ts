/**
 * Which entries are notes on which: an entry names in its record, in clear, what caused it. Held in memory by process, and
 * brought up to date by the log itself whenever it is asked.
 */
import { readRecord } from '../../entry/open-entry.ts'
import type { Kind } from '../append/kinds.ts'
import { int4Array } from '../sql-array.ts'
import { readTogether } from '../transaction.ts'
import type { Reading } from './open-rows.ts'

const PAGE = 5000

const SELECT_NOTES = {
  name: 'notes_after',
  text: `select seq, record from daybook.entries
         where workspace_id = $1 and kind = any($2::int[]) and seq > $3 order by seq limit ${PAGE}`,
}

interface NotesOfLog {
  /** The kinds that were read: where one comes to be known, all is read again, for its first note may lie behind. */
  readonly kinds: string
  /** By how a note names what it is about: the entry's id, or the MAC of its key. */
  readonly about: Map<string, number[]>
  seq: number
  reading: Promise<void> | undefined
}

/** The seqs of the notes on an entry, oldest first, by its id and, where it has one, the MAC of its key. */
export type NotesOn = (id: string, keyMac: string | undefined) => readonly number[]

export class EntryNotes {
  readonly #logs = new Map<number, NotesOfLog>()

  /** As of now. */
  async of(daybook: Pick<Reading, 'pools'>, workspaceId: number, kinds: readonly Kind[]): Promise<NotesOn> {
    const annotating = kinds.filter(kind => kind.action === 'entry.annotated').map(kind => kind.kind)
    if (annotating.length === 0) return () => []
    const log = this.#logOf(workspaceId, annotating.join())
    // Whoever joins a reading that has begun may miss what was written since: only one's own is known to have it.
    await log.reading
    log.reading ??= readOn(daybook, workspaceId, annotating, log).finally(() => (log.reading = undefined))
    await log.reading
    return (id, keyMac) => [
      ...(log.about.get(id) ?? []),
      ...(keyMac === undefined ? [] : (log.about.get(keyMac) ?? [])),
    ]
  }

  #logOf(workspaceId: number, kinds: string): NotesOfLog {
    const known = this.#logs.get(workspaceId)
    if (known?.kinds === kinds) return known
    const log: NotesOfLog = { kinds, about: new Map(), seq: 0, reading: undefined }
    this.#logs.set(workspaceId, log)
    return log
  }
}

async function readOn(
  daybook: Pick<Reading, 'pools'>,
  workspaceId: number,
  kinds: readonly number[],
  log: NotesOfLog,
): Promise<void> {
  for (;;) {
    const rows = await readTogether(daybook.pools.app, workspaceId, run =>
      run<{ seq: number; record: string }>(SELECT_NOTES, [workspaceId, int4Array(kinds), log.seq]),
    )
    for (const { seq, record } of rows) {
      log.seq = seq
      const { fields } = readRecord(record)
      const about = fields.get('causedBy') ?? fields.get('causedByKey')
      if (typeof about !== 'string') continue
      const others = log.about.get(about)
      if (others === undefined) log.about.set(about, [seq])
      else others.push(seq)
    }
    if (rows.length < PAGE) return
  }
}
