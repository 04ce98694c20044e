/** Pages of entries: the log, a client's timeline or access log, an object's history. */
import type { Locale } from '@daybook/catalogue'
import { type EntryFilter, type EntryPage, type InputError, LogError } from '@daybook/protocol'
import { DraftObject } from '@daybook/protocol/draft'
import type { Daybook } from '../daybook.ts'
import { formatInstant } from '../entry/times.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import type { Kind } from '../store/append/kinds.ts'
import type { Merges } from '../merging/merges.ts'
import { requireRight } from '../policy/can.ts'
import { seesClient, type Sight } from '../policy/sight.ts'
import { conditionsOf } from '../read/conditions-of.ts'
import { readCursor, writeCursor } from '../read/cursor.ts'
import { type EntryTest, passesTest } from '../read/entry-test.ts'
import { wordsOf } from '../read/match-text.ts'
import { type HistoryRequest, type Match, readHistory, type Seeing } from '../read/read-history.ts'
import { readOfObjects } from '../read/read-of-objects.ts'
import { seeingOf } from '../read/seeing-of.ts'
import { isHiddenObject } from '../read/veil.ts'
import { findClient, findObject } from '../store/find.ts'
import { resolveFilter, type RowFilter } from '../store/read/filter.ts'
import { narrowRows } from '../store/read/narrow-rows.ts'
import type { Order, Position } from '../store/read/scan.ts'
import { readTimeRange } from '../store/read/time-range.ts'
import { presentNoted } from './present-noted.ts'
import { visibilityOf } from './visibility-of.ts'

/** What a list is about. */
export type Subject =
  | { readonly of: 'log' }
  | { readonly of: 'client'; readonly id: string; readonly access?: true }
  | { readonly of: 'object'; readonly type: string; readonly id: string }

export interface ListRequest {
  readonly subject: Subject
  readonly filter: EntryFilter
  readonly order: Order
  /** 1 to 200. */
  readonly limit: number
  readonly cursor?: string
  readonly locale?: Locale
}

/** The actions of a client's access log (R-C7). */
const ACCESS_ACTIONS = [
  'client.signed_in',
  'client.signed_out',
  'client.sign_in_failed',
  'client.session_expired',
]

/** Throws `not_found`, `query_invalid`, `cursor_invalid`, `cursor_expired`. */
export async function readEntries(
  daybook: Daybook,
  principal: Principal,
  request: ListRequest,
): Promise<EntryPage> {
  requireRight(principal, 'read')
  if (request.subject.of === 'client' && request.subject.access) requireRight(principal, 'access')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const visibility = await visibilityOf(daybook, principal)
  const resolved = await resolveList(daybook, workspace, request.subject, request.filter, visibility)
  const binding = { workspaceId: workspace.id, route: routeOf(request), filter: request.filter }
  const secret = daybook.folder.server.cursor
  const after =
    request.cursor === undefined
      ? undefined
      : placeOf(readCursor(secret, binding, request.cursor, daybook.now()))
  const { order, limit } = request
  const page =
    resolved.others.length === 0
      ? await readHistory(daybook, workspace, {
          object: resolved.object,
          merged: resolved.merged,
          filter: resolved.rows,
          matches: resolved.matches,
          sees: resolved.sees,
          glance: resolved.glance,
          own: resolved.own,
          order,
          after,
          limit,
        })
      : await readOfObjects(daybook, workspace, {
          objects: resolved.others,
          within: resolved.object,
          merged: resolved.merged,
          filter: resolved.rows,
          matches: resolved.matches,
          sees: resolved.sees,
          glance: resolved.glance,
          own: resolved.own,
          order,
          after,
          limit,
        })
  const entries = await presentNoted(daybook, workspace, page.rows, visibility, request.locale)
  const { next } = page
  return {
    entries,
    next: next === null ? null : writeCursor(secret, binding, [next.at, next.seq], daybook.now()),
    ...(page.cutShort && next !== null && next.at !== 0 && { reachedBack: formatInstant(next.at) }),
  }
}

const routeOf = ({ subject, order }: ListRequest): string => `${JSON.stringify(subject)} ${order}`

const placeOf = (place: readonly (number | string)[]): Position => ({
  at: Number(place[0]),
  seq: Number(place[1]),
})

export interface ResolvedList extends Seeing {
  /** The client or object of the subject. */
  readonly object?: number
  /** Clients merged into that one. */
  readonly merged?: readonly number[] | undefined
  /** Objects that the filter asks for besides. */
  readonly others: readonly number[]
  readonly rows: RowFilter
  readonly matches?: Match
  /** What `matches` looks for. */
  readonly test?: EntryTest
  /** True where the filter names somebody or something that is not there yet. */
  readonly incomplete: boolean
  /** The newest kind of entry that was known when the filter was read. */
  readonly lastKind: number
}

export async function resolveList(
  daybook: Daybook,
  workspace: Workspace,
  subject: Subject,
  given: EntryFilter,
  sight: Sight,
): Promise<ResolvedList> {
  const { pools, folder, kinds } = daybook
  const keys = folder.workspace(workspace.id)
  const errors: InputError[] = []
  const range = readTimeRange(given.from, given.to, workspace.timeZone, errors)
  if (errors.length > 0) throw new LogError('query_invalid', errors[0]!.message, { errors })
  const merges = await daybook.privacy.merges(workspace.id)
  const object = await subjectId(daybook, workspace, subject, { sight, merges })
  const filter: EntryFilter =
    subject.of === 'client' && subject.access === true
      ? { ...given, action: ACCESS_ACTIONS.filter(action => given.action?.includes(action) !== false) }
      : given
  const clientIds = await clientsActing(daybook, workspace, filter.actor ?? [], sight)
  const others = await Promise.all(
    (filter.object ?? []).map(async name => {
      const colon = name.indexOf(':')
      const [type, id] = colon < 0 ? [undefined, name] : [name.slice(0, colon), name.slice(colon + 1)]
      // An object that is not there matches nothing: no entry has the id 0.
      return (await findObject(pools.app, workspace.id, keys, type, id)) ?? 0
    }),
  )
  const known = await kinds.all(workspace.id)
  const asked = withGroups(
    resolveFilter(filter, known, keys, id => clientIds.get(id), range),
    merges,
  )
  const rows = narrowRows(asked, known, sight)
  const seeing = seeingOf(sight)
  if (subject.of === 'object' && (!sight.access || sight.only !== undefined)) {
    const all = narrowRows({}, known, sight)
    await requireSeen(daybook, workspace, { object, filter: all, ...seeing, order: 'desc', limit: 1 })
  }
  const test = await testOf(daybook, workspace, { filter, rows, known })
  return {
    object,
    ...(subject.of === 'client' && { merged: merges.mergedInto(object!) }),
    others,
    incomplete:
      others.includes(0) ||
      clientIds.size < (filter.actor?.length ?? 0) ||
      // Another entry that comes may be a cause.
      test?.named?.conditions.some(({ asks }) => 'causes' in asks) === true,
    lastKind: known.at(-1)?.kind ?? 0,
    rows,
    ...seeing,
    test,
    matches: test && (row => passesTest(row, test)),
  }
}

/** What an entry must say where its row does not tell. */
async function testOf(
  daybook: Daybook,
  workspace: Workspace,
  { filter, rows, known }: { filter: EntryFilter; rows: RowFilter; known: readonly Kind[] },
): Promise<EntryTest | undefined> {
  const words = wordsOf(filter.q ?? '')
  const { field } = filter
  const named = rows.certain && {
    certain: rows.certain,
    conditions: await conditionsOf(daybook, workspace, known, filter.named ?? []),
    zone: workspace.timeZone,
  }
  return words.length === 0 && field === undefined && named === undefined
    ? undefined
    : { words, field, named }
}

/** The clients among the actors that a filter names, by how it names them. */
async function clientsActing(
  { pools, folder }: Daybook,
  { id: workspaceId }: Workspace,
  actors: readonly string[],
  sight: Sight,
): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (const actor of actors) {
    const id = actor.startsWith('client:') ? actor.slice(7) : actor
    const client = await findClient(pools.app, workspaceId, folder.workspace(workspaceId), id)
    // By the host's id of somebody whom the reader does not see nothing may be found.
    if (client !== undefined && seesClient(sight, client)) found.set(id, client)
  }
  return found
}

/** Who acts under one profile of a person acts under all that are merged. */
function withGroups(rows: RowFilter, merges: Merges): RowFilter {
  if (rows.actors === undefined || merges.isEmpty) return rows
  return { ...rows, actors: [...merges.withGroups(new Set(rows.actors))] }
}

async function subjectId(
  daybook: Daybook,
  workspace: Workspace,
  subject: Subject,
  { sight, merges }: { readonly sight: Sight; readonly merges: Merges },
): Promise<number | undefined> {
  const keys = daybook.folder.workspace(workspace.id)
  if (subject.of === 'log') return undefined
  const findRoot = async (id: string): Promise<number | undefined> => {
    const client = await findClient(daybook.pools.app, workspace.id, keys, id)
    return client === undefined ? undefined : merges.rootOf(client)
  }
  const found =
    subject.of === 'client'
      ? await findRoot(subject.id)
      : !DraftObject.shape.type.safeParse(subject.type).success
        ? undefined
        : await findObject(daybook.pools.app, workspace.id, keys, subject.type, subject.id)
  const isThere =
    found !== undefined &&
    (subject.of === 'client'
      ? seesClient(sight, found)
      : !(await isHiddenObject(daybook, workspace, found, sight)))
  if (isThere) return found
  throw missing(subject.of)
}

const missing = (what: 'client' | 'object'): LogError =>
  new LogError('not_found', `There is no ${what} with this id.`)

/** An object of which the reader sees no entry is not there for them. */
async function requireSeen(daybook: Daybook, workspace: Workspace, request: HistoryRequest): Promise<void> {
  const { rows, next } = await readHistory(daybook, workspace, request)
  if (rows.length === 0 && next === null) throw missing('object')
}
