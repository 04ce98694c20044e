/** Opened parts → the entry that a reader gets, sentence included. */
import { type Locale, sentenceText } from '@daybook/catalogue'
import type { Entry, EntryClient, Outcome } from '@daybook/protocol'
import type { OpenedEntry } from './open-entry.ts'
import {
  defined,
  EMPTY,
  readActor,
  readClients,
  readContext,
  readData,
  readFields,
  readObjects,
  type Texts,
  textsOf,
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
export function presentEntry(
  opened: OpenedEntry,
  row: {
    readonly id: string
    readonly seq: number
    readonly recordedAt: number
    readonly causedBy?: string
    readonly hash?: string
  },
  given: Presenting,
): Entry {
  const { record } = opened
  const facts = opened.facts === 'gone' || opened.facts === undefined ? EMPTY : opened.facts
  const personal = opened.clients.map(client => (typeof client === 'string' ? EMPTY : client))
  // What stands in each client's part is read from the first that can still be opened.
  const shared: Texts = textsOf(personal.find(fields => fields.size > 0) ?? EMPTY, facts)
  const clients = readClients(opened, personal, given)
  const objects = readObjects(record, facts)
  const changed = readFields(facts, personal, clients, objects)
  const [category = '', type = '', related] = String(record.get('class')).split('/')
  const context = readContext(facts, shared)
  const inFacts = textsOf(facts)
  const inRecord = textsOf(record)
  const entry: Omit<Entry, 'sentence'> = {
    id: row.id,
    seq: row.seq,
    action: String(record.get('action')),
    category,
    type,
    ...defined({ related }),
    source: String(record.get('source')),
    outcome: (inRecord('outcome') ?? 'success') as Outcome,
    occurredAt: String(record.get('occurredAt')),
    ...(record.get('undated') === true && { undated: true as const }),
    recordedAt: formatInstant(row.recordedAt * 1000),
    actor: readActor(record, 'actor', clients),
    ...(record.has('onBehalfOf') && { onBehalfOf: readActor(record, 'onBehalfOf', clients) }),
    clients,
    objects,
    ...(changed.changes.length > 0 && { changes: changed.changes }),
    ...(record.get('baseline') === true && { baseline: true as const }),
    ...((record.get('baseline') === true || Object.keys(changed.state).length > 0) && {
      state: changed.state,
    }),
    ...defined({ rule: readRule(inRecord), reference: readReference(inFacts) }),
    ...defined({ reason: shared('reason') }),
    ...(Object.keys(context).length > 0 && { context }),
    ...readData(facts, personal.find(fields => fields.size > 0) ?? EMPTY),
    ...defined({
      causedBy: row.causedBy ?? inRecord('causedBy'),
      correlationId: inFacts('correlationId'),
      key: inFacts('key'),
    }),
    erased: opened.facts === 'gone' || opened.clients.includes('gone'),
    ...defined({ hash: row.hash }),
  }
  return { ...entry, sentence: sentenceText(entry, given) }
}

function readRule(text: Texts): Entry['rule'] {
  const id = text('rule/id')
  return id === undefined ? undefined : { id, ...defined({ name: text('rule/name') }) }
}

function readReference(text: Texts): Entry['reference'] {
  const provider = text('reference/provider')
  return provider === undefined
    ? undefined
    : { provider, ...defined({ id: text('reference/id'), url: text('reference/url') }) }
}
