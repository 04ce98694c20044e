/** Lists of records for whoever works with them, as they are now. */
import type {
  ClientBrief,
  ObjectPage,
  ObjectView,
  SessionPage,
  WaitingItem,
  WaitingKind,
  WaitingPage,
} from '@daybook/protocol'
import type { Connection } from './connection.ts'
import type { CallOptions, ReaderOptions } from './create-reader.ts'
import { connectionOf } from './create-reader.ts'
import { type QueryInput, segment, toQuery } from './query.ts'
import { createReading, type PageOptions, type Reading } from './reading.ts'
import { sendJson } from './send.ts'

export interface ObjectsInput extends PageOptions {
  /** Of the start: a local date of the workspace's zone (inclusive) or an instant. The list is then by start. */
  readonly from?: string
  /** A local date (inclusive) or an instant (exclusive). */
  readonly to?: string
  readonly status?: readonly string[]
  readonly service?: readonly string[]
  readonly member?: string
  /** Beginnings of words of the client's name, e-mail, phone or id; or the object's own id. */
  readonly q?: string
  /** Deleted ones instead of the others. */
  readonly deleted?: boolean
}

export interface Lists {
  /**
   * The objects of a type: by start where a time is asked for, else the last changed first.
   * @example
   * for await (const booking of client.lists.objects('booking', { from: '2026-11-24', to: '2026-11-24' })) …
   */
  objects(type: string, input?: ObjectsInput): Reading<ObjectPage, ObjectView>
  /** Every booking of a client, the next first. */
  sessions(clientId: string, input?: PageOptions): Reading<SessionPage, ObjectView>
  /** What there is of a client besides the profile, the last changed first; by default of all types that belong here. */
  related(
    clientId: string,
    input?: { readonly type?: readonly string[] } & PageOptions,
  ): Reading<ObjectPage, ObjectView>
  /** What to know before seeing a client. */
  brief(clientId: string, options?: CallOptions): Promise<ClientBrief>
  /** What waits for somebody, what came last first (`desc`) or what waits longest (`asc`). */
  waiting(
    input?: { readonly kind?: readonly WaitingKind[]; readonly order?: 'desc' | 'asc' } & PageOptions,
  ): Reading<WaitingPage, WaitingItem>
}

/** The lists alone, for pages that have a reader already. */
export const createLists = (options: ReaderOptions): Lists => listsOf(connectionOf(options))

export function listsOf(connection: Connection): Lists {
  const get = <T>(path: string, query: QueryInput, signal?: AbortSignal) =>
    sendJson<T>(connection, { method: 'GET', path, query: toQuery(query), repeatable: true, signal })
  const reading = <Page extends { readonly next: string | null }, Item>(
    path: string,
    { limit, signal, ...query }: PageOptions & Readonly<Record<string, unknown>>,
    itemsOf: (page: Page) => readonly Item[],
  ): Reading<Page, Item> =>
    createReading(
      (cursor, page) => get<Page>(path, { ...(query as QueryInput), limit: page.limit, cursor }, page.signal),
      itemsOf,
      { ...(limit !== undefined && { limit }), ...(signal && { signal }) },
    )
  const of = (clientId: string, list: string): string => `/v1/clients/${segment(clientId)}/${list}`
  return {
    objects: (type, input = {}) =>
      reading(`/v1/objects/${segment(type)}`, { ...input }, (page: ObjectPage) => page.objects),
    sessions: (clientId, input = {}) =>
      reading(of(clientId, 'sessions'), { ...input }, (page: SessionPage) => page.sessions),
    related: (clientId, input = {}) =>
      reading(of(clientId, 'related'), { ...input }, (page: ObjectPage) => page.objects),
    brief: (clientId, { signal } = {}) => get(of(clientId, 'brief'), {}, signal),
    waiting: (input = {}) => reading('/v1/waiting', { ...input }, (page: WaitingPage) => page.items),
  }
}
