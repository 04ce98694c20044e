/** What proves the log: checkpoints, proofs and evidence, as texts and files that verify without Daybook. */
import { ConnectionError } from './connection-error.ts'
import type { Connection } from './connection.ts'
import type { CallOptions, ReaderOptions } from './create-reader.ts'
import { connectionOf } from './create-reader.ts'
import { problemError } from './problem.ts'
import { segment, toQuery } from './query.ts'
import { address, send, sendJson } from './send.ts'

/** What a bundle of evidence is of: some entries, one object, or one client. */
export type EvidenceInput = (
  | { readonly entries: readonly string[]; readonly object?: undefined; readonly client?: undefined }
  /** `booking:BK-1042`, or `ob_…`. */
  | { readonly object: string; readonly entries?: undefined; readonly client?: undefined }
  | { readonly client: string; readonly entries?: undefined; readonly object?: undefined }
) & {
  /** A local date (inclusive) or an instant (inclusive). Not with `entries`. */
  readonly from?: string
  /** A local date (inclusive) or an instant (exclusive). Not with `entries`. */
  readonly to?: string
  /** Fields to show, or the beginnings of names as `change/*`; all where absent. */
  readonly fields?: readonly string[]
  /** Language of the report; else the workspace’s. */
  readonly locale?: string
}

export interface Consistency {
  readonly from: number
  readonly to: number
  /** Base64, in the order of RFC 6962, section 2.1.2. */
  readonly hashes: readonly string[]
}

export interface DaybookProver {
  /** The newest signed checkpoint, a C2SP signed note. */
  checkpoint(options?: CallOptions): Promise<string>
  /** The keys that checkpoints are verified with, a C2SP tlog-policy. */
  trustPolicy(options?: CallOptions): Promise<string>
  /** The evidence file of one entry (C2SP tlog-proof), with these fields or all that may be seen. */
  proof(entryId: string, options?: CallOptions & { readonly fields?: readonly string[] }): Promise<string>
  /** That one size of the log begins with another. */
  consistency(input: { readonly from: number; readonly to?: number } & CallOptions): Promise<Consistency>
  /**
   * A bundle of evidence, a zip, as it is made. Making one is an entry of the log, so it is not tried again.
   * @example
   * const zip = await client.evidence({ object: 'booking:BK-1042', fields: ['change/*', 'client:name'] })
   * await writeFile('evidence.zip', zip)
   */
  evidence(input: EvidenceInput, options?: CallOptions): Promise<ReadableStream<Uint8Array>>
}

/** Proofs and evidence of one workspace, without the rest of the SDK. */
export const createProver = (options: ReaderOptions): DaybookProver => proverOf(connectionOf(options))

export function proverOf(connection: Connection): DaybookProver {
  const text = async (path: string, { signal }: CallOptions = {}, query = toQuery({})): Promise<string> =>
    (await send(connection, { method: 'GET', path, query, repeatable: true, signal })).text
  return {
    checkpoint: options => text('/v1/log/checkpoint', options),
    trustPolicy: options => text('/v1/log/trust-policy', options),
    proof: (entryId, { fields, ...options } = {}) =>
      text(`/v1/entries/${segment(entryId)}/proof`, options, toQuery({ field: fields })),
    consistency: ({ from, to, signal }) =>
      sendJson(connection, {
        method: 'GET',
        path: '/v1/log/consistency',
        query: toQuery({ from, to }),
        repeatable: true,
        signal,
      }),
    evidence: (input, { signal } = {}) => openEvidence(connection, input, signal),
  }
}

async function openEvidence(
  connection: Connection,
  input: EvidenceInput,
  signal?: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const path = '/v1/evidence'
  let response: Response
  try {
    response = await connection.fetch(address(connection, path), {
      method: 'POST',
      headers: { ...connection.headers, accept: 'application/zip', 'content-type': 'application/json' },
      body: JSON.stringify(input),
      credentials: connection.credentials,
      signal,
    })
  } catch (cause) {
    signal?.throwIfAborted()
    throw new ConnectionError(`POST ${path}: ${String(cause)}`, cause)
  }
  if (!response.ok) throw problemError(response.status, response.headers, await response.text())
  return response.body!
}
