/** Exports: lists as files, made by the server in its own time. */
import type { ExportAnswer, ExportCount, ExportFilter, ExportInput } from '@daybook/protocol'
import { ConnectionError } from './connection-error.ts'
import type { Connection } from './connection.ts'
import type { CallOptions, ReaderOptions } from './create-reader.ts'
import { connectionOf } from './create-reader.ts'
import { pause } from './pause.ts'
import { problemError } from './problem.ts'
import { segment, toQuery } from './query.ts'
import { address, sendJson } from './send.ts'

export interface Exports {
  /** How many entries an export would hold, counted to the end, and `asOf`, which makes it hold just these. */
  count(filter?: ExportFilter, options?: CallOptions): Promise<ExportCount>
  /** Asks for an export. It is not asked for again after silence: `list` tells whether it was. */
  request(input: ExportInput, options?: CallOptions): Promise<ExportAnswer>
  get(exportId: string, options?: CallOptions): Promise<ExportAnswer>
  /** One's own, newest first. */
  list(options?: CallOptions): Promise<readonly ExportAnswer[]>
  /**
   * Resolves when it has ended: ready, failed, cancelled, expired or erased.
   * @param onProgress told about once a second how far it is
   */
  wait(
    exportId: string,
    options?: CallOptions & { readonly onProgress?: (answer: ExportAnswer) => void },
  ): Promise<ExportAnswer>
  /** Stops it, or removes its file. */
  cancel(exportId: string, options?: CallOptions): Promise<ExportAnswer>
  /** Keeps the file seven days more, or makes it once more. */
  renew(exportId: string, options?: CallOptions): Promise<ExportAnswer>
  /**
   * The file, as it comes. That it was fetched is an entry, so it is not tried again. Throws `export_not_ready`,
   * `export_expired`.
   * @example
   * const { id } = await client.exports.request({ format: 'csv', filter: { category: ['payments'] } })
   * await client.exports.wait(id)
   * await writeFile('payments.csv', await client.exports.file(id))
   */
  file(exportId: string, options?: CallOptions): Promise<ReadableStream<Uint8Array>>
}

/** Exports of one workspace, without the rest of the SDK. */
export const createExports = (options: ReaderOptions): Exports => exportsOf(connectionOf(options))

const LOOK_EVERY = 1000
const GOING_ON = ['queued', 'running']

export function exportsOf(connection: Connection): Exports {
  const call = <T>(
    method: string,
    path: string,
    signal?: AbortSignal,
    more: { query?: URLSearchParams; body?: string } = {},
  ) => sendJson<T>(connection, { method, path, ...more, repeatable: method !== 'POST', signal })
  const of = (id: string, act = ''): string => `/v1/exports/${segment(id)}${act}`
  const get: Exports['get'] = (id, { signal } = {}) => call('GET', of(id), signal)
  return {
    async count(filter = {}, { signal } = {}) {
      for (let next: string | undefined; ; ) {
        const query = toQuery({ ...filter, next })
        const counted: ExportCount = await call('GET', '/v1/exports/count', signal, { query })
        if (counted.exact) return counted
        next = counted.next
      }
    },
    request: (input, { signal } = {}) => call('POST', '/v1/exports', signal, { body: JSON.stringify(input) }),
    get,
    list: async ({ signal } = {}) =>
      (await call<{ exports: ExportAnswer[] }>('GET', '/v1/exports', signal)).exports,
    async wait(id, { signal, onProgress } = {}) {
      for (;;) {
        const answer = await get(id, { signal })
        if (!GOING_ON.includes(answer.state)) return answer
        onProgress?.(answer)
        await pause(LOOK_EVERY, signal)
      }
    },
    cancel: (id, { signal } = {}) => call('DELETE', of(id), signal),
    renew: (id, { signal } = {}) => call('POST', of(id, '/renew'), signal),
    file: (id, { signal } = {}) => openFile(connection, of(id, '/file'), signal),
  }
}

async function openFile(
  connection: Connection,
  path: string,
  signal?: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  let response: Response
  try {
    response = await connection.fetch(address(connection, path), {
      method: 'GET',
      headers: { ...connection.headers, accept: '*/*' },
      credentials: connection.credentials,
      signal,
    })
  } catch (cause) {
    signal?.throwIfAborted()
    throw new ConnectionError(`GET ${path}: ${String(cause)}`, cause)
  }
  if (!response.ok) throw problemError(response.status, response.headers, await response.text())
  return response.body as ReadableStream<Uint8Array>
}
