/** Opened parts → the entry that a reader gets, sentence included. */
import { type Locale, sentenceText } from '@daybook/catalogue'
import type { Entry, EntryClient, Outcome } from '@daybook/protocol'
import type { FieldMap, OpenedEntry } from './open-entry.ts'
import {
  EMPTY,
  readActor,
  readClients,
  readContext,
  readData,
  readFields,
  readObjects,
  textIn,
  type Writable,
} from './read-parts.ts'
import { formatInstant } from './times.ts'

export interface Presenting {
  readonly locale: Locale
  readonly timeZone: string
  /** Clients in their grace period, marked for those who may see them. */
  readonly deleted?: ReadonlySet<number>
  /** How and when clients were erased or anonymised. */
  readonly gone?: ReadonlyMap<number, NonNullable<EntryClient['gone']>>
}

/** `recordedAt` in seconds. `causedBy` is the id of the cause, where the host named it by its key. */
interface PresentedRow {
  readonly id: string
  readonly seq: number
  readonly recordedAt: number
  readonly causedBy?: string
  readonly hash?: string
}

/** The members of an entry come in one order, which readers of the answers see. */
export function presentEntry(opened: OpenedEntry, row: PresentedRow, given: Presenting): Entry {
  const { record } = opened
  const facts = opened.facts === 'gone' || opened.facts === undefined ? EMPTY : opened.facts
  const personal = opened.clients.map(client => (typeof client === 'string' ? EMPTY : client))
  // What stands in each client's part is read from the first that can still be opened.
  const first = personal.find(fields => fields.size > 0) ?? EMPTY
  const clients = readClients(opened, personal, given)
  const objects = readObjects(record, facts)
  const { changes, state } = readFields(facts, personal, clients, objects)
  const entry = beginEntry(record, row)
  entry.recordedAt = formatInstant(row.recordedAt * 1000)
  entry.actor = readActor(record, 'actor', clients)
  if (record.has('onBehalfOf')) entry.onBehalfOf = readActor(record, 'onBehalfOf', clients)
  entry.clients = clients
  entry.objects = objects
  if (changes.length > 0) entry.changes = changes
  const isBaseline = record.get('baseline') === true
  if (isBaseline) entry.baseline = true
  if (isBaseline || Object.keys(state).length > 0) entry.state = state
  addDetails(entry, record, facts, first)
  const causedBy = row.causedBy ?? textIn(record, 'causedBy')
  if (causedBy !== undefined) entry.causedBy = causedBy
  const correlationId = textIn(facts, 'correlationId')
  if (correlationId !== undefined) entry.correlationId = correlationId
  const key = textIn(facts, 'key')
  if (key !== undefined) entry.key = key
  entry.erased = opened.facts === 'gone' || opened.clients.includes('gone')
  if (row.hash !== undefined) entry.hash = row.hash
  entry.sentence = sentenceText(entry, given)
  return entry
}

/** What says when something happened, and what it was. */
function beginEntry(record: FieldMap, { id, seq }: PresentedRow): Writable<Entry> {
  const [category = '', type = '', related] = String(record.get('class')).split('/')
  const action = String(record.get('action'))
  const source = String(record.get('source'))
  const outcome = (textIn(record, 'outcome') ?? 'success') as Outcome
  const occurredAt = String(record.get('occurredAt'))
  const entry = (
    related === undefined
      ? { id, seq, action, category, type, source, outcome, occurredAt }
      : { id, seq, action, category, type, related, source, outcome, occurredAt }
  ) as Writable<Entry>
  if (record.get('undated') === true) entry.undated = true
  return entry
}

function addDetails(entry: Writable<Entry>, record: FieldMap, facts: FieldMap, personal: FieldMap): void {
  const rule = textIn(record, 'rule/id')
  if (rule !== undefined) entry.rule = named(rule, textIn(record, 'rule/name'))
  const provider = textIn(facts, 'reference/provider')
  if (provider !== undefined) entry.reference = referenceOf(provider, facts)
  const reason = textIn(personal, 'reason') ?? textIn(facts, 'reason')
  if (reason !== undefined) entry.reason = reason
  const context = readContext(facts, personal)
  if (context !== undefined) entry.context = context
  const data = readData(facts, personal)
  if (data !== undefined) entry.data = data
}

const named = (id: string, name: string | undefined): Entry['rule'] =>
  name === undefined ? { id } : { id, name }

function referenceOf(provider: string, facts: FieldMap): Entry['reference'] {
  const reference: Writable<NonNullable<Entry['reference']>> = { provider }
  const id = textIn(facts, 'reference/id')
  if (id !== undefined) reference.id = id
  const url = textIn(facts, 'reference/url')
  if (url !== undefined) reference.url = url
  return reference
}
