/** The client list, searched by name, host's id, e-mail or phone; and one client. */
import type { Locale } from '@daybook/catalogue'
import { type ClientPage, type ClientPrivacy, type ClientSummary, LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { requireRight } from '../policy/can.ts'
import { readCursor, writeCursor } from '../read/cursor.ts'
import { wordsOf } from '../read/match-text.ts'
import { foundBy, type IndexedClient } from '../store/client-index.ts'
import { findClient } from '../store/find.ts'
import { activityOf } from '../store/read/client-activity.ts'
import { readPrivacyOf } from '../store/privacy/client-privacy.ts'
import { veil } from '../read/veil.ts'
import { readTogether } from '../store/transaction.ts'
import { openRows, presentRows } from '../store/read/open-rows.ts'
import { presentPrivacy } from './present-privacy.ts'
import { type Visibility, visibilityOf } from './visibility-of.ts'

export interface ClientListRequest {
  readonly q: string
  /** 1 to 200. */
  readonly limit: number
  readonly cursor?: string
  readonly locale?: Locale
}

export async function readClients(
  daybook: Daybook,
  principal: Principal,
  request: ClientListRequest,
): Promise<ClientPage> {
  requireRight(principal, 'read')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const binding = { workspaceId: workspace.id, route: '/v1/clients', filter: { q: request.q } }
  const secret = daybook.folder.server.cursor
  const visibility = await visibilityOf(daybook, principal)
  const all = await daybook.clientIndex.sorted(daybook, workspace.id)
  const { hidden } = visibility
  const clients = hidden.size === 0 ? all : all.filter(client => !hidden.has(client.id))
  const words = wordsOf(request.q)
  const found = words.length === 0 ? clients : clients.filter(client => foundBy(client, words))
  let start = 0
  if (request.cursor !== undefined) {
    const [name, id] = readCursor(secret, binding, request.cursor, daybook.now()) as [string, number]
    start = firstBehind(found, name, id)
  }
  const page = found.slice(start, start + request.limit)
  const last = page.at(-1)
  return {
    clients: await summarise(daybook, workspace, page, visibility, request.locale),
    next:
      last === undefined || start + request.limit >= found.length
        ? null
        : writeCursor(secret, binding, [last.sortName, last.id], daybook.now()),
  }
}

/** Throws `not_found`. */
export async function readClient(
  daybook: Daybook,
  principal: Principal,
  id: string,
  locale?: Locale,
): Promise<ClientSummary> {
  requireRight(principal, 'read')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const clientId = await findClient(
    daybook.pools.app,
    workspace.id,
    daybook.folder.workspace(workspace.id),
    id,
  )
  const client =
    clientId === undefined ? undefined : await daybook.clientIndex.get(daybook, workspace.id, clientId)
  const visibility = await visibilityOf(daybook, principal)
  if (client === undefined || visibility.hidden.has(client.id))
    throw new LogError('not_found', 'There is no client with this id.')
  const [summary] = await summarise(daybook, workspace, [client], visibility, locale)
  return summary!
}

/** Place of the first client behind a name and id, in a sorted list. */
function firstBehind(clients: readonly IndexedClient[], name: string, id: number): number {
  let low = 0
  let high = clients.length
  while (low < high) {
    const middle = (low + high) >> 1
    const client = clients[middle]!
    if (client.sortName < name || (client.sortName === name && client.id <= id)) low = middle + 1
    else high = middle
  }
  return low
}

async function summarise(
  daybook: Daybook,
  workspace: Workspace,
  clients: readonly IndexedClient[],
  visibility: Visibility,
  locale: Locale | undefined,
): Promise<ClientSummary[]> {
  const ids = clients.map(client => client.id)
  const activity = await activityOf(daybook, workspace, ids)
  const decided = await readTogether(daybook.pools.app, workspace.id, run =>
    readPrivacyOf(run, workspace.id, ids),
  )
  const opened = await openRows(
    daybook,
    workspace.id,
    [...activity.values()].flatMap(one => one.last ?? []),
  )
  const seen = opened.flatMap(row => veil(row, visibility.hidden) ?? [])
  const presenting = {
    locale: locale ?? (workspace.locale as Locale),
    timeZone: workspace.timeZone,
    deleted: visibility.deleted,
  }
  const last = new Map(
    (await presentRows(daybook, workspace, seen, presenting)).map(entry => [entry.seq, entry]),
  )
  return clients.map(client => {
    const own = activity.get(client.id)
    const privacy = decided.get(client.id)
    const told: ClientPrivacy = privacy === undefined ? {} : presentPrivacy(daybook, workspace, privacy)
    // Deletions are told to those who decide them, holds to those who may know of them; that somebody is gone, to all.
    const { deleted, hold, gone } = told
    const shown = {
      ...(visibility.decides && deleted && { deleted }),
      ...(visibility.holds && hold && { hold }),
      ...(gone && { gone }),
    }
    const entry = own?.last === undefined ? undefined : last.get(own.last.seq)
    return {
      id: formatId('cl', client.id),
      ...(client.hostId !== undefined && { hostId: client.hostId }),
      ...(client.name !== undefined && { name: client.name }),
      erased: client.erased,
      ...(Object.keys(shown).length > 0 && { privacy: shown }),
      ...(entry !== undefined && {
        lastActivity: { occurredAt: entry.occurredAt, action: entry.action, sentence: entry.sentence },
      }),
      bookings: own?.bookings ?? 0,
      entries: own?.entries ?? 0,
    }
  })
}
