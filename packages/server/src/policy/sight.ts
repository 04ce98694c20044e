/**
 * What a reader sees, as data, and the one rule that decides by it: for lists, counts, searches, streams, exports,
 * evidence and proofs alike. Pure, so that threads can be told of it too.
 */
import type { Scalar } from '@daybook/protocol'

export interface Sight {
  /** Clients who are deleted and whom this reader may not see: their entries are nowhere. */
  readonly hidden: ReadonlySet<number>
  /** Those deleted whom this reader sees, marked. */
  readonly deleted: ReadonlySet<number>
  /** True of those who decide about deleting and erasing. */
  readonly decides: boolean
  /** True of those who may know that a client is held. */
  readonly holds: boolean
  /** True of those who see sign-ins, views, security entries, IP addresses and what a browser says of itself. */
  readonly access: boolean
  /** Fields of clients whose values are not for this reader (N5); absent where there are none. */
  readonly closed?: ReadonlySet<string>
  /** Set where somebody of the staff sees a part of the log only. */
  readonly only?: Only
}

export interface Only {
  /** Entries about the clients below, or entries that the reader made. */
  readonly to: 'own_clients' | 'own_acts'
  /** Clients of whom the reader sees something. */
  readonly clients: ReadonlySet<number>
  /** The ids under which the reader acts, and the numbers that stand for them in rows. */
  readonly ids: ReadonlySet<string>
  readonly actors: readonly number[]
}

/** What of an entry the rule looks at: its record, which is in clear. */
export interface SeenRecord {
  readonly fields: ReadonlyMap<string, Scalar>
  readonly clientIds: readonly number[]
}

/** True where nothing is kept from the reader, so that nothing has to be looked at. */
export const seesAll = ({ hidden, access, closed, only }: Sight): boolean =>
  hidden.size === 0 && access && closed === undefined && only === undefined

/** True where a row's kind, actor and object cannot tell whether the reader sees it: its record must. */
export const needsRecord = ({ hidden, only }: Sight): boolean => hidden.size > 0 || only?.to === 'own_clients'

export const seesEverybody = ({ hidden, only }: Sight): boolean => hidden.size === 0 && only === undefined

export const seesClient = ({ hidden, only }: Sight, id: number): boolean =>
  !hidden.has(id) && (only === undefined || only.clients.has(id))

export function seesEntry(sight: Sight, { fields, clientIds }: SeenRecord): boolean {
  const { hidden, access, only } = sight
  if (!access && isAccessClass(String(fields.get('class')))) return false
  if (only?.to === 'own_clients') return clientIds.some(id => seesClient(sight, id))
  if (clientIds.length > 0 && clientIds.every(id => hidden.has(id))) return false
  return only === undefined || isOwnAct(only, fields)
}

/** True where the part of an entry that is about this client is shown. Of one's own act, every part is. */
export const seesPart = (sight: Sight, id: number): boolean =>
  sight.only?.to === 'own_acts' ? !sight.hidden.has(id) : seesClient(sight, id)

/** What only those see who may see access logs: sign-ins, who viewed what, what concerns security. */
export const isAccess = ({ type, related }: { readonly type: string; readonly related?: string }): boolean =>
  related === 'access' || type === 'auth' || type === 'access' || type === 'security'

export function isAccessClass(text: string): boolean {
  const [, type = '', related] = text.split('/')
  return isAccess({ type, related })
}

function isOwnAct({ ids }: Only, fields: SeenRecord['fields']): boolean {
  const [type, id, name] = JSON.parse(String(fields.get('actor'))) as [string, (string | null)?, string?]
  return type === 'staff' && ids.has(id ?? name ?? '')
}

const ADDRESS = /(?:^|\/)(?:ip|ip_?address|remote_?addr(?:ess)?|user_?agent)$/i

/** True of a field that tells where somebody acted from, under whichever name a host sends it. */
export const isAddress = (field: string): boolean => ADDRESS.test(field)

const OF_CLIENT = /^(?:change|state)\/client\/(.+)$/s

/** True of a field of an entry's part that holds a value of the client which is not for this reader. */
export function isClosed({ closed }: Sight, field: string): boolean {
  if (closed === undefined) return false
  const name = OF_CLIENT.exec(field)?.[1]
  return name !== undefined && closed.has(name)
}
