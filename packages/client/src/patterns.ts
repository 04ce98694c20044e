import type { Patterns } from '@daybook/protocol'
import type { Connection } from './connection.ts'
import { segment, toQuery } from './query.ts'
import { sendJson } from './send.ts'

export interface PatternInput {
  /** By the host's id or Daybook's own; the whole workspace where absent. */
  readonly client?: string
  /** Local dates of the workspace's zone, both inclusive. */
  readonly from?: string
  readonly to?: string
  readonly signal?: AbortSignal
}

/**
 * How often what happened, each number with the filter that lists the entries behind it.
 * @example
 * const { numbers } = await client.patterns({ client: 'c-7', from: '2026-01-01' })
 * for await (const entry of client.timeline('c-7', numbers!.cancelledLate.filter)) console.log(entry.sentence)
 */
export type ReadPatterns = (input?: PatternInput) => Promise<Patterns>

export const patternsOf =
  (connection: Connection): ReadPatterns =>
  ({ client, from, to, signal } = {}) =>
    sendJson(connection, {
      method: 'GET',
      path: client === undefined ? '/v1/patterns' : `/v1/clients/${segment(client)}/patterns`,
      query: toQuery({ from, to }),
      repeatable: true,
      signal,
    })
