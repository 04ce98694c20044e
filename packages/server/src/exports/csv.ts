/** Entries as CSV (RFC 4180): one line each, whatever stands in it. Columns are described in docs/guide/export.md. */
import type { Entry, ExportTotal } from '@daybook/protocol'
import { type Cell, csvRow } from './csv-row.ts'
import { decimalAmount } from './decimal-amount.ts'
import { actionLabel, actorName, changeText, type Reader } from './entry-text.ts'
import { stamper } from './stamp.ts'

interface Column {
  readonly name: string
  cell(entry: Entry, reader: StampingReader): Cell
}

interface StampingReader extends Reader {
  /** Each column of stamps has its own: one stamp is near the one before it. */
  readonly time: (text: string) => string
  readonly recorded: (text: string) => string
  readonly gone: (text: string) => string
}

const BOM = '\uFEFF'

const joined = (values: readonly (string | undefined)[]): string =>
  values.length === 1 ? (values[0] ?? '') : values.map(value => value ?? '').join('; ')

const COLUMNS: readonly Column[] = [
  { name: 'Seq', cell: entry => entry.seq },
  { name: 'Entry', cell: entry => entry.id },
  { name: 'Time', cell: (entry, { time }) => time(entry.occurredAt) },
  { name: 'Date unknown', cell: entry => (entry.undated === true ? 'yes' : '') },
  { name: 'Recorded', cell: (entry, { recorded }) => recorded(entry.recordedAt) },
  { name: 'Sentence', cell: entry => entry.sentence },
  { name: 'Action', cell: entry => entry.action },
  { name: 'Action name', cell: (entry, { locale }) => actionLabel(entry.action, locale) },
  { name: 'Category', cell: entry => entry.category },
  { name: 'Type', cell: entry => entry.type },
  { name: 'Related', cell: entry => entry.related },
  { name: 'Source', cell: entry => entry.source },
  { name: 'Outcome', cell: entry => entry.outcome },
  { name: 'Actor type', cell: entry => entry.actor.type },
  { name: 'Actor id', cell: entry => entry.actor.id ?? entry.actor.clientId },
  { name: 'Actor', cell: entry => entry.actor.name },
  { name: 'On behalf of', cell: entry => entry.onBehalfOf && actorName(entry.onBehalfOf) },
  { name: 'Client ids', cell: entry => joined(entry.clients.map(client => client.hostId ?? client.id)) },
  { name: 'Clients', cell: entry => joined(entry.clients.map(client => client.name)) },
  { name: 'Object types', cell: entry => joined(entry.objects.map(object => object.type)) },
  { name: 'Object ids', cell: entry => joined(entry.objects.map(object => object.id ?? object.ref)) },
  { name: 'Objects', cell: entry => joined(entry.objects.map(object => object.name)) },
  {
    name: 'Changes',
    cell: (entry, reader) =>
      entry.changes && joined(entry.changes.map(change => changeText(entry, change, reader))),
  },
  { name: 'Reason', cell: entry => entry.reason },
  {
    name: 'Notes',
    cell: entry =>
      entry.notes && joined(entry.notes.map(({ actor, note }) => `${actorName(actor)}: ${note}`)),
  },
  { name: 'Rule', cell: entry => entry.rule?.name ?? entry.rule?.id },
  {
    name: 'Amount',
    cell: ({ context }) => context?.amount && decimalAmount(context.amount.value, context.amount.currency),
  },
  { name: 'Currency', cell: entry => entry.context?.amount?.currency },
  {
    name: 'Reference',
    cell: ({ reference }) => reference && joined([reference.provider, reference.id, reference.url]),
  },
  { name: 'IP address', cell: entry => entry.context?.ip },
  { name: 'Device', cell: entry => entry.context?.device },
  { name: 'Request', cell: entry => entry.context?.requestId },
  { name: 'Caused by', cell: entry => entry.causedBy },
  { name: 'Operation', cell: entry => entry.correlationId },
  { name: 'Key', cell: entry => entry.key },
  { name: 'First state', cell: entry => entry.state && JSON.stringify(entry.state) },
  { name: 'Data', cell: entry => entry.data && JSON.stringify(entry.data) },
  { name: 'Erased', cell: entry => (entry.erased ? 'yes' : '') },
  // In the order of the clients: how and when each of them went.
  {
    name: 'Clients gone',
    cell: ({ clients }, { gone }) =>
      clients.some(client => client.gone)
        ? joined(clients.map(client => client.gone && `${client.gone.mode} ${gone(client.gone.at)}`))
        : '',
  },
]

/** Without IP addresses their column is left out. */
const columnsFor = (ips: boolean): readonly Column[] =>
  ips ? COLUMNS : COLUMNS.filter(column => column.name !== 'IP address')

/** The first line; it names the zone of the stamps. UTF-8 with a byte-order mark, so that spreadsheets know. */
export function csvHead(timeZone: string, ips: boolean): Buffer {
  const names = columnsFor(ips).map(({ name }) =>
    name === 'Time' || name === 'Recorded' ? `${name} (${timeZone})` : name,
  )
  return Buffer.from(BOM + csvRow(names), 'utf8')
}

/** One line an entry. */
export function csvWriter(reader: Reader, ips: boolean): (entry: Entry) => string {
  const columns = columnsFor(ips)
  const { timeZone } = reader
  const stamping = {
    ...reader,
    time: stamper(timeZone),
    recorded: stamper(timeZone),
    gone: stamper(timeZone),
  }
  return entry => csvRow(columns.map(column => column.cell(entry, stamping)))
}

/** What may stand behind the entries where it was asked for: the totals, which are no entries. */
export function csvTotals(totals: readonly ExportTotal[], reader: Reader, ips: boolean): Buffer {
  const line = (total: ExportTotal): Cell[] =>
    columnsFor(ips).map(({ name }): Cell => {
      if (name === 'Sentence') return `Total of ${total.entries}: ${actionLabel(total.action, reader.locale)}`
      if (name === 'Action') return total.action
      if (name === 'Amount') return decimalAmount(BigInt(total.value), total.currency)
      return name === 'Currency' ? total.currency : ''
    })
  return Buffer.from(totals.map(total => csvRow(line(total))).join(''), 'utf8')
}
