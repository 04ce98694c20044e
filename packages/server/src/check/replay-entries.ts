/** Gives each client or object its entries, in the order of the log, each entry opened once for all that it names. */
import { type OpenedEntry, openEntry, type ReadRecord, readRecord } from '../entry/open-entry.ts'
import { parseId } from '../ids.ts'
import { readLinkedSeqs, readManyLinkedSeqs } from '../store/check/subject-links.ts'
import { readTheseRows } from '../store/check/entry-rows.ts'
import { type EntryRow, sealedOf } from '../store/read/entry-row.ts'
import type { ReplayedEntry } from './replayed-entry.ts'
import { readTogether } from '../store/transaction.ts'
import { Ahead } from './ahead.ts'
import type { Checking } from './checking.ts'

export interface Replay {
  add(entry: ReplayedEntry): void
}

/** Entries of subjects that are told again together. */
const MOST_ENTRIES = 20_000
const PAGE = 512

/** Subjects that are told again together: one that has many entries goes alone. */
export function groupSubjects(
  ids: readonly number[],
  linked: ReadonlyMap<number, number>,
): { ids: number[]; many: boolean }[] {
  const groups: { ids: number[]; many: boolean }[] = []
  let entries = Infinity
  for (const id of ids) {
    const own = linked.get(id) ?? 0
    if (entries + own > MOST_ENTRIES) {
      groups.push({ ids: [], many: own > MOST_ENTRIES })
      entries = 0
    }
    groups.at(-1)!.ids.push(id)
    entries += own
  }
  return groups
}

export async function replayEntries(
  checking: Checking,
  replays: ReadonlyMap<number, Replay>,
  many: boolean,
  size: number,
): Promise<void> {
  const { pool, workspace, pace, clientKeys } = checking
  const ids = [...replays.keys()]
  const seqs = many
    ? await readManyLinkedSeqs(pool, workspace.id, ids[0]!, size)
    : await readLinkedSeqs(pool, workspace.id, ids, size)
  const pages = new Ahead((at: number) =>
    readTogether(pool, workspace.id, run => readTheseRows(run, workspace.id, seqs.slice(at, at + PAGE))),
  )
  for (let at = 0; at < seqs.length; at += PAGE) {
    const rows = await pages.take(at)
    if (at + PAGE < seqs.length) pages.begin(at + PAGE)
    const read = rows.flatMap(row => tryRead(row) ?? [])
    await clientKeys.load(read.flatMap(({ record }) => record.clientIds))
    for (const { row, record, objectIds } of read) {
      const entry = { row, record, opened: tryOpen(row, record, checking), epoch: 0 }
      for (const id of new Set([...record.clientIds, ...objectIds])) replays.get(id)?.add(entry)
      await pace.breathe()
    }
    await pace.rest()
  }
}

/** Undefined where the record cannot be read: that is told of where the entries are checked. */
function tryRead(row: EntryRow): { row: EntryRow; record: ReadRecord; objectIds: number[] } | undefined {
  try {
    const record = readRecord(row.record)
    const objects = record.fields.get('objects')
    const list = typeof objects === 'string' ? (JSON.parse(objects) as [string, string][]) : []
    return { row, record, objectIds: list.map(([, id]) => parseId('ob', id) ?? 0) }
  } catch {
    return undefined
  }
}

/** A part that was changed counts as gone here, for the same reason. */
function tryOpen(row: EntryRow, record: ReadRecord, { clientKeys }: Checking): OpenedEntry {
  try {
    return openEntry(sealedOf(row), record, clientKeys)
  } catch {
    return {
      record: record.fields,
      clientIds: record.clientIds,
      facts: row.facts === null ? undefined : 'gone',
      clients: record.clientIds.map(() => 'gone'),
    }
  }
}
