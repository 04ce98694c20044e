/** The client list, searched by name, host's id, e-mail or phone, and sorted; and one client. */
import type { Locale } from '@daybook/catalogue'
import { type ClientPage, type ClientSort, type ClientSummary, LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { foldMerged, valuesOfPages } from '../merging/merged-clients.ts'
import { requireRight } from '../policy/can.ts'
import { isAccess, seesClient, seesEverybody, type Sight } from '../policy/sight.ts'
import { isActivity } from '../read/activity-kinds.ts'
import { readCursor, writeCursor } from '../read/cursor.ts'
import { wordsOf } from '../read/match-text.ts'
import {
  firstBehind,
  type Place,
  placeOf,
  SORT_ORDER,
  sortClients,
  type Value,
} from '../read/sort-clients.ts'
import { foundBy } from '../store/client-index.ts'
import { findClient } from '../store/find.ts'
import { bookingsOfAll } from '../store/read/bookings-of-all.ts'
import { nextStarts } from '../store/read/next-sessions.ts'
import type { Order } from '../store/read/scan.ts'
import { summariseClients } from './summarise-clients.ts'
import { visibilityOf } from './visibility-of.ts'

export interface ClientListRequest {
  readonly q: string
  readonly sort: ClientSort
  /** Default: the order that goes with the sort. */
  readonly order?: Order
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
  const { q, sort, order = SORT_ORDER[sort], limit, cursor, locale } = request
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const binding = { workspaceId: workspace.id, route: '/v1/clients', filter: { q, sort, order } }
  const secret = daybook.folder.server.cursor
  const sight = await visibilityOf(daybook, principal)
  const merges = await daybook.privacy.merges(workspace.id)
  const all = foldMerged(await daybook.clientIndex.sorted(daybook, workspace.id), merges)
  const clients = seesEverybody(sight) ? all : all.filter(client => seesClient(sight, client.id))
  const words = wordsOf(q)
  const found = words.length === 0 ? clients : clients.filter(client => foundBy(client, words))
  const value = found.length === 0 ? undefined : await valueOf(daybook, workspace, sort, sight)
  const sorted = sortClients(found, value, order)
  const start =
    cursor === undefined
      ? 0
      : firstBehind(
          sorted,
          readCursor(secret, binding, cursor, daybook.now()) as unknown as Place,
          value,
          order,
        )
  const page = sorted.slice(start, start + limit)
  const last = page.at(-1)
  return {
    clients: await summariseClients(daybook, workspace, page, { sight, locale, profile: false }),
    next:
      last === undefined || start + limit >= sorted.length
        ? null
        : writeCursor(secret, binding, placeOf(last, value), daybook.now()),
  }
}

/** Of profiles on one page. */
const JOINS = {
  lastActivity: (a: number, b: number) => Math.max(a, b),
  nextSession: (a: number, b: number) => Math.min(a, b),
  bookings: (a: number, b: number) => a + b,
}

/** What the list is sorted by, besides names. */
async function valueOf(
  daybook: Daybook,
  workspace: Workspace,
  sort: ClientSort,
  { access, only }: Sight,
): Promise<Value | undefined> {
  // From a client's place somebody who sees only their own acts would learn of those of others.
  if (sort === 'name' || only?.to === 'own_acts') return undefined
  const values = await (sort === 'lastActivity'
    ? // Who does not see sign-ins must not see from a client's place that there was one.
      daybook.activityIndex.lastOf(
        daybook,
        workspace.id,
        access ? 'all' : 'without access',
        kind => isActivity(kind) && (access || !isAccess(kind)),
      )
    : sort === 'nextSession'
      ? nextStarts(daybook, workspace.id, daybook.now())
      : bookingsOfAll(daybook, workspace))
  const merges = await daybook.privacy.merges(workspace.id)
  const join = JOINS[sort]
  const ofPages = valuesOfPages(values, merges, own => own.reduce(join))
  return client => ofPages.get(client.id)
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
  const merges = await daybook.privacy.merges(workspace.id)
  const client =
    clientId === undefined
      ? undefined
      : await daybook.clientIndex.get(daybook, workspace.id, merges.rootOf(clientId))
  const sight = await visibilityOf(daybook, principal)
  if (client === undefined || !seesClient(sight, client.id))
    throw new LogError('not_found', 'There is no client with this id.')
  const options = { sight, locale, profile: true }
  const [summary] = await summariseClients(daybook, workspace, [client], options)
  return summary!
}
