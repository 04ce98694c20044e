/** How many entries a list has, and how they divide by action, category, type, source and actor. */
import { type EntryCounts, type EntryFilter } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { formatInstant } from '../entry/times.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { requireRight } from '../policy/can.ts'
import { readHistory, SCAN_TIME } from '../read/read-history.ts'
import { readOfObjects } from '../read/read-of-objects.ts'
import { sourceOf } from '../store/codes.ts'
import { countsOwnDays } from '../store/counting.ts'
import {
  actorsByCode,
  countFromCounts,
  countFromLinks,
  countMerged,
  type CountRow,
} from '../store/read/count.ts'
import { lessHidden } from '../store/read/count-hidden.ts'
import { wholeDays } from '../store/read/filter.ts'
import { countOwnLog, isOwnLogSmall } from '../store/read/own-log.ts'
import { readTogether } from '../store/transaction.ts'
import { countNamed } from './count-named.ts'
import { resolveList, type ResolvedList, type Subject } from './read-entries.ts'
import { visibilityOf } from './visibility-of.ts'

export async function countEntries(
  daybook: Daybook,
  principal: Principal,
  subject: Subject,
  filter: EntryFilter,
): Promise<EntryCounts> {
  requireRight(principal, 'read')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const visibility = await visibilityOf(daybook, principal)
  const { hidden, only } = visibility
  const list = await resolveList(daybook, workspace, subject, filter, visibility)
  const { rows: own } = list
  const days = own.range === undefined ? undefined : wholeDays(own.range)
  const counted = own.outcomes === undefined && list.matches === undefined && list.others.length === 0
  // Of a client whom the reader sees they see every entry; elsewhere the hidden ones are to be left out.
  const isOfHidden = list.merged?.some(id => hidden.has(id)) === true
  const someHidden = isOfHidden || (hidden.size > 0 && subject.of !== 'client')
  let result: { rows: readonly CountRow[]; reachedBack?: number }
  // Of whom only a part is seen the kept counts tell too much.
  const someOnly = only?.to === 'own_clients' && subject.of !== 'client'
  if (
    counted &&
    !isOfHidden &&
    only === undefined &&
    subject.of !== 'object' &&
    (own.range === undefined || (subject.of === 'log' && days !== undefined && countsOwnDays(workspace)))
  ) {
    const { object = 0, merged = [] } = list
    const { app } = daybook.pools
    const rows = await (merged.length > 0
      ? countMerged(app, workspace.id, [object, ...merged], own)
      : object === 0 && days === undefined
        ? daybook.logCounts.rows(app, workspace.id, own)
        : countFromCounts(app, workspace, object, own, days))
    result = { rows: someHidden ? await lessHidden(daybook, workspace, hidden, own, rows) : rows }
  } else if (list.matches === undefined && list.others.length === 0 && !someHidden && !someOnly) {
    result = await countFromLinks(daybook, workspace, list, own, SCAN_TIME)
  } else {
    result =
      (await countNamed(daybook, workspace, subject, list, visibility)) ??
      (await countOwn(daybook, workspace, list)) ??
      (await countOpened(daybook, workspace, list))
  }
  return toFacets(daybook, workspace.id, result)
}

/** Where the log is that of a few clients, from their links. */
async function countOwn(
  { pools }: Daybook,
  { id }: Workspace,
  { object, others, matches, own, rows }: ResolvedList,
): Promise<{ rows: readonly CountRow[] } | undefined> {
  if (own === undefined || object !== undefined || others.length > 0 || matches !== undefined)
    return undefined
  if (!(await readTogether(pools.app, id, run => isOwnLogSmall(run, id, own)))) return undefined
  return { rows: await readTogether(pools.app, id, run => countOwnLog(run, id, own, rows)) }
}

/** The slow way, for what only opened entries can tell: page after page until the time is over. */
async function countOpened(
  daybook: Daybook,
  workspace: Parameters<typeof readHistory>[1],
  list: Awaited<ReturnType<typeof resolveList>>,
): Promise<{ rows: readonly CountRow[]; reachedBack?: number }> {
  const deadline = daybook.now() + SCAN_TIME
  const rows: CountRow[] = []
  let after: { at: number; seq: number } | undefined
  for (;;) {
    const request = {
      filter: list.rows,
      matches: list.matches,
      sees: list.sees,
      glance: list.glance,
      own: list.own,
      merged: list.merged,
      order: 'desc' as const,
      after,
      limit: 1000,
    }
    const page =
      list.others.length === 0
        ? await readHistory(daybook, workspace, { ...request, object: list.object })
        : await readOfObjects(daybook, workspace, { ...request, objects: list.others, within: list.object })
    for (const { row } of page.rows)
      rows.push({ kind: row.kind, source: row.source, actor: row.actor ?? 0, n: 1 })
    if (page.next === null) return { rows }
    if (daybook.now() >= deadline) {
      return {
        rows,
        reachedBack: page.next.at === 0 ? (page.rows.at(-1)?.row.occurred_at ?? daybook.now()) : page.next.at,
      }
    }
    after = page.next
  }
}

async function toFacets(
  daybook: Daybook,
  workspaceId: number,
  counted: { rows: readonly CountRow[]; reachedBack?: number },
): Promise<EntryCounts> {
  const facets = {
    action: tally(),
    category: tally(),
    type: tally(),
    source: tally(),
    actor: tally(),
    related: tally(),
  }
  const byKind = new Map<number, number>()
  const byActor = new Map<number, number>()
  const merges = await daybook.privacy.merges(workspaceId)
  let total = 0
  // Of a large log these are ten thousands of rows: nothing is waited for in between.
  for (const { kind, source, actor, n } of counted.rows) {
    total += n
    byKind.set(kind, (byKind.get(kind) ?? 0) + n)
    add(facets.source, sourceOf(source), n)
    const person = merges.rootOf(actor)
    byActor.set(person, (byActor.get(person) ?? 0) + n)
  }
  for (const [number, n] of byKind) {
    const kind = await daybook.kinds.get(workspaceId, number)
    add(facets.action, kind.action, n)
    add(facets.category, kind.category, n)
    add(facets.type, kind.type, n)
    if (kind.related !== undefined) add(facets.related, kind.related, n)
  }
  const known = await actorsByCode(daybook.pools.app, workspaceId, [...byActor.keys()])
  const actorNames: Record<string, string> = {}
  for (const [code, n] of byActor) {
    const actor = known.get(code)
    const id =
      actor === undefined
        ? formatId('cl', code)
        : actor.hostId === ''
          ? actor.type
          : `${actor.type}:${actor.hostId}`
    add(facets.actor, id, n)
    if (actor !== undefined && actor.name !== '') actorNames[id] = actor.name
  }
  return {
    total,
    exact: counted.reachedBack === undefined,
    ...(counted.reachedBack !== undefined && { reachedBack: formatInstant(counted.reachedBack) }),
    facets,
    actorNames,
  }
}

// Without a prototype: an action may be named `constructor`.
const tally = (): Record<string, number> => Object.create(null) as Record<string, number>
const add = (counts: Record<string, number>, name: string, n: number): void => {
  counts[name] = (counts[name] ?? 0) + n
}
