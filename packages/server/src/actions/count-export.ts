/** How many entries an export would hold, exactly, and a token that makes it hold just these. */
import { type EntryFilter, type ExportCount, LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { planExport, subjectOf } from '../exports/plan-export.ts'
import { renderHere } from '../exports/renderers.ts'
import { needsRecord } from '../policy/sight.ts'
import { type CursorBinding, readCursor, writeCursor } from '../read/cursor.ts'
import { lastSeq, walk } from '../store/read/walk.ts'
import { countEntries } from './count-entries.ts'
import { requireExport } from '../policy/export-rights.ts'

export interface CountRequest {
  readonly client?: string
  readonly filter: EntryFilter
  /** What an earlier call answered as `next`. */
  readonly next?: string
}

/** Milliseconds after which a count answers with what it has. */
const COUNT_TIME = 400
/** Entries that are opened at once. */
const PIECE = 500

/** Throws `not_found`, `query_invalid`, `cursor_invalid`. */
export async function countExport(
  daybook: Daybook,
  principal: Principal,
  request: CountRequest,
): Promise<ExportCount> {
  requireExport(principal)
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const secret = daybook.folder.server.cursor
  const { next } = request
  if (next === undefined) {
    const kept = await countKept(daybook, principal, request)
    if (kept !== undefined) {
      return { count: kept.count, exact: true, asOf: writeAsOf(daybook, workspace, request, kept) }
    }
  }
  const binding = bindingOf(workspace, 'count', request)
  const [upTo, before, ...place] =
    next === undefined
      ? [await lastSeq(daybook.pools.app, workspace.id), 0]
      : readCursor(secret, binding, next, daybook.now()).map(Number)
  const counted = await countOn(daybook, principal, workspace, request, upTo!, place)
  const count = before! + counted.count
  if (counted.place === undefined)
    return { count, exact: true, asOf: writeAsOf(daybook, workspace, request, { count, upTo: upTo! }) }
  const behind = [upTo!, count, ...counted.place]
  return { count, exact: false, next: writeCursor(secret, binding, behind, daybook.now()) }
}

interface Counted {
  readonly count: number
  readonly upTo: number
}

/** From the counts that are kept, where these can answer and nothing is appended just then. */
export async function countKept(
  daybook: Daybook,
  principal: Principal,
  { client, filter }: CountRequest,
): Promise<Counted | undefined> {
  const { app } = daybook.pools
  for (let tries = 0; tries < 3; tries++) {
    const upTo = await lastSeq(app, principal.workspaceId)
    const { total, exact } = await countEntries(daybook, principal, subjectOf(client), filter)
    if (!exact) return undefined
    if ((await lastSeq(app, principal.workspaceId)) === upTo) return { count: total, upTo }
  }
  return undefined
}

/** Counts from a place on; answers where it stopped, if the time was over before the end. */
async function countOn(
  daybook: Daybook,
  principal: Principal,
  workspace: Workspace,
  { client, filter }: CountRequest,
  upTo: number,
  from: readonly number[],
): Promise<{ count: number; place?: readonly number[] }> {
  const request = {
    ...(client !== undefined && { client }),
    filter,
    order: 'desc',
    locale: 'en',
    timeZone: workspace.timeZone,
    ips: false,
    totals: false,
    principal,
  } as const
  const work = await planExport(
    daybook,
    workspace,
    { format: 'jsonl', upTo, requestedAt: daybook.now() },
    request,
  )
  const { test, sight } = work.rendering
  const opens = test !== undefined || needsRecord(sight)
  const renderer = renderHere(daybook, work.rendering)
  const deadline = performance.now() + COUNT_TIME
  let count = 0
  for await (const step of walk(daybook.pools.app, work.walk, from.length > 0 ? from : undefined)) {
    if (!opens) count += step.seqs.length
    for (let at = 0; opens && at < step.seqs.length; at += PIECE)
      count += (await renderer.select(step.seqs.slice(at, at + PIECE))).length
    if (performance.now() > deadline && step.share < 1) return { count, place: step.place }
  }
  return { count }
}

const bindingOf = (workspace: Workspace, what: string, { client, filter }: CountRequest): CursorBinding => ({
  workspaceId: workspace.id,
  route: `export ${what} ${client ?? ''}`,
  filter,
})

const writeAsOf = (
  daybook: Daybook,
  workspace: Workspace,
  request: CountRequest,
  { upTo, count }: Counted,
): string =>
  writeCursor(
    daybook.folder.server.cursor,
    bindingOf(workspace, 'as of', request),
    [upTo, count],
    daybook.now(),
  )

/** What was counted, from the token that a count answered. Throws `cursor_invalid`, `cursor_expired`. */
export function readAsOf(
  daybook: Daybook,
  workspace: Workspace,
  request: CountRequest,
  asOf: string,
): Counted {
  const binding = bindingOf(workspace, 'as of', request)
  const [upTo, count] = readCursor(daybook.folder.server.cursor, binding, asOf, daybook.now()).map(Number)
  if (upTo === undefined || count === undefined)
    throw new LogError('cursor_invalid', '"asOf" is not from a count of this list: count again.')
  return { upTo, count }
}
