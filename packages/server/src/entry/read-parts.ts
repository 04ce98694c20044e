/**
 * The pieces of an entry, read from the fields of its opened parts. Every entry of every list and export comes by here:
 * members are set where there are any, one by one, because spreading small objects into one another took three times as long.
 */
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

/** While it is being made. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] }

export const EMPTY: FieldMap = new Map()

/** A field that is a text; undefined where it is absent or something else. */
export function textIn(fields: FieldMap, name: string): string | undefined {
  const value = fields.get(name)
  return typeof value === 'string' ? value : undefined
}

export function readClients(
  opened: OpenedEntry,
  personal: readonly FieldMap[],
  { deleted, gone }: Pick<Presenting, 'deleted' | 'gone'>,
): EntryClient[] {
  return list<string>(opened.record.get('clients')).map((id, i) => {
    const own = personal[i] ?? EMPTY
    const hostId = textIn(own, 'hostId')
    const name = textIn(own, 'name')
    const client = { id } as Writable<EntryClient>
    if (hostId !== undefined) client.hostId = hostId
    if (name !== undefined) client.name = name
    client.erased = opened.clients[i] === 'gone'
    const how = client.erased ? gone?.get(opened.clientIds[i]!) : undefined
    if (how !== undefined) client.gone = how
    if (deleted?.has(opened.clientIds[i]!) === true) client.deleted = true
    return client
  })
}

/** The names of the fields that tell of the first objects: made once, they need not be hashed anew for each entry. */
const OBJECT_FIELDS = Array.from({ length: 8 }, (_, i) => objectFields(i))

function objectFields(i: number): { readonly id: string; readonly name: string; readonly role: string } {
  const of = (name: string): string => `object/${i + 1}/${name}`
  return { id: of('id'), name: of('name'), role: of('role') }
}

export function readObjects(record: FieldMap, facts: FieldMap): EntryObject[] {
  return list<[string, string]>(record.get('objects')).map(([type, ref], i) => {
    const fields = OBJECT_FIELDS[i] ?? objectFields(i)
    const object: Writable<EntryObject> = { type, ref }
    const id = textIn(facts, fields.id)
    if (id !== undefined) object.id = id
    const name = textIn(facts, fields.name)
    if (name !== undefined) object.name = name
    const role = textIn(facts, fields.role)
    if (role !== undefined) object.role = role
    return object
  })
}

/** `personal` is the part of the first client that can still be opened: what stands in each of them is read from it. */
export function readContext(facts: FieldMap, personal: FieldMap): Entry['context'] {
  const context: Writable<NonNullable<Entry['context']>> = {}
  const ip = textIn(personal, 'ip') ?? textIn(facts, 'ip')
  if (ip !== undefined) context.ip = ip
  const userAgent = textIn(personal, 'userAgent') ?? textIn(facts, 'userAgent')
  if (userAgent !== undefined) context.userAgent = userAgent
  // Of whoever may not see what a browser says of itself, its name is left.
  const device =
    userAgent === undefined ? (textIn(personal, 'device') ?? textIn(facts, 'device')) : deviceName(userAgent)
  if (device !== undefined) context.device = device
  const requestId = textIn(facts, 'requestId')
  if (requestId !== undefined) context.requestId = requestId
  const value = facts.get('amount/value')
  const hasAmount = typeof value === 'number'
  if (hasAmount) context.amount = { value, currency: String(facts.get('amount/currency')) }
  const isEmpty = (ip ?? userAgent ?? device ?? requestId) === undefined && !hasAmount
  return isEmpty ? undefined : context
}

export function readActor(record: FieldMap, name: string, clients: readonly EntryClient[]): EntryActor {
  const [type, id, own] = JSON.parse(String(record.get(name))) as [ActorType, (string | null)?, string?]
  const actor = { type } as Writable<EntryActor>
  if (type !== 'client') {
    if (id !== undefined && id !== null) actor.id = id
    if (own !== undefined) actor.name = own
    return actor
  }
  actor.clientId = String(id)
  const client = clients.find(one => one.id === id)
  if (client?.hostId !== undefined) actor.id = client.hostId
  if (client?.name !== undefined) actor.name = client.name
  return actor
}

type StoredChange = Omit<EntryChange, 'field' | 'ref'> & { readonly n: number }

interface Found {
  readonly n: number
  readonly change: EntryChange
  readonly baseline: boolean
}

/** What an entry without changes has. */
const NONE: { readonly changes: readonly EntryChange[]; readonly state: Record<string, Json> } = {
  changes: [],
  state: {},
}

/** Changes and baseline values, in the order in which they were given; each once, though it stands in every client's part. */
export function readFields(
  facts: FieldMap,
  personal: readonly FieldMap[],
  clients: readonly EntryClient[],
  objects: readonly EntryObject[],
): { readonly changes: readonly EntryChange[]; readonly state: Readonly<Record<string, Json>> } {
  let found: Map<string, Found> | undefined
  const look = (value: Scalar, name: string): void => {
    const baseline = name.startsWith('state/')
    if ((!baseline && !name.startsWith('change/')) || found?.has(name) === true) return
    const subjectAt = name.indexOf('/') + 1
    const fieldAt = name.indexOf('/', subjectAt) + 1
    const subject = name.slice(subjectAt, fieldAt === 0 ? undefined : fieldAt - 1)
    const { n, ...rest } = JSON.parse(String(value)) as StoredChange
    const ref = subject === 'client' ? clients[0]?.id : objects[Number(subject) - 1]?.ref
    found ??= new Map()
    found.set(name, { n, baseline, change: { field: name.slice(fieldAt), ...rest, ref: ref ?? '' } })
  }
  facts.forEach(look)
  for (const fields of personal) fields.forEach(look)
  if (found === undefined) return NONE
  const ordered = [...(found as Map<string, Found>).values()].sort((a, b) => a.n - b.n)
  return {
    changes: ordered.filter(one => !one.baseline).map(one => one.change),
    // Entries, not assignment: a field named `__proto__` stays a field.
    state: Object.fromEntries(
      ordered.filter(one => one.baseline).map(one => [one.change.field, one.change.after ?? null]),
    ),
  }
}

export function readData(facts: FieldMap, personal: FieldMap): Entry['data'] {
  let pairs: [string, Json][] | undefined
  const look = (value: Scalar, name: string): void => {
    if (!name.startsWith('data')) return
    if (name.startsWith('data/')) (pairs ??= []).push([name.slice(5), value])
    else if (name.startsWith('data-json/'))
      (pairs ??= []).push([name.slice(10), JSON.parse(String(value)) as Json])
  }
  facts.forEach(look)
  personal.forEach(look)
  return pairs && Object.fromEntries(pairs)
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
