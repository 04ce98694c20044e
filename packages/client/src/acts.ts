/** Records that Daybook keeps: doing something with them, and reading them as they are or were. */
import type { ActData, ActFields, ActingType, ActName } from '@daybook/catalogue'
import type {
  ActAnswer,
  ActsAnswer,
  ChecklistAnswer,
  FreeTimesAnswer,
  MergeAnswer,
  MergeInput,
  ObjectView,
  UnmergeInput,
  WhyAnswer,
} from '@daybook/protocol'
import type { Connection } from './connection.ts'
import { connectionOf, type ReaderOptions } from './create-reader.ts'
import { segment, toQuery } from './query.ts'
import { sendJson } from './send.ts'

interface Party {
  readonly id: string
  readonly name?: string
}

/** What every act may carry besides its fields. */
export interface ActInputBase {
  /** Why: kept with the entry. */
  readonly reason?: string
  readonly client?: Party
  readonly clients?: readonly Party[]
  /** The other object, where the act ties two together. */
  readonly other?: { readonly type: string; readonly id: string }
  /** More objects that the entry belongs to. */
  readonly objects?: readonly { readonly type: string; readonly id: string; readonly role?: string }[]
  /** The `version` that was read: refused with `version_conflict` where the object has changed since. */
  readonly ifVersion?: number
  /** Done on the client's wish: the rules for clients apply. */
  readonly forClient?: boolean
  /** Who did it, where the program acts for somebody; by default the API key. */
  readonly actor?: { readonly type: string; readonly id?: string; readonly name?: string }
  readonly source?: string
  /** Idempotency key; made where there is none, so that a retry does nothing twice. */
  readonly key?: string
}

/** What an object is: every field that has a value. One that is left out has been emptied. */
export interface PutInput extends Omit<ActInputBase, 'other' | 'forClient'> {
  readonly state: Readonly<Record<string, unknown>>
}

/** For an act of the catalogue only its own fields compile; for an object type of the workspace's own, any. */
export type ActInputOf<T extends string, A extends string> = ActInputBase &
  (T extends ActingType
    ? A extends ActName<T>
      ? { readonly fields?: ActFields<T, A>; readonly data?: ActData<T, A> }
      : never
    : {
        readonly fields?: Readonly<Record<string, unknown>>
        readonly data?: Readonly<Record<string, unknown>>
      })

export type ActNameOf<T extends string> = T extends ActingType ? ActName<T> : string

export interface AsOf {
  /** As it was then: an instant, or a date. */
  readonly at?: string
  /** As it was known then: an instant, a date, or the seq of an entry. */
  readonly known?: string | number
}

export interface FreeTimesInput {
  readonly service?: string
  readonly booking?: string
  /** Only this member's times. */
  readonly member?: string
  /** The first day, `2026-11-26`, and the last; at most 62 days. */
  readonly from: string
  readonly to: string
  /** Minutes, where it is to take another time than its service says. */
  readonly duration?: number
  /** People who come, for services that several may book at once. */
  readonly participants?: number
}

interface Options {
  readonly signal?: AbortSignal
}

export interface Acts {
  /**
   * Does something with an object: its entry and the state that follows are written together.
   * Throws `LogError`: `act_refused`, `version_conflict`, `time_taken`, `not_found`, `query_invalid`.
   * @example
   * await client.acts.perform('booking', 'BK-1042', 'reschedule', { fields: { startsAt: '2026-11-26T10:00:00Z' } })
   */
  perform<const T extends string, const A extends ActNameOf<T>>(
    type: T,
    id: string,
    act: A,
    input?: ActInputOf<T, A>,
    options?: Options,
  ): Promise<ActAnswer>
  /** Begins an object by one of its acts; the server makes its id. */
  begin<const T extends string, const A extends ActNameOf<T>>(
    type: T,
    act: A,
    input: ActInputOf<T, A>,
    options?: Options,
  ): Promise<ActAnswer>
  /**
   * Records what an object is, as a whole: an entry tells what changed since, none is made where nothing did. A first
   * state is a baseline, never a creation. Throws `LogError`: `version_conflict`, `act_refused`, `query_invalid`.
   * @example
   * await client.acts.put('service', 'SV-1', { state: { name: 'Massage', duration: 60, price: 6000, currency: 'EUR' } })
   */
  put(type: string, id: string, input: PutInput, options?: Options): Promise<ActAnswer>
  /** An object as it is, or as it was. `client` gives a client's profile. */
  read(type: string, id: string, asOf?: AsOf, options?: Options): Promise<ObjectView>
  /** What can be done with each type of object, for forms; `lang` as in `de`. */
  forms(input?: { readonly lang?: string }, options?: Options): Promise<ActsAnswer>
  /** How a booking stands, step by step, and the ways into the app of a host that keeps it. */
  checklist(bookingId: string, options?: Options): Promise<ChecklistAnswer>
  /** When a service can be booked, or a booking be moved to: one of the two is named. Days are the workspace's. */
  freeTimes(input: FreeTimesInput, options?: Options): Promise<FreeTimesAnswer>
  /** Puts the history of another client on this one's page. Throws `LogError`: `state_conflict`, `query_invalid`. */
  merge(clientId: string, input: MergeInput, options?: Options): Promise<MergeAnswer>
  /** Takes that back: both pages are as they were. Throws `LogError`: `state_conflict`. */
  unmerge(clientId: string, input?: UnmergeInput, options?: Options): Promise<MergeAnswer>
  /** What led to an entry. */
  why(entryId: string, options?: Options): Promise<WhyAnswer>
}

/**
 * The acts alone, for pages that have a reader already.
 * @example
 * const acts = createActs({ url: '', workspace: 'ws_…' })
 * await acts.perform('booking', 'BK-1042', 'confirm')
 */
export const createActs = (options: ReaderOptions): Acts => actsOf(connectionOf(options))

const place = (type: string): string => (type === 'client' ? '/v1/clients' : `/v1/objects/${segment(type)}`)

export function actsOf(connection: Connection): Acts {
  const get = <T>(path: string, query: URLSearchParams, { signal }: Options = {}) =>
    sendJson<T>(connection, { method: 'GET', path, query, repeatable: true, signal })
  const post = (path: string, input: ActInputBase & { readonly act?: string }, { signal }: Options = {}) => {
    const body = JSON.stringify({ ...input, key: input.key ?? newKey() })
    return sendJson<ActAnswer>(connection, { method: 'POST', path, body, repeatable: true, signal })
  }
  const once = (clientId: string, act: string, input: object, { signal }: Options = {}) =>
    sendJson<MergeAnswer>(connection, {
      method: 'POST',
      path: `/v1/clients/${segment(clientId)}/${act}`,
      body: JSON.stringify(input),
      repeatable: false,
      signal,
    })
  return {
    put: (type, id, input, { signal } = {}) =>
      sendJson<ActAnswer>(connection, {
        method: 'PUT',
        path: `${place(type)}/${segment(id)}`,
        body: JSON.stringify({ ...input, key: input.key ?? newKey() }),
        repeatable: true,
        signal,
      }),
    perform: (type, id, act, input, options) =>
      post(`${place(type)}/${segment(id)}/${segment(act)}`, input ?? {}, options),
    begin: (type, act, input, options) => post(place(type), { ...input, act }, options),
    read: (type, id, { at, known } = {}, options) =>
      get(
        `${place(type)}/${segment(id)}${type === 'client' ? '/profile' : ''}`,
        toQuery({ at, known }),
        options,
      ),
    forms: ({ lang } = {}, options) => get('/v1/acts', toQuery({ lang }), options),
    checklist: (id, options) => get(`/v1/objects/booking/${segment(id)}/checklist`, toQuery({}), options),
    freeTimes: (input, options) => get('/v1/free-times', toQuery({ ...input }), options),
    // Done once it is refused as done: it must not be sent twice.
    merge: (clientId, input, options) => once(clientId, 'merge', input, options),
    unmerge: (clientId, input = {}, options) => once(clientId, 'unmerge', input, options),
    why: (entryId, options) => get(`/v1/entries/${segment(entryId)}/why`, toQuery({}), options),
  }
}

const newKey = (): string => `act_${globalThis.crypto.randomUUID()}`
