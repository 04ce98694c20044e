/** Objects by whose they are: names stand nowhere in clear, so clients are found in memory, and their objects by them. */
import type { ObjectView } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { seesClient } from '../policy/sight.ts'
import { wordsOf } from '../read/match-text.ts'
import { foundBy } from '../store/client-index.ts'
import { findObject } from '../store/find.ts'
import { visibilityOf } from './visibility-of.ts'

export interface FoundObjects {
  /** Looked for among the objects of these clients, and these objects; undefined where that would be too many. */
  readonly among: { readonly clients: readonly number[]; readonly objects: readonly number[] } | undefined
  holds(view: ObjectView): boolean
}

/** As many clients are asked the database for; a search that finds more narrows little. */
const MOST = 2000

/** Undefined where nothing is searched for. Of clients whom the reader does not see nothing is found. */
export async function foundObjects(
  daybook: Daybook,
  principal: Principal,
  workspace: Workspace,
  { type, q }: { readonly type: string; readonly q: string },
): Promise<FoundObjects | undefined> {
  const words = wordsOf(q)
  if (words.length === 0) return undefined
  const sight = await visibilityOf(daybook, principal)
  const all = await daybook.clientIndex.sorted(daybook, workspace.id)
  const merges = await daybook.privacy.merges(workspace.id)
  const named = all.filter(client => seesClient(sight, client.id) && foundBy(client, words))
  // Found by the name of the one, those of everybody on the page are found.
  const clients = [...merges.withGroups(new Set(named.map(client => client.id)))].filter(id =>
    seesClient(sight, id),
  )
  const keys = daybook.folder.workspace(workspace.id)
  const own = await findObject(daybook.pools.app, workspace.id, keys, type, q.trim())
  const refs = new Set(clients.map(id => formatId('cl', id)))
  const ownRef = own === undefined ? undefined : formatId('ob', own)
  const byName = !BY_CLIENT.has(type)
  return {
    among: byName || clients.length > MOST ? undefined : { clients, objects: own === undefined ? [] : [own] },
    holds: view =>
      view.ref === ownRef ||
      view.clients.some(client => refs.has(client.id)) ||
      (byName && isCalled(view, words)),
  }
}

/** Of these there are many, called by a service or an amount: they are looked for by whose they are. */
const BY_CLIENT = new Set(['booking', 'payment', 'fee'])

/** What people call a record by. */
const NAMES = ['name', 'number', 'code', 'group']

/** True where every word begins a word of what it is called. */
function isCalled({ id, name = '', fields }: ObjectView, words: readonly string[]): boolean {
  const called = wordsOf([id, name, ...NAMES.map(field => fields[field] ?? '')].join(' '))
  return words.every(word => called.some(one => one.startsWith(word)))
}
