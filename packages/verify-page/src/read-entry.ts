/**
 * What is disclosed of an entry → what can be said of it. Any field may be hidden, and what is shown is what somebody
 * wrote: whatever does not have the form that it should falls away here, and still stands among the raw fields.
 */
import type { Sayable, SayableActor, SayableChange, SayableObject } from '@daybook/catalogue'
import type { OpenedPart, Scalar, VerifiedEvidence } from '@daybook/protocol/verify'

export interface ShownChange extends SayableChange {
  /** Type of the object or `client`, where it is known. */
  readonly of?: string
  /** The workspace does not keep this field's values. */
  readonly hidden: boolean
}

export interface ShownEntry {
  readonly evidence: VerifiedEvidence
  readonly sayable: Sayable
  /** Changes, and the values that a first record began with (without a before). */
  readonly changes: readonly ShownChange[]
  readonly undated: boolean
  readonly outcome?: 'failure' | 'denied'
  readonly hiddenFields: number
  /** People of whom nothing is shown. */
  readonly hiddenPeople: number
  /** Digests that may be hidden parts or mere placeholders. */
  readonly perhapsParts: number
}

type Fields = ReadonlyMap<string, Scalar>

export function readEntry(evidence: VerifiedEvidence): ShownEntry {
  const { parts, action } = evidence
  const fieldsOf = (name: string): Fields => new Map(parts.find(part => part.name === name)?.fields)
  const record = fieldsOf('record')
  const facts = fieldsOf('facts')
  const text = (name: string, ...from: readonly Fields[]): string | undefined =>
    from.map(fields => fields.get(name)).find(value => typeof value === 'string')
  const personal = parts.filter(part => part.name.startsWith('client'))
  const people = personal.map(part => new Map(part.fields))
  const clients = readClients(record, personal)
  const objects = readObjects(record, facts)
  const changes = readChanges([facts, ...people], objects)
  const outcome = record.get('outcome')
  const amount = facts.get('amount/value')
  const ruleName = text('rule/name', record)
  const provider = text('reference/provider', facts)
  return {
    evidence,
    sayable: {
      action,
      source: text('source', record),
      actor: readActor(record.get('actor'), clients),
      clients,
      objects,
      changes,
      data: readData([facts, ...people]),
      context:
        typeof amount === 'number'
          ? { amount: { value: amount, currency: text('amount/currency', facts) ?? '' } }
          : {},
      rule: ruleName === undefined ? undefined : { name: ruleName },
      reason: text('reason', facts, ...people),
      reference: provider === undefined ? undefined : { provider, id: text('reference/id', facts) },
      baseline: record.get('baseline') === true,
      occurredAt: text('occurredAt', record),
    },
    changes,
    undated: record.get('undated') === true,
    ...((outcome === 'failure' || outcome === 'denied') && { outcome }),
    hiddenFields: parts.reduce((sum, part) => sum + part.hidden, 0),
    ...readHidden(evidence, list(record.get('clients')).length),
  }
}

/**
 * How many parts are hidden, as far as it can be told: a leaf has at least three digests, some of which stand for
 * nothing. A record that is wholly shown names its people, and then only the facts can be in question.
 */
function readHidden(
  { parts, hiddenParts }: VerifiedEvidence,
  people: number,
): Pick<ShownEntry, 'hiddenPeople' | 'perhapsParts'> {
  const shownPeople = parts.filter(part => part.name.startsWith('client')).length
  const hiddenPeople = Math.min(hiddenParts, Math.max(0, people - shownPeople))
  const rest = hiddenParts - hiddenPeople
  const record = parts.find(part => part.name === 'record')
  const peopleKnown = people > 0 || record?.hidden === 0
  const factsShown = parts.some(part => part.name === 'facts')
  return { hiddenPeople, perhapsParts: peopleKnown ? (factsShown ? 0 : Math.min(rest, 1)) : rest }
}

function list(value: Scalar | undefined): readonly unknown[] {
  const parsed = json(value)
  return Array.isArray(parsed) ? parsed : []
}

function json(value: Scalar | undefined): unknown {
  try {
    return typeof value === 'string' ? JSON.parse(value) : undefined
  } catch {
    return undefined
  }
}

const textIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

type Client = NonNullable<Sayable['clients']>[number]

function readClients(record: Fields, personal: readonly OpenedPart[]): Client[] {
  const ids = list(record.get('clients'))
  const names = new Map<number, string | undefined>()
  for (const { name, fields } of personal) {
    const place = Number(name.split('_')[1] ?? 1) - 1
    names.set(place, textIn(fields.find(([field]) => field === 'name')?.[1]))
  }
  const count = Math.max(ids.length, ...[...names.keys()].map(place => place + 1))
  return Array.from({ length: count }, (_, place) => ({ id: textIn(ids[place]), name: names.get(place) }))
}

function readActor(value: Scalar | undefined, clients: readonly Client[]): SayableActor | undefined {
  const [type, id, name] = list(value)
  if (typeof type !== 'string') return undefined
  if (type !== 'client') return { type, id: textIn(id), name: textIn(name) }
  return { type, clientId: textIn(id), name: clients.find(client => client.id === id)?.name }
}

function readObjects(record: Fields, facts: Fields): SayableObject[] {
  return list(record.get('objects')).flatMap((item, i) => {
    const [type, ref] = Array.isArray(item) ? (item as unknown[]) : []
    if (typeof type !== 'string') return []
    const field = (name: string): string | undefined => textIn(facts.get(`object/${i + 1}/${name}`))
    return { type, ref: textIn(ref), id: field('id'), name: field('name'), role: field('role') }
  })
}

/** `change/<subject>/<field>` and `state/<subject>/<field>`, each once, in the order in which they were given. */
function readChanges(parts: readonly Fields[], objects: readonly SayableObject[]): ShownChange[] {
  const found = new Map<string, { n: number; change: ShownChange }>()
  for (const [name, value] of parts.flatMap(fields => [...fields])) {
    const [, subject, field] = /^(?:change|state)\/([^/]*)\/(.+)$/s.exec(name) ?? []
    const given = json(value)
    if (field === undefined || typeof given !== 'object' || given === null || found.has(name)) continue
    const { n, label, before, after, hidden } = given as Record<string, unknown>
    const object = objects[Number(subject) - 1]
    const of = subject === 'client' ? 'client' : object?.type
    found.set(name, {
      n: typeof n === 'number' ? n : 0,
      change: { field, label: textIn(label), before, after, hidden: hidden === true, of, ref: object?.ref },
    })
  }
  return [...found.values()].sort((a, b) => a.n - b.n).map(({ change }) => change)
}

function readData(parts: readonly Fields[]): Record<string, unknown> {
  // Entries, not assignment: a field named `__proto__` stays a field.
  return Object.fromEntries(
    parts.flatMap(fields =>
      [...fields].flatMap(([name, value]): [string, unknown][] => {
        if (name.startsWith('data/')) return [[name.slice(5), value]]
        return name.startsWith('data-json/') ? [[name.slice(10), json(value)]] : []
      }),
    ),
  )
}
