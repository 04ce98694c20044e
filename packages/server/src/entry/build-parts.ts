/**
 * Intent → parts: which piece of an entry stands in the record (clear), the facts (business) and each client's part
 * (personal). Normative: docs/spec/entry.md, section 3. The catalogue decides field by field; a field that nobody
 * declared is personal when the entry has a client.
 */
import { privacyOf, privacyOfData } from '@daybook/catalogue'
import { clientPartName, type Json, type Part, type PartField, type Scalar } from '@daybook/protocol'
import { formatId } from '../ids.ts'
import { randomBytes } from '../random.ts'
import type { Actor, Intent } from './intent.ts'
import type { MadeChange } from './state.ts'

/** An intent whose clients and objects have their stored ids, with what the diff made of it. */
export interface Resolved {
  readonly intent: Intent
  /** With their frozen names. */
  readonly actor: Actor
  readonly onBehalfOf?: Actor
  readonly clientIds: readonly number[]
  readonly objectIds: readonly number[]
  readonly clientHostIds: readonly (string | undefined)[]
  readonly objectHostIds: readonly (string | undefined)[]
  /** Frozen names: as given, else as last known. */
  readonly clientNames: readonly (string | undefined)[]
  readonly objectNames: readonly (string | undefined)[]
  readonly changes: readonly MadeChange[]
  readonly baseline?: readonly MadeChange[]
  /** What an object was when it was deleted. */
  readonly lastState?: readonly MadeChange[] | undefined
  /** How often retention had taken its year when it came. */
  readonly late?: number
}

type Fields = PartField[]
const SEED_BYTES = 16

/** The parts in their fixed order: record, facts where there are any, one part a client. */
export function buildParts(resolved: Resolved): Part[] {
  const { intent, clientIds } = resolved
  const facts: Fields = []
  const clients: Fields[] = clientIds.map(() => [])
  // What belongs to no single client stands in each of them, and in the facts where there is none.
  const everyClient = (name: string, value: Scalar): void => {
    if (clients.length === 0) facts.push([name, value])
    for (const fields of clients) fields.push([name, value])
  }

  clients.forEach((fields, i) => {
    put(fields, 'hostId', resolved.clientHostIds[i])
    put(fields, 'name', resolved.clientNames[i])
  })
  intent.objects.forEach((object, i) => {
    put(facts, `object/${i + 1}/id`, resolved.objectHostIds[i])
    put(facts, `object/${i + 1}/name`, resolved.objectNames[i])
    put(facts, `object/${i + 1}/role`, object.role)
  })
  addChanges(resolved, facts, clients, everyClient)
  if (intent.amount !== undefined) {
    facts.push(['amount/value', intent.amount.value], ['amount/currency', intent.amount.currency])
  }
  put(facts, 'reference/provider', intent.reference?.provider)
  put(facts, 'reference/id', intent.reference?.id)
  put(facts, 'reference/url', intent.reference?.url)
  put(facts, 'requestId', intent.requestId)
  put(facts, 'correlationId', intent.correlationId)
  put(facts, 'key', intent.key)
  for (const [name, value] of Object.entries(intent.data)) {
    const personal = (privacyOfData(intent.action, name) ?? 'personal') === 'personal'
    const field = dataField(name, value)
    if (personal) everyClient(...field)
    else facts.push(field)
  }
  if (intent.reason !== undefined) everyClient('reason', intent.reason)
  if (intent.ip !== undefined) everyClient('ip', intent.ip)
  if (intent.userAgent !== undefined) everyClient('userAgent', intent.userAgent)

  const parts: Part[] = [{ name: 'record', seed: randomBytes(SEED_BYTES), fields: recordFields(resolved) }]
  if (facts.length > 0) parts.push({ name: 'facts', seed: randomBytes(SEED_BYTES), fields: facts })
  clients.forEach((fields, i) =>
    parts.push({ name: clientPartName(i), seed: randomBytes(SEED_BYTES), fields }),
  )
  return parts
}

/** The record: in clear for ever, so nothing about a client but their random id. */
function recordFields({ intent, actor, onBehalfOf, clientIds, objectIds, baseline, late }: Resolved): Fields {
  const fields: Fields = [
    ['action', intent.action],
    ['class', `${intent.category}/${intent.type}${intent.related === undefined ? '' : `/${intent.related}`}`],
    ['source', intent.source],
    ['occurredAt', intent.occurrence.text],
  ]
  // Nearly every act succeeds: only the others say so.
  if (intent.outcome !== 'success') fields.push(['outcome', intent.outcome])
  // Where a date sorts was decided by the zone of that day; a later change of zone must not move it.
  if (intent.occurrence.day !== undefined) fields.push(['sortsAt', intent.occurrence.at])
  if (intent.undated) fields.push(['undated', true])
  if (late !== undefined && late > 0) fields.push(['late', late])
  addActor(fields, 'actor', actor, clientIds)
  if (onBehalfOf !== undefined) addActor(fields, 'onBehalfOf', onBehalfOf, clientIds)
  if (clientIds.length > 0) fields.push(['clients', JSON.stringify(clientIds.map(id => formatId('cl', id)))])
  if (objectIds.length > 0) {
    fields.push([
      'objects',
      JSON.stringify(objectIds.map((id, i) => [intent.objects[i]!.type, formatId('ob', id)])),
    ])
  }
  if (baseline !== undefined) fields.push(['baseline', true])
  put(fields, 'rule/id', intent.rule?.id)
  put(fields, 'rule/name', intent.rule?.name)
  put(fields, 'causedBy', intent.causedBy)
  put(fields, 'causedByKey', intent.causedByKey?.toString('base64url'))
  if (intent.keyMac !== undefined) {
    fields.push(['key', `${intent.keyMac.toString('base64url')}.${intent.contentMac!.toString('base64url')}`])
  }
  return fields
}

/** `[type, id, name]`, or for a client `["client", "cl_…"]`: their name stands in their own part only. */
function addActor(fields: Fields, name: string, actor: Actor, clientIds: readonly number[]): void {
  const value =
    actor.type === 'client'
      ? [actor.type, formatId('cl', clientIds[actor.client]!)]
      : actor.name !== undefined
        ? [actor.type, actor.id ?? null, actor.name]
        : actor.id !== undefined
          ? [actor.type, actor.id]
          : [actor.type]
  fields.push([name, JSON.stringify(value)])
}

function addChanges(
  resolved: Resolved,
  facts: Fields,
  clients: readonly Fields[],
  everyClient: (name: string, value: Scalar) => void,
): void {
  const { intent, changes, baseline, lastState = [] } = resolved
  const ofClient = intent.subject === 'client'
  const type = ofClient ? 'client' : (intent.objects[0]?.type ?? 'object')
  const subject = ofClient ? 'client' : intent.objects.length > 0 ? '1' : '0'
  const told = [
    ...changes.map((change, i) => ['change', i + 1, change] as const),
    ...(baseline ?? lastState).map((change, i) => ['state', i + 1, change] as const),
  ]
  for (const [kind, n, { field, ...rest }] of told) {
    const name = `${kind}/${subject}/${field}`
    const value = JSON.stringify({ n, ...rest })
    if ((privacyOf(type, field) ?? 'personal') === 'business') facts.push([name, value])
    else if (ofClient) clients[0]!.push([name, value])
    else everyClient(name, value)
  }
}

/** Objects and arrays are kept as their exact JSON text under another name, so that neither can pass for the other. */
function dataField(name: string, value: Json): PartField {
  return typeof value === 'object' && value !== null
    ? [`data-json/${name}`, JSON.stringify(value)]
    : [`data/${name}`, value]
}

function put(fields: Fields, name: string, value: Scalar | undefined): void {
  if (value !== undefined) fields.push([name, value])
}
