/** The pieces of an entry, read from the fields of its opened parts. */
import type {
  ActorType,
  Entry,
  EntryActor,
  EntryChange,
  EntryClient,
  EntryObject,
  Json,
  Scalar,
} from '@daybook/protocol'
import { deviceName } from './device-name.ts'
import type { FieldMap, OpenedEntry } from './open-entry.ts'
import type { Presenting } from './present-entry.ts'

export const EMPTY: FieldMap = new Map()

/** Reads a text field from the first of some parts that has it. */
export type Texts = (name: string) => string | undefined
export const textsOf =
  (...parts: readonly FieldMap[]): Texts =>
  name => {
    for (const fields of parts) {
      const value = fields.get(name)
      if (typeof value === 'string') return value
    }
    return undefined
  }

export function readClients(
  opened: OpenedEntry,
  personal: readonly FieldMap[],
  { deleted, gone }: Pick<Presenting, 'deleted' | 'gone'>,
): EntryClient[] {
  return list<string>(opened.record.get('clients')).map((id, i) => {
    const text = textsOf(personal[i] ?? EMPTY)
    const erased = opened.clients[i] === 'gone'
    const how = erased ? gone?.get(opened.clientIds[i]!) : undefined
    return {
      id,
      ...defined({ hostId: text('hostId'), name: text('name') }),
      erased,
      ...(how !== undefined && { gone: how }),
      ...(deleted?.has(opened.clientIds[i]!) === true && { deleted: true as const }),
    }
  })
}

export function readObjects(record: FieldMap, facts: FieldMap): EntryObject[] {
  const text = textsOf(facts)
  return list<[string, string]>(record.get('objects')).map(([type, ref], i) => {
    const of = (name: string): string | undefined => text(`object/${i + 1}/${name}`)
    return { type, ref, ...defined({ id: of('id'), name: of('name'), role: of('role') }) }
  })
}

export function readContext(facts: FieldMap, shared: Texts): NonNullable<Entry['context']> {
  const userAgent = shared('userAgent')
  const amount = facts.get('amount/value')
  return defined({
    ip: shared('ip'),
    userAgent,
    // Of whoever may not see what a browser says of itself, its name is left.
    device: userAgent === undefined ? shared('device') : deviceName(userAgent),
    requestId: textsOf(facts)('requestId'),
    amount:
      typeof amount === 'number'
        ? { value: amount, currency: String(facts.get('amount/currency')) }
        : undefined,
  })
}

export function readActor(record: FieldMap, name: string, clients: readonly EntryClient[]): EntryActor {
  const [type, id, own] = JSON.parse(String(record.get(name))) as [ActorType, (string | null)?, string?]
  if (type !== 'client') return { type, ...defined({ id: id ?? undefined, name: own }) }
  const client = clients.find(one => one.id === id)
  return { type, clientId: String(id), ...defined({ id: client?.hostId, name: client?.name }) }
}

type StoredChange = Omit<EntryChange, 'field' | 'ref'> & { readonly n: number }

/** Changes and baseline values, in the order in which they were given; each once, though it stands in every client's part. */
export function readFields(
  facts: FieldMap,
  personal: readonly FieldMap[],
  clients: readonly EntryClient[],
  objects: readonly EntryObject[],
): { changes: EntryChange[]; state: Record<string, Json> } {
  const found = new Map<string, { n: number; change: EntryChange; baseline: boolean }>()
  for (const fields of [facts, ...personal]) {
    for (const [name, value] of fields) {
      const baseline = name.startsWith('state/')
      if ((!baseline && !name.startsWith('change/')) || found.has(name)) continue
      const [, subject] = name.split('/', 2)
      const { n, ...rest } = JSON.parse(String(value)) as StoredChange
      const ref = subject === 'client' ? clients[0]?.id : objects[Number(subject) - 1]?.ref
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

export function readData(facts: FieldMap, personal: FieldMap): { data?: Record<string, Json> } {
  const pairs: [string, Json][] = []
  for (const fields of [facts, personal]) {
    for (const [name, value] of fields) {
      if (name.startsWith('data/')) pairs.push([name.slice(5), value])
      else if (name.startsWith('data-json/')) pairs.push([name.slice(10), JSON.parse(String(value)) as Json])
    }
  }
  return pairs.length === 0 ? {} : { data: Object.fromEntries(pairs) }
}

const list = <T>(json: Scalar | undefined): T[] => (typeof json === 'string' ? (JSON.parse(json) as T[]) : [])

/** The object without its undefined members. */
export function defined<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept: { [K in keyof T]?: Exclude<T[K], undefined> } = {}
  for (const name in object) {
    const value = object[name]
    if (value !== undefined) kept[name] = value as Exclude<T[typeof name], undefined>
  }
  return kept
}
