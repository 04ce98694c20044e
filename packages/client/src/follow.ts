/**
 * Follows the log live: server-sent events over `fetch`, with reconnects that lose and double nothing.
 * The place in the log is the `seq` of the last entry given out; every connection asks for what comes after it.
 */
import type { Entry, EntryPage } from '@daybook/protocol'
import { LogError } from '@daybook/protocol/errors'
import type { ErrorCode } from '@daybook/protocol/errors'
import { ConnectionError } from './connection-error.ts'
import type { Connection } from './connection.ts'
import { backoff, LONGEST_RETRY_AFTER } from './backoff.ts'
import { pause } from './pause.ts'
import { problemError } from './problem.ts'
import type { QueryInput } from './query.ts'
import { toQuery } from './query.ts'
import { address, isPassing, sendJson } from './send.ts'
import { createSseParser } from './sse-parser.ts'

export interface FollowOptions {
  /** Entries after this seq; 0 for the whole log. Without it, those written from now on. */
  readonly lastSeq?: number
  /** Ends the iteration, without an error, when aborted. */
  readonly signal?: AbortSignal
  /** Milliseconds of silence after which the connection is taken for dead. Default 60,000. */
  readonly idleMs?: number
  /** Told whenever the connection opens or is lost. */
  readonly onStatus?: (status: FollowStatus) => void
}
export type FollowStatus = 'connecting' | 'open' | 'waiting'

const passing: ReadonlySet<ErrorCode> = new Set([
  'log_busy',
  'stopping',
  'database_unavailable',
  'rate_limited',
] satisfies ErrorCode[])

/** True where a later connection may do better. */
function isLost(error: unknown): boolean {
  return error instanceof ConnectionError || (error instanceof LogError && passing.has(error.code))
}

/** Entries after `lastSeq` that match; `filter` holds the query's names, `client` included. */
export async function* follow(
  connection: Connection,
  filter: QueryInput,
  options: FollowOptions = {},
): AsyncGenerator<Entry, void, undefined> {
  const { signal, onStatus } = options
  let baseMs = connection.retry.baseMs
  let failures = 0
  try {
    let last = options.lastSeq
    for (;;) {
      onStatus?.('connecting')
      try {
        last ??= await newestSeq(connection, signal)
        const live = openStream(connection, filter, last, options)
        for await (const event of live) {
          signal?.throwIfAborted()
          if (event === 'open') onStatus?.('open')
          else {
            failures = 0
            if (event.retry !== undefined) baseMs = event.retry
            const entry = parseEntry(event.event, event.data)
            if (entry && entry.seq > last) yield entry
            last = Math.max(last, entry?.seq ?? 0, Number(event.id) || 0)
          }
        }
      } catch (error) {
        if (!isLost(error)) throw error
      }
      signal?.throwIfAborted()
      onStatus?.('waiting')
      await pause(backoff({ ...connection.retry, baseMs }, failures++, connection.random), signal)
    }
  } catch (error) {
    if (!signal?.aborted) throw error
  }
}

/** Where "from now on" begins: known before the first connection, so that a broken first one loses nothing. */
async function newestSeq(connection: Connection, signal?: AbortSignal): Promise<number> {
  const query = toQuery({ limit: 1 })
  const page = await sendJson<EntryPage>(connection, {
    method: 'GET',
    path: '/v1/entries',
    query,
    repeatable: true,
    signal,
  })
  return page.entries[0]?.seq ?? 0
}

function parseEntry(event: string, data: string): Entry | undefined {
  if (data === '' || (event !== 'message' && event !== 'entry')) return undefined
  const value = JSON.parse(data) as Partial<Entry>
  return typeof value.seq === 'number' ? (value as Entry) : undefined
}

/** One connection, until it ends. Throws `ConnectionError` for what passes, `LogError` for a refusal. */
async function* openStream(connection: Connection, filter: QueryInput, last: number, options: FollowOptions) {
  const lost = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, lost.signal]) : lost.signal
  let timer = setTimeout(() => lost.abort(), connection.timeoutMs)
  try {
    const response = await connection.fetch(address(connection, '/v1/stream', toQuery(filter)), {
      method: 'GET',
      headers: { ...connection.headers, accept: 'text/event-stream', 'last-event-id': String(last) },
      credentials: connection.credentials,
      cache: 'no-store',
      signal,
    })
    if (!response.ok || !response.body) {
      const error = problemError(response.status, response.headers, await response.text())
      if (!isPassing(response.status)) throw error
      await pause(Math.min(error.details.retryAfter ?? 0, LONGEST_RETRY_AFTER) * 1000, options.signal)
      throw new ConnectionError(error.message, error)
    }
    yield 'open' as const
    const reader = response.body.getReader()
    const decoder = new TextDecoder()
    const parse = createSseParser()
    for (;;) {
      clearTimeout(timer)
      timer = setTimeout(() => lost.abort(), options.idleMs ?? 60_000)
      const { done, value } = await reader.read()
      // Stopped while the reader of the entries is busy: its time is not the server's silence.
      clearTimeout(timer)
      if (done) return
      yield* parse(decoder.decode(value, { stream: true }))
    }
  } catch (error) {
    // Runtimes report a connection that broke in mid-stream in many ways; all of them mean the same here.
    throw options.signal?.aborted || error instanceof LogError
      ? error
      : new ConnectionError('The stream was lost.', error)
  } finally {
    clearTimeout(timer)
    lost.abort()
  }
}
