/** One request with its retries: the only place that calls `fetch` for an answer that ends. */
import type { LogError } from '@daybook/protocol/errors'
import { backoff, LONGEST_RETRY_AFTER } from './backoff.ts'
import { ConnectionError } from './connection-error.ts'
import type { Connection } from './connection.ts'
import { pause } from './pause.ts'
import { problemError } from './problem.ts'

export interface Call {
  readonly method: string
  /** From `/v1`, without the query. */
  readonly path: string
  readonly query?: URLSearchParams
  /** JSON text. */
  readonly body?: string
  /** True where doing it twice does no more than doing it once; only then is it tried again after silence. */
  readonly repeatable: boolean
  readonly signal?: AbortSignal
}

export interface Answer {
  readonly status: number
  readonly text: string
}

/** True where the same request may be answered differently a little later. */
export function isPassing(status: number): boolean {
  return status === 429 || (status >= 502 && status <= 504)
}

/**
 * Sends a call and reads its answer, trying again as the connection's policy says.
 * Throws `LogError` for a refusal, `ConnectionError` where no answer came, the signal's reason when aborted.
 */
export async function send(connection: Connection, call: Call): Promise<Answer> {
  for (let attempt = 0; ; attempt++) {
    const outcome = await attemptOnce(connection, call)
    if (outcome.answer) return outcome.answer
    const { error, retryAfter } = outcome
    const last = attempt + 1 >= connection.retry.attempts || retryAfter > LONGEST_RETRY_AFTER
    if (last || !outcome.mayRepeat) throw error
    await pause(backoff(connection.retry, attempt, connection.random, retryAfter), call.signal)
  }
}

type Outcome =
  | { readonly answer: Answer }
  | {
      readonly answer?: undefined
      readonly error: LogError | ConnectionError
      readonly mayRepeat: boolean
      readonly retryAfter: number
    }

async function attemptOnce(connection: Connection, call: Call): Promise<Outcome> {
  const timeout = AbortSignal.timeout(connection.timeoutMs)
  const signal = call.signal ? AbortSignal.any([call.signal, timeout]) : timeout
  let response: Response
  let text: string
  try {
    response = await connection.fetch(address(connection, call.path, call.query), {
      method: call.method,
      headers: {
        ...connection.headers,
        ...(call.body !== undefined && { 'content-type': 'application/json' }),
      },
      body: call.body,
      credentials: connection.credentials,
      signal,
    })
    // Read here, since an answer that breaks off half-way is as good as none.
    text = await response.text()
  } catch (cause) {
    call.signal?.throwIfAborted()
    const reason = timeout.aborted ? `no answer within ${connection.timeoutMs} ms` : String(cause)
    const error = new ConnectionError(`${call.method} ${call.path}: ${reason}`, cause)
    return { error, mayRepeat: call.repeatable, retryAfter: 0 }
  }
  if (response.ok) return { answer: { status: response.status, text } }
  const error = problemError(response.status, response.headers, text)
  // A 429 was turned away at the door; anything else that passes may have been carried out already.
  const mayRepeat = response.status === 429 || (call.repeatable && isPassing(response.status))
  return { error, mayRepeat, retryAfter: error.details.retryAfter ?? 0 }
}

/** Sends a call and parses its JSON answer; undefined where the answer has no body. */
export async function sendJson<T>(connection: Connection, call: Call): Promise<T> {
  const { text } = await send(connection, call)
  if (text === '') return undefined as T
  try {
    return JSON.parse(text) as T
  } catch (cause) {
    throw new ConnectionError(
      `${call.method} ${call.path}: the answer is not JSON; is ${connection.url} Daybook?`,
      cause,
    )
  }
}

/** The whole address of a path and query. */
export function address(connection: Connection, path: string, query?: URLSearchParams): string {
  const search = query?.toString()
  return connection.url + path + (search ? `?${search}` : '')
}
