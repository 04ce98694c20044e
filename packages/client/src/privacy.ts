/** Deleting, holding and erasing clients, and what they ask. */
import type {
  ClientPrivacyAnswer,
  ErasureMode,
  ErasureReceipt,
  PrivacyRequest,
  PrivacyRequestPage,
} from '@daybook/protocol'
import type { Connection } from './connection.ts'
import { segment, toQuery } from './query.ts'
import { createReading, type PageOptions, type Reading } from './reading.ts'
import { sendJson } from './send.ts'

export interface ActOptions {
  /** Why: kept with the entry, as long as the client is. */
  readonly reason?: string
  readonly signal?: AbortSignal
}

/** Every act is an entry. Ids of clients are the host's or Daybook's own; of those erased only Daybook's own is left. */
export interface Privacy {
  /** Starts the grace period: hidden from now on, erased at its end. A second call changes nothing. */
  delete(clientId: string, options?: ActOptions): Promise<ClientPrivacyAnswer>
  /** Takes a deletion back. Throws `state_conflict` where there is none. */
  restore(clientId: string, options?: ActOptions): Promise<ClientPrivacyAnswer>
  /** Erases or anonymises now, and answers the receipt; a second call answers it again. Throws `client_held`. */
  erase(
    clientId: string,
    mode: ErasureMode,
    options?: { readonly signal?: AbortSignal },
  ): Promise<ErasureReceipt>
  /** The receipt of an erasure. Throws `not_found` where there was none. */
  receipt(clientId: string, options?: { readonly signal?: AbortSignal }): Promise<ErasureReceipt>
  /** Places a legal hold, which blocks erasure and stops a grace period. A second call changes nothing. */
  hold(clientId: string, options?: ActOptions): Promise<ClientPrivacyAnswer>
  /** Releases it. Throws `state_conflict` where there is none. */
  release(clientId: string, options?: ActOptions): Promise<ClientPrivacyAnswer>
  /** What clients asked, newest first; those that are open where nothing else is said. */
  requests(
    input?: { readonly state?: 'open' | 'decided' | 'all' } & PageOptions,
  ): Reading<PrivacyRequestPage, PrivacyRequest>
  /** Writes down that a client asks to be erased. A client's own program appends `client.erasure_requested` instead. */
  ask(clientId: string, options?: ActOptions & { readonly mode?: ErasureMode }): Promise<PrivacyRequest>
  /** Decides a request, once; declining needs a reason. Throws `state_conflict`, `client_held`. */
  decide(
    requestId: string,
    decision: ErasureMode | { readonly decline: string },
    options?: { readonly signal?: AbortSignal },
  ): Promise<PrivacyRequest>
}

const LIST = '/v1/privacy/requests'

export function privacyOf(connection: Connection): Privacy {
  const call = <T>(method: string, path: string, body: object, repeatable: boolean, signal?: AbortSignal) =>
    sendJson<T>(connection, { method, path, body: JSON.stringify(body), repeatable, signal })
  const get = <T>(path: string, query: URLSearchParams | undefined, signal?: AbortSignal) =>
    sendJson<T>(connection, { method: 'GET', path, query, repeatable: true, signal })
  const of = (clientId: string, act = ''): string => `/v1/clients/${segment(clientId)}${act}`
  // What is done already is answered alike only by some: the others must not be sent twice.
  const act =
    (method: string, path: string, repeatable: boolean) =>
    (clientId: string, { signal, ...body }: ActOptions = {}) =>
      call<ClientPrivacyAnswer>(method, of(clientId, path), body, repeatable, signal)
  return {
    delete: act('DELETE', '', true),
    restore: act('POST', '/restore', false),
    hold: act('PUT', '/hold', true),
    release: act('DELETE', '/hold', false),
    erase: (clientId, mode, { signal } = {}) => call('POST', of(clientId, '/erase'), { mode }, true, signal),
    receipt: (clientId, { signal } = {}) => get(of(clientId, '/erasure'), undefined, signal),
    requests: ({ state, limit, signal } = {}) =>
      createReading(
        (cursor, page) =>
          get<PrivacyRequestPage>(LIST, toQuery({ state, limit: page.limit, cursor }), page.signal),
        page => page.requests,
        { ...(limit !== undefined && { limit }), signal },
      ),
    ask: (client, { signal, ...body } = {}) => call('POST', LIST, { client, ...body }, false, signal),
    decide: (requestId, decision, { signal } = {}) =>
      call(
        'POST',
        `${LIST}/${segment(requestId)}/decide`,
        typeof decision === 'string' ? { decision } : { decision: 'decline', reason: decision.decline },
        false,
        signal,
      ),
  }
}
