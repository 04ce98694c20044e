/**
 * The names of a workspace's clients, opened and held in memory: what SQL must not hold in clear cannot be searched
 * there. Built when first asked for, then kept up by the entries that changed the directory.
 */
import { recognisable, type Recognisable } from '../client-import/recognise.ts'
import type { Daybook } from '../daybook.ts'
import { foldText } from '../read/match-text.ts'
import { PROFILE } from './client-keys.ts'
import { openDirectory } from './sealed-state.ts'
import { readTogether } from './transaction.ts'

/** What opening the directory needs of the server. */
type Reading = Pick<Daybook, 'pools' | 'clientKeys'>

export interface IndexedClient {
  readonly id: number
  readonly hostId?: string
  readonly name?: string
  /** Of the profile, in small letters. */
  readonly email?: string
  /** What they are recognised by in a list. */
  readonly person: Recognisable
  /** False once the client's profile can no longer be opened. */
  readonly erased: boolean
  /** The words by which it is found, folded. */
  readonly words: readonly string[]
  /** What the list is sorted by, then the id. */
  readonly sortName: string
}

const SELECT_CHANGED = {
  name: 'clients_changed',
  text: `select client_id, directory, directory_seq from daybook.clients
         where workspace_id = $1 and (directory_seq, client_id) > ($2::bigint, $3::bigint)
         order by directory_seq, client_id limit 2000`,
}
/** The fields that a client is found by, besides name and host's id. */
const SEARCHED = ['email', 'phone', 'reference', 'ref']

class WorkspaceIndex {
  readonly clients = new Map<number, IndexedClient>()
  sorted: readonly IndexedClient[] | undefined
  seq = 0
  lastId = 0
  refreshing: Promise<void> | undefined
}

export class ClientIndex {
  readonly #workspaces = new Map<number, WorkspaceIndex>()

  /** All clients by name. Reads what has changed since the last time. */
  async sorted(daybook: Reading, workspaceId: number): Promise<readonly IndexedClient[]> {
    const index = await this.#refreshed(daybook, workspaceId)
    return (index.sorted ??= [...index.clients.values()].sort(byName))
  }

  async get(daybook: Reading, workspaceId: number, clientId: number): Promise<IndexedClient | undefined> {
    return (await this.#refreshed(daybook, workspaceId)).clients.get(clientId)
  }

  /** Brings the names in memory up to date, where there are any: those of a client just erased must go. */
  async followErasure(daybook: Reading, workspaceId: number): Promise<void> {
    if (this.#workspaces.has(workspaceId)) await this.#refreshed(daybook, workspaceId)
  }

  async #refreshed(daybook: Reading, workspaceId: number): Promise<WorkspaceIndex> {
    let index = this.#workspaces.get(workspaceId)
    if (index === undefined) this.#workspaces.set(workspaceId, (index = new WorkspaceIndex()))
    const own = index
    own.refreshing ??= refresh(daybook, workspaceId, own).finally(() => {
      own.refreshing = undefined
    })
    await own.refreshing
    return own
  }
}

async function refresh(daybook: Reading, workspaceId: number, index: WorkspaceIndex): Promise<void> {
  for (;;) {
    const rows = await readTogether(daybook.pools.app, workspaceId, run =>
      run<{ client_id: number; directory: Buffer | null; directory_seq: number }>(SELECT_CHANGED, [
        workspaceId,
        index.seq,
        index.lastId,
      ]),
    )
    if (rows.length === 0) return
    const keys = await daybook.clientKeys.loadKinds(
      workspaceId,
      rows.map(row => [row.client_id, PROFILE] as const),
    )
    for (const row of rows) {
      const key = keys.personal(row.client_id, PROFILE)
      index.clients.set(row.client_id, indexed(row.client_id, row.directory, key))
      index.seq = row.directory_seq
      index.lastId = row.client_id
    }
    index.sorted = undefined
  }
}

const NOBODY: Recognisable = { name: '', marks: [] }

function indexed(id: number, directory: Buffer | null, key: Buffer | undefined): IndexedClient {
  if (directory === null || key === undefined)
    return { id, person: NOBODY, erased: true, words: [], sortName: '\uffff' }
  const { hostId, name, fields } = openDirectory(id, directory, key)
  const email = fields['email']?.v
  const values = SEARCHED.flatMap(field => {
    const value = fields[field]?.v
    return typeof value === 'string' ? [value] : []
  })
  const words = [name ?? '', hostId ?? '', ...values].flatMap(text => {
    const folded = foldText(text)
    // A phone number is also found by its digits alone, an e-mail address by its parts.
    const digits = /^[+\d][\d\s().-]{5,}$/.test(text) ? [text.replace(/\D/g, '')] : []
    return [folded, ...folded.split(/[\s@.,;/-]+/u), ...digits]
  })
  return {
    id,
    hostId,
    name,
    ...(typeof email === 'string' && { email: email.trim().toLowerCase() }),
    person: recognisable(name, field => fields[field]?.v),
    erased: false,
    words: [...new Set(words.filter(Boolean))],
    sortName: foldText(name ?? hostId ?? ''),
  }
}

const byName = (a: IndexedClient, b: IndexedClient): number =>
  a.sortName < b.sortName ? -1 : a.sortName > b.sortName ? 1 : a.id - b.id

/** True where each word of the query begins some word of the client. */
export const foundBy = (client: IndexedClient, words: readonly string[]): boolean =>
  words.every(word => client.words.some(own => own.startsWith(word)))
