/** Rows → opened entries → a piece of the file. Runs in a thread of its own, or in the caller's for a few entries. */
import type { Entry } from '@daybook/protocol'
import { openEntry, readRecord } from '../entry/open-entry.ts'
import { presentEntry } from '../entry/present-entry.ts'
import type { Workspace } from '../entry/workspace.ts'
import { formatEntryIds } from '../ids.ts'
import { passesTest } from '../read/entry-test.ts'
import { readNotes } from '../read/with-notes.ts'
import { veil } from '../read/veil.ts'
import { EntryNotes } from '../store/read/entry-notes.ts'
import { sealedOf } from '../store/read/entry-row.ts'
import { causesByKey, goneOf, keysOfRows, type OpenRow, type Reading } from '../store/read/open-rows.ts'
import { rowsOf } from '../store/read/rows-of.ts'
import { csvWriter } from './csv.ts'
import type { OnShare, Rendered, Rendering } from './rendering.ts'
import { Totals } from './totals.ts'

/** Of the logs that this thread writes from. */
const notes = new EntryNotes()

/** Of these entries those that are in the list and for this reader. */
export async function renderEntries(
  reading: Reading,
  rendering: Rendering,
  seqs: readonly number[],
  onShare?: OnShare,
): Promise<Rendered> {
  const clients = new Set<number>()
  const totals = new Totals()
  const writer = writerOf(rendering)
  let rows = 0
  // One entry after another, from its row to its line: what is made of it on the way lives no longer than that.
  for (const { entry, clientIds } of await listed(reading, rendering, seqs)) {
    rows++
    totals.add(entry)
    for (const id of clientIds) clients.add(id)
    writer.add(rendering.ips ? entry : withoutIp(entry))
  }
  return { bytes: await writer.end(totals, onShare), rows, clients: [...clients], totals: totals.list() }
}

/** The places of those that are in the list and for this reader. */
export async function selectEntries(
  reading: Reading,
  rendering: Rendering,
  seqs: readonly number[],
): Promise<number[]> {
  const places: number[] = []
  for (const row of await opened(reading, rendering, seqs)) places.push(row.row.seq)
  return places
}

interface Listed {
  readonly entry: Entry
  readonly clientIds: readonly number[]
}

async function listed(
  reading: Reading,
  rendering: Rendering,
  seqs: readonly number[],
): Promise<Iterable<Listed>> {
  const { workspace, sight, locale, timeZone } = rendering
  const { entryIdKey } = reading.folder.workspace(workspace.id)
  const rows = await opened(reading, rendering, seqs)
  const [causes, gone] = await Promise.all([
    causesByKey(reading, workspace.id, rows.records),
    goneOf(reading, workspace.id, rows.keyless),
  ])
  const presenting = { locale, timeZone, deleted: sight.deleted, gone }
  const ids = idsOf(entryIdKey, workspace, [...rows.records.map(({ row }) => row.seq), ...causes.values()])
  const about = rows.records.map(({ row, record }) => ({ id: ids.get(row.seq)!, record }))
  const noted = await readNotes(reading, workspace, about, {
    notes,
    kinds: rendering.kinds,
    sight,
    presenting,
  })
  return (function* () {
    for (const row of rows) {
      const { fields, clientIds } = row.record
      const cause = causes.get(String(fields.get('causedByKey') ?? ''))
      const about = {
        id: ids.get(row.row.seq)!,
        seq: row.row.seq,
        recordedAt: row.row.recorded_at,
        causedBy: cause === undefined ? undefined : ids.get(cause),
        // The other formats do not say it.
        hash: rendering.format === 'jsonl' ? row.row.leaf_hash.toString('hex') : undefined,
      }
      const own = noted.get(about.id)
      const entry = presentEntry(row.opened, about, presenting)
      yield { entry: own === undefined ? entry : { ...entry, notes: own }, clientIds }
    }
  })()
}

function idsOf(
  key: Uint8Array,
  { generations }: Workspace,
  seqs: readonly number[],
): ReadonlyMap<number, string> {
  const ids = formatEntryIds(key, generations, seqs)
  return new Map(seqs.map((seq, i) => [seq, ids[i]!]))
}

interface OpenedInTurn extends Iterable<OpenRow> {
  readonly records: readonly Pick<OpenRow, 'row' | 'record'>[]
  /** Clients of whom a part cannot be opened: they are gone. */
  readonly keyless: readonly number[]
}

/** Each row is opened when its turn comes. */
async function opened(
  reading: Reading,
  { workspace, test, sight }: Rendering,
  seqs: readonly number[],
): Promise<OpenedInTurn> {
  const rows = await rowsOf(reading.pools.app, workspace.id, seqs)
  const records = rows.map(row => ({ row, record: readRecord(row.record) }))
  const epoch = reading.clientKeys.epoch(workspace.id)
  const keys = await keysOfRows(reading, workspace.id, records)
  return {
    records,
    keyless: records.flatMap(({ record: { clientIds, personalKind } }) =>
      clientIds.filter(id => keys.personal(id, personalKind) === undefined),
    ),
    *[Symbol.iterator]() {
      for (const { row, record } of records) {
        const whole = { row, record, epoch, opened: openEntry(sealedOf(row), record, keys) }
        const seen = veil(whole, sight)
        if (seen !== undefined && (test === undefined || passesTest(seen, test))) yield seen
      }
    },
  }
}

function withoutIp(entry: Entry): Entry {
  if (entry.context?.ip === undefined) return entry
  const { ip: _, ...context } = entry.context
  const { context: __, ...rest } = entry
  return Object.keys(context).length === 0 ? rest : { ...rest, context }
}

interface Writer {
  add(entry: Entry): void
  end(totals: Totals, onShare?: OnShare): Promise<Uint8Array>
}

function writerOf(rendering: Rendering): Writer {
  switch (rendering.format) {
    case 'csv':
      return lineWriter(csvWriter(rendering, rendering.ips))
    case 'jsonl':
      // Each entry as the API answers it, stamps in UTC.
      return lineWriter(entry => `${JSON.stringify(entry)}\n`)
    case 'pdf': {
      const entries: Entry[] = []
      return {
        add: entry => void entries.push(entry),
        async end(totals, onShare) {
          const { renderPdf } = await import('./pdf/render-pdf.ts')
          return renderPdf(entries, rendering, totals.list(), onShare)
        },
      }
    }
  }
}

/** Room for the lines of a piece, doubled where they need more. */
const ROOM = 256 * 1024

function lineWriter(lineOf: (entry: Entry) => string): Writer {
  let bytes = Buffer.allocUnsafe(ROOM)
  let length = 0
  return {
    add(entry) {
      const line = lineOf(entry)
      // A UTF-16 unit is three bytes of UTF-8 at most.
      const most = length + line.length * 3
      if (most > bytes.length) {
        const larger = Buffer.allocUnsafe(Math.max(bytes.length * 2, most))
        bytes.copy(larger, 0, 0, length)
        bytes = larger
      }
      length += bytes.write(line, length, 'utf8')
    },
    end: async () => bytes.subarray(0, length),
  }
}
