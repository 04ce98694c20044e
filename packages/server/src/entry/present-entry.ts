/** Opened parts → the entry that a reader gets, sentence included. */
import { type Locale, sentenceText } from '@daybook/catalogue'
import type {
  ActorType,
  Entry,
  EntryActor,
  EntryChange,
  EntryClient,
  EntryObject,
  Json,
  Outcome,
  Scalar,
} from '@daybook/protocol'
import { deviceName } from './device-name.ts'
import { formatInstant } from './times.ts'
import type { FieldMap, OpenedEntry } from './open-entry.ts'

export interface Presenting {
  readonly locale: Locale
  readonly timeZone: string
}

const EMPTY: FieldMap = new Map()

/** `recordedAt` in seconds. `causedBy` is the id of the cause, where the host named it by its key. */
export function presentEntry(
  opened: OpenedEntry,
  row: { readonly id: string; readonly seq: number; readonly recordedAt: number; readonly causedBy?: string },
  given: Presenting,
): Entry {
  const { record } = opened
  const facts = opened.facts === 'gone' || opened.facts === undefined ? EMPTY : opened.facts
  const personal = opened.clients.map(client => (client === 'gone' ? EMPTY : client))
  // What stands in each client's part is read from the first that can still be opened.
  const first = personal.find(fields => fields.size > 0) ?? EMPTY
  const text = (fields: FieldMap, name: string): string | undefined => optional(fields.get(name))
  const shared = (name: string): string | undefined => text(first, name) ?? text(facts, name)

  const clientIds = list<string>(record.get('clients'))
  const clients = clientIds.map(
    (id, i): EntryClient => ({
      id,
      ...defined({ hostId: text(personal[i] ?? EMPTY, 'hostId'), name: text(personal[i] ?? EMPTY, 'name') }),
      erased: opened.clients[i] === 'gone',
    }),
  )
  const objects = list<[string, string]>(record.get('objects')).map(
    ([type, ref], i): EntryObject => ({
      type,
      ref,
      ...defined({
        id: text(facts, `object/${i + 1}/id`),
        name: text(facts, `object/${i + 1}/name`),
        role: text(facts, `object/${i + 1}/role`),
      }),
    }),
  )
  const actorOf = (name: string): EntryActor => readActor(record, name, clients)
  const changed = readFields(facts, personal, clientIds, objects)
  const ip = shared('ip')
  const userAgent = shared('userAgent')
  const amount = facts.get('amount/value')
  const context = defined({
    ip,
    userAgent,
    device: userAgent === undefined ? undefined : deviceName(userAgent),
    requestId: text(facts, 'requestId'),
    amount:
      typeof amount === 'number'
        ? { value: amount, currency: String(facts.get('amount/currency')) }
        : undefined,
  })
  const ruleId = text(record, 'rule/id')
  const provider = text(facts, 'reference/provider')
  const [category = '', type = '', related] = String(record.get('class')).split('/')
  const entry: Omit<Entry, 'sentence'> = {
    id: row.id,
    seq: row.seq,
    action: String(record.get('action')),
    category,
    type,
    ...defined({ related }),
    source: String(record.get('source')),
    outcome: (text(record, 'outcome') ?? 'success') as Outcome,
    occurredAt: String(record.get('occurredAt')),
    ...(record.get('undated') === true && { undated: true as const }),
    recordedAt: formatInstant(row.recordedAt * 1000),
    actor: actorOf('actor'),
    ...(record.has('onBehalfOf') && { onBehalfOf: actorOf('onBehalfOf') }),
    clients,
    objects,
    ...(changed.changes.length > 0 && { changes: changed.changes }),
    ...(record.get('baseline') === true && { baseline: true as const, state: changed.state }),
    ...(ruleId !== undefined && { rule: { id: ruleId, ...defined({ name: text(record, 'rule/name') }) } }),
    ...(provider !== undefined && {
      reference: {
        provider,
        ...defined({ id: text(facts, 'reference/id'), url: text(facts, 'reference/url') }),
      },
    }),
    ...defined({ reason: shared('reason') }),
    ...(Object.keys(context).length > 0 && { context }),
    ...readData(facts, first),
    ...defined({
      causedBy: row.causedBy ?? text(record, 'causedBy'),
      correlationId: text(facts, 'correlationId'),
      key: text(facts, 'key'),
    }),
    erased: opened.facts === 'gone' || opened.clients.includes('gone'),
  }
  return { ...entry, sentence: sentenceText(entry, given) }
}

function readActor(record: FieldMap, name: string, clients: readonly EntryClient[]): EntryActor {
  const [type, id, own] = JSON.parse(String(record.get(name))) as [ActorType, (string | null)?, string?]
  if (type !== 'client') return { type, ...defined({ id: id ?? undefined, name: own }) }
  const client = clients.find(one => one.id === id)
  return { type, clientId: String(id), ...defined({ id: client?.hostId, name: client?.name }) }
}

type StoredChange = Omit<EntryChange, 'field' | 'ref'> & { readonly n: number }

/** Changes and baseline values, in the order in which they were given; each once, though it stands in every client's part. */
function readFields(
  facts: FieldMap,
  personal: readonly FieldMap[],
  clientIds: readonly string[],
  objects: readonly EntryObject[],
): { changes: EntryChange[]; state: Record<string, Json> } {
  const found = new Map<string, { n: number; change: EntryChange; baseline: boolean }>()
  for (const fields of [facts, ...personal]) {
    for (const [name, value] of fields) {
      const baseline = name.startsWith('state/')
      if ((!baseline && !name.startsWith('change/')) || found.has(name)) continue
      const [, subject] = name.split('/', 2)
      const { n, ...rest } = JSON.parse(String(value)) as StoredChange
      const ref = subject === 'client' ? clientIds[0] : objects[Number(subject) - 1]?.ref
      const field = name.slice(name.indexOf('/', name.indexOf('/') + 1) + 1)
      found.set(name, { n, baseline, change: { field, ...rest, ref: ref ?? '' } })
    }
  }
  const ordered = [...found.values()].sort((a, b) => a.n - b.n)
  return {
    changes: ordered.filter(one => !one.baseline).map(one => one.change),
    // Entries, not assignment: a field named `__proto__` stays a field.
    state: Object.fromEntries(
      ordered.filter(one => one.baseline).map(one => [one.change.field, one.change.after ?? null]),
    ),
  }
}

function readData(facts: FieldMap, personal: FieldMap): { data?: Record<string, Json> } {
  const pairs: [string, Json][] = []
  for (const fields of [facts, personal]) {
    for (const [name, value] of fields) {
      if (name.startsWith('data/')) pairs.push([name.slice(5), value])
      else if (name.startsWith('data-json/')) pairs.push([name.slice(10), JSON.parse(String(value)) as Json])
    }
  }
  return pairs.length === 0 ? {} : { data: Object.fromEntries(pairs) }
}

const optional = (value: Scalar | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined

const list = <T>(json: Scalar | undefined): T[] => (typeof json === 'string' ? (JSON.parse(json) as T[]) : [])

/** The object without its undefined members. */
function defined<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept: { [K in keyof T]?: Exclude<T[K], undefined> } = {}
  for (const name of Object.keys(object) as (keyof T)[]) {
    if (object[name] !== undefined) kept[name] = object[name] as Exclude<T[keyof T], undefined>
  }
  return kept
}
