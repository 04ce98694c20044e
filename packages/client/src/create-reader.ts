/** The reading half of the SDK: no queue, nothing that writes entries. For pages that only show. */
import type {
  ClientPage,
  ClientSort,
  ClientSummary,
  Entry,
  EntryCounts,
  EntryFilter,
  EntryPage,
} from '@daybook/protocol'
import type { RetryPolicy } from './backoff.ts'
import type { Connection, Fetch } from './connection.ts'
import type { follow, FollowOptions } from './follow.ts'
import type { QueryInput } from './query.ts'
import { segment, toQuery } from './query.ts'
import type { PageOptions, Reading } from './reading.ts'
import { createReading } from './reading.ts'
import { sendJson } from './send.ts'

/** A program with an API key, or the staff app with its session cookie and the workspace that it shows. */
export type ReaderOptions = (
  | { readonly key: string; readonly workspace?: undefined }
  | { readonly key?: undefined; readonly workspace: string }
) & {
  /** Where Daybook runs, such as `https://daybook.example`; empty for the page's own origin. */
  readonly url: string
  /** Default: the global `fetch`. */
  readonly fetch?: Fetch
  readonly retry?: Partial<RetryPolicy>
  /** Milliseconds that one try may take. Default 30,000. */
  readonly timeoutMs?: number
  /** The language of the sentences (BCP 47); default is the workspace's own. */
  readonly language?: string
  /** From 0 to 1, for the jitter. Default `Math.random`. */
  readonly random?: () => number
}

/** A filter whose values may stand alone or in a list. */
export type ReadFilter = {
  readonly [N in keyof EntryFilter]: EntryFilter[N] extends readonly string[] | undefined
    ? string | readonly string[]
    : EntryFilter[N]
}
export interface ReadOptions extends PageOptions {
  /** Newest first (`desc`, the default) or oldest first. */
  readonly order?: 'asc' | 'desc'
}
export type ReadInput = ReadFilter & ReadOptions
export interface CallOptions {
  readonly signal?: AbortSignal
}
export type EntryReading = Reading<EntryPage, Entry>

export interface DaybookReader {
  /** The workspace's log. */
  entries(input?: ReadInput): EntryReading
  /** Everything about one client, by the host's id or Daybook's own. */
  timeline(clientId: string, input?: ReadInput): EntryReading
  /** One object and every entry linked to it. */
  history(type: string, id: string, input?: ReadInput): EntryReading
  /** A client's sign-ins, sign-outs, failures and expiries. */
  access(clientId: string, input?: ReadInput): EntryReading
  entry(id: string, options?: CallOptions): Promise<Entry>
  counts(input?: ReadFilter & { readonly client?: string } & CallOptions): Promise<EntryCounts>
  /** The client list; `q` searches names and ids. */
  clients(
    input?: { readonly q?: string; readonly sort?: ClientSort } & ReadOptions,
  ): Reading<ClientPage, ClientSummary>
  /** New entries as they are written, each once, over any number of reconnects. Ends when the signal is aborted. */
  follow(filter?: ReadFilter & { readonly client?: string }, options?: FollowOptions): AsyncIterable<Entry>

  /** Any other route: answers its JSON. Tried again after silence only where `repeatable` (GET and HEAD always are). */
  request<T>(
    method: string,
    path: string,
    options?: { query?: QueryInput; body?: unknown; repeatable?: boolean; signal?: AbortSignal },
  ): Promise<T>
}

const RETRY: RetryPolicy = { attempts: 8, baseMs: 200, maxMs: 20_000 }

/** Reads one workspace. What follows the log live is a file of its own, fetched when it is first asked for. */
export const createReader = (options: ReaderOptions): DaybookReader =>
  readerOf(connectionOf(options), async function* (connection, filter, options) {
    for (;;) {
      // Without a connection the file cannot be fetched either: it is asked for again, as the stream would be.
      const loaded = await import('./follow.ts').catch(() => undefined)
      if (options?.signal?.aborted) return
      if (loaded !== undefined) return yield* loaded.follow(connection, filter, options)
      options?.onStatus?.('waiting')
      await new Promise(resolve => setTimeout(resolve, connection.retry.baseMs * 10))
    }
  })

/** Reads over a connection; `live` follows the log. */
export function readerOf(connection: Connection, live: typeof follow): DaybookReader {
  const get = <T>(path: string, input: QueryInput, signal?: AbortSignal) =>
    sendJson<T>(connection, { method: 'GET', path, query: toQuery(input), repeatable: true, signal })
  const list = (path: string, { limit, signal, ...filter }: ReadInput = {}): EntryReading =>
    createReading(
      (cursor, page) => get<EntryPage>(path, { ...filter, limit: page.limit, cursor }, page.signal),
      page => page.entries,
      { ...(limit !== undefined && { limit }), signal },
    )

  return {
    entries: input => list('/v1/entries', input),
    timeline: (clientId, input) => list(`/v1/clients/${segment(clientId)}/timeline`, input),
    history: (type, id, input) => list(`/v1/objects/${segment(type)}/${segment(id)}/history`, input),
    access: (clientId, input) => list(`/v1/clients/${segment(clientId)}/access`, input),
    entry: (id, { signal } = {}) => get(`/v1/entries/${segment(id)}`, {}, signal),
    counts: ({ signal, ...filter } = {}) => get('/v1/entries/counts', filter, signal),
    clients: ({ limit, signal, ...filter } = {}) =>
      createReading(
        (cursor, page) =>
          get<ClientPage>('/v1/clients', { ...filter, limit: page.limit, cursor }, page.signal),
        page => page.clients,
        { ...(limit !== undefined && { limit }), signal },
      ),
    follow: (filter = {}, followOptions) => live(connection, filter, followOptions),
    request: (method, path, { query = {}, body, repeatable, signal } = {}) =>
      sendJson(connection, {
        method,
        path,
        query: toQuery(query),
        body: body === undefined ? undefined : JSON.stringify(body),
        repeatable: repeatable ?? (method === 'GET' || method === 'HEAD'),
        signal,
      }),
  }
}

/** How the calls of these options are made. */
export function connectionOf(options: ReaderOptions): Connection {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (options.key !== undefined) headers['authorization'] = `Bearer ${options.key}`
  else headers['daybook-workspace'] = options.workspace
  if (options.language) headers['accept-language'] = options.language
  return {
    url: options.url.replace(/\/+$/, ''),
    headers,
    credentials: options.key === undefined ? 'same-origin' : 'omit',
    // Called as a bare function: browsers refuse `fetch` as the method of anything but the window.
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    retry: { ...RETRY, ...options.retry },
    timeoutMs: options.timeoutMs ?? 30_000,
    random: options.random ?? Math.random,
  }
}
