/** States as stored: JSON sealed under the owning clients' keys, bound to the row they stand in. */
import type { FieldState, State } from '../entry/state.ts'
import { open, seal, unwrapKey, wrapKey, WRAPPED_BYTES } from '../keys/seal.ts'
import { randomBytes } from '../random.ts'
import type { KnownClient, KnownObject } from './registry.ts'

interface StoredDirectory {
  readonly hostId?: string
  readonly name?: string
  readonly nameAt: number | null
  readonly fields: Readonly<Record<string, FieldState>>
}

const context = (kind: 'directory' | 'business' | 'personal', id: number): Buffer =>
  Buffer.from(`${kind}:${id}`)

export function sealDirectory(client: KnownClient, profileKey: Buffer): Buffer {
  return seal(profileKey, encode(client), context('directory', client.id))
}

export function openDirectory(
  id: number,
  sealed: Buffer,
  profileKey: Buffer,
): Omit<KnownClient, 'id' | 'lookup' | 'version'> {
  return decode(open(profileKey, sealed, context('directory', id)).toString('utf8'))
}

const encode = (known: Pick<KnownClient, 'hostId' | 'name' | 'nameAt' | 'fields'>): string =>
  JSON.stringify({
    hostId: known.hostId,
    name: known.name,
    nameAt: Number.isFinite(known.nameAt) ? known.nameAt : null,
    fields: known.fields,
  } satisfies StoredDirectory)

function decode(text: string): Pick<KnownClient, 'hostId' | 'name' | 'nameAt' | 'fields'> {
  const stored = JSON.parse(text) as StoredDirectory
  return {
    hostId: stored.hostId,
    name: stored.name,
    nameAt: stored.nameAt ?? -Infinity,
    fields: asState(stored.fields),
  }
}

// Without a prototype: `state['constructor']` must be a field or nothing.
const asState = (fields: Readonly<Record<string, FieldState>>): State =>
  Object.assign(Object.create(null) as Record<string, FieldState>, fields)

export interface SealedBusiness {
  readonly state: Buffer
  /** The one client under whose facts key it is sealed. */
  readonly clientId?: number
  /** Where several clients own it: its own key, wrapped for each. */
  readonly stateKeys?: Buffer
}

/** `keyOf` gives a client's facts key. */
export function sealBusiness(object: KnownObject, keyOf: (clientId: number) => Buffer): SealedBusiness {
  const text = encode({
    hostId: object.hostId,
    name: object.name,
    nameAt: object.nameAt,
    fields: object.business,
  })
  const bound = context('business', object.id)
  if (object.clients.length === 0) return { state: Buffer.from(text, 'utf8') }
  if (object.clients.length === 1) {
    const clientId = object.clients[0]!
    return { state: seal(keyOf(clientId), text, bound), clientId }
  }
  const own = randomBytes(32)
  return {
    state: seal(own, text, bound),
    stateKeys: Buffer.concat(object.clients.map(id => wrapKey(keyOf(id), own))),
  }
}

export type OpenedBusiness = Pick<KnownObject, 'name' | 'nameAt' | 'business'> & { hostId?: string }

/** Undefined where no key that opens it exists any more. */
export function openBusiness(
  id: number,
  row: { state: Buffer; clientId: number | null; stateKeys: Buffer | null },
  clients: readonly number[],
  keyOf: (clientId: number) => Buffer | undefined,
): OpenedBusiness | undefined {
  const text = openText(id, row, clients, keyOf)
  if (text === undefined) return undefined
  const { fields, ...rest } = decode(text)
  return { ...rest, business: fields }
}

function openText(
  id: number,
  row: { state: Buffer; clientId: number | null; stateKeys: Buffer | null },
  clients: readonly number[],
  keyOf: (clientId: number) => Buffer | undefined,
): string | undefined {
  const bound = context('business', id)
  if (row.clientId !== null) {
    const key = keyOf(row.clientId)
    return key === undefined ? undefined : open(key, row.state, bound).toString('utf8')
  }
  if (row.stateKeys === null) return row.state.toString('utf8')
  for (const [i, clientId] of clients.entries()) {
    const key = keyOf(clientId)
    if (key === undefined) continue
    const own = unwrapKey(key, row.stateKeys.subarray(i * WRAPPED_BYTES, (i + 1) * WRAPPED_BYTES))
    return open(own, row.state, bound).toString('utf8')
  }
  return undefined
}

export function sealPersonal(object: KnownObject, profileKey: Buffer): Buffer {
  return seal(profileKey, JSON.stringify(object.personal), context('personal', object.id))
}

export function openPersonal(id: number, sealed: Buffer, profileKey: Buffer): State {
  return asState(JSON.parse(open(profileKey, sealed, context('personal', id)).toString('utf8')) as State)
}
