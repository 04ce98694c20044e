/** Rows → opened entries → a piece of the file. Runs in a thread of its own, or in the caller's for a few entries. */
import type { Entry } from '@daybook/protocol'
import { passesTest } from '../read/entry-test.ts'
import { readEntriesBySeq } from '../read/read-of-objects.ts'
import { veil } from '../read/veil.ts'
import { type OpenRow, openRows, presentRows, type Reading } from '../store/read/open-rows.ts'
import { csvLines } from './csv.ts'
import { jsonLines } from './json-lines.ts'
import type { Rendered, Rendering } from './rendering.ts'
import { Totals } from './totals.ts'

/** Of these entries those that are in the list and for this reader. */
export async function renderEntries(
  reading: Reading,
  rendering: Rendering,
  seqs: readonly number[],
): Promise<Rendered> {
  const { entries, clients } = await readListed(reading, rendering, seqs)
  const totals = new Totals()
  for (const entry of entries) totals.add(entry)
  return {
    bytes: await bytesOf(entries, rendering, totals),
    rows: entries.length,
    clients,
    totals: totals.list(),
  }
}

/** The places of those that are in the list and for this reader. */
export async function selectEntries(
  reading: Reading,
  rendering: Rendering,
  seqs: readonly number[],
): Promise<number[]> {
  return (await openListed(reading, rendering, seqs)).map(({ row }) => row.seq)
}

async function readListed(
  reading: Reading,
  rendering: Rendering,
  seqs: readonly number[],
): Promise<{ entries: readonly Entry[]; clients: readonly number[] }> {
  const { workspace, deleted, locale, timeZone, ips } = rendering
  const listed = await openListed(reading, rendering, seqs)
  const entries = await presentRows(reading, workspace, listed, { locale, timeZone, deleted })
  const clients = new Set(listed.flatMap(({ record }) => record.clientIds))
  return { entries: ips ? entries : entries.map(withoutIp), clients: [...clients] }
}

async function openListed(
  reading: Reading,
  { workspace, test, hidden }: Rendering,
  seqs: readonly number[],
): Promise<OpenRow[]> {
  const rows = await readEntriesBySeq(reading, workspace.id, seqs)
  const opened = await openRows(
    reading,
    workspace.id,
    seqs.flatMap(seq => rows.get(seq) ?? []),
  )
  return opened.flatMap(row => {
    const seen = veil(row, hidden)
    return seen === undefined || (test !== undefined && !passesTest(seen, test)) ? [] : [seen]
  })
}

function withoutIp(entry: Entry): Entry {
  if (entry.context?.ip === undefined) return entry
  const { ip: _, ...context } = entry.context
  const { context: __, ...rest } = entry
  return Object.keys(context).length === 0 ? rest : { ...rest, context }
}

async function bytesOf(entries: readonly Entry[], rendering: Rendering, totals: Totals): Promise<Uint8Array> {
  switch (rendering.format) {
    case 'csv':
      return csvLines(entries, rendering, rendering.ips)
    case 'jsonl':
      return jsonLines(entries)
    case 'pdf': {
      const { renderPdf } = await import('./pdf/render-pdf.ts')
      return renderPdf(entries, rendering, totals.list())
    }
  }
}
