/** Profiles of clients: whole, field by field, and by lists; and notes on entries. */
import type {
  ActAnswer,
  AppendAnswer,
  ClientFieldsAnswer,
  ClientImportAnswer,
  ClientImportInput,
  LastChangesAnswer,
  ProfileInput,
} from '@daybook/protocol'
import type { Connection } from './connection.ts'
import { segment } from './query.ts'
import { sendJson } from './send.ts'

interface Options {
  readonly signal?: AbortSignal
}

export interface Profiles {
  /**
   * A client's whole profile: one entry with exactly the fields that changed, none where nothing did.
   * Throws `LogError`: `version_conflict` with what somebody else changed, `query_invalid`, `not_found`.
   * @example
   * await client.profiles.put('c-7', { state: { name: 'Ana Lima', email: 'ana@example.com' } })
   */
  put(clientId: string, input: ProfileInput, options?: Options): Promise<ActAnswer>
  /** Of each field its last change, and the entry that tells it. */
  lastChanges(clientId: string, options?: Options): Promise<LastChangesAnswer>
  /** The fields that the workspace adds to its clients' profiles. */
  fields(options?: Options): Promise<ClientFieldsAnswer>
  /** A list of clients, as CSV or vCard: imported again it adds nothing. */
  importList(input: ClientImportInput, options?: Options): Promise<ClientImportAnswer>
  /** A note on an entry: an entry itself, shown beneath the old one. */
  note(
    entryId: string,
    input: { readonly note: string; readonly key?: string },
    options?: Options,
  ): Promise<AppendAnswer>
}

export function profilesOf(connection: Connection): Profiles {
  const get = <T>(path: string, { signal }: Options = {}) =>
    sendJson<T>(connection, { method: 'GET', path, repeatable: true, signal })
  const send = <T>(method: string, path: string, body: object, { signal }: Options = {}) =>
    sendJson<T>(connection, { method, path, body: JSON.stringify(body), repeatable: true, signal })
  // Sent again after silence it must be known as the same.
  const keyed = <T extends { readonly key?: string }>(input: T): T => ({
    ...input,
    key: input.key ?? `put_${globalThis.crypto.randomUUID()}`,
  })
  return {
    put: (id, input, options) => send('PUT', `/v1/clients/${segment(id)}`, keyed(input), options),
    lastChanges: (id, options) => get(`/v1/clients/${segment(id)}/last-changes`, options),
    fields: options => get('/v1/settings/client-fields', options),
    importList: (input, options) => send('POST', '/v1/clients/import', input, options),
    note: (id, input, options) => send('POST', `/v1/entries/${segment(id)}/notes`, keyed(input), options),
  }
}
