/** Patterns of a client, or of the workspace: how often what happened, each number with the list that it counts. */
import { BEGINNINGS, CHANNELS, startsFilterName } from '@daybook/catalogue'
import { type Counted, type EntryFilter, type Listed, LogError, type Patterns } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { PATTERN_ACTIONS } from '../entry/mark-of.ts'
import { type WeekTime, weekTimeOf } from '../entry/week-time.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { can, requireRight } from '../policy/can.ts'
import {
  type Count,
  type CountedGroup,
  summariseMonths,
  summariseNumbers,
} from '../read/summarise-patterns.ts'
import { channelLists } from '../read/pattern-lists.ts'
import { readPrivacy } from '../store/privacy/client-privacy.ts'
import type { ListedRows } from '../store/read/listed-rows.ts'
import { countPatterns } from '../store/read/pattern-rows.ts'
import { readTogether } from '../store/transaction.ts'
import { listedRowsOf } from './listed-rows-of.ts'
import { resolveList, type Subject } from './read-entries.ts'
import { statedChannels } from './stated-channels.ts'
import { visibilityOf } from './visibility-of.ts'

export interface PatternRequest {
  /** `cl_…` or the host's id; the workspace where absent. */
  readonly client?: string
  /** Local dates, both inclusive. */
  readonly from?: string
  readonly to?: string
}

/** With fewer sessions a rate says nothing about anybody. */
const LEAST = 5
const DATE = /^\d{4}-\d{2}-\d{2}$/

/** Throws `not_found`, `query_invalid`. */
export async function readPatterns(
  daybook: Daybook,
  principal: Principal,
  { client, from, to }: PatternRequest,
): Promise<Patterns> {
  requireRight(principal, 'read')
  for (const [name, date] of Object.entries({ from, to })) requireDate(name, date)
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const sight = await visibilityOf(daybook, principal)
  const subject: Subject = client === undefined ? { of: 'log' } : { of: 'client', id: client }
  const filter = { action: PATTERN_ACTIONS, from, to }
  const list = await resolveList(daybook, workspace, subject, filter, sight)
  const rows = (await listedRowsOf(daybook, workspace, subject, list, sight))!
  const period = { from: from ?? null, to: to ?? null, timeZone: workspace.timeZone }
  const base = { period, least: LEAST }
  const clientId = list.object
  const [gone, { groups, times }, stated] = await Promise.all([
    clientId !== undefined && isGone(daybook, workspace, clientId),
    countAll(daybook, workspace, rows),
    client === undefined ? undefined : statedChannels(daybook, principal, client),
  ])
  if (gone) return { ...base, enough: false, numbers: null, months: [], times: [], channels: [] }
  const counted = countedIn(clientId, { from, to })
  const booked = groups.reduce((sum, { action, n }) => sum + (isBeginning(action) ? n : 0), 0)
  const enough = booked >= LEAST
  return {
    ...base,
    enough,
    numbers: summariseNumbers(groups, counted, {
      booked: enough ? booked : 0,
      access: can(principal, 'access'),
    }),
    months: summariseMonths(groups, counted, period, can(principal, 'access')),
    times: enough
      ? times.map(({ weekday, hour, n }) => ({
          weekday,
          hour,
          ...counted(n, { named: [startsFilterName(weekday, hour)] }),
        }))
      : [],
    channels: channelsOf(groups, counted),
    // Whenever it was said: what holds now may be older than the period.
    ...(stated !== undefined && {
      preferences: { channels: stated.channels, ...listOf(counted(0, { field: stated.fields }, {})) },
    }),
  }
}

const listOf = ({ filter, page }: Counted): Listed => ({ filter, page })

const isBeginning = (action: string): boolean => (BEGINNINGS as readonly string[]).includes(action)

function requireDate(name: string, date: string | undefined): void {
  if (date === undefined || DATE.test(date)) return
  const message = `"${date.slice(0, 40)}" is no date (2026-11-22): patterns are of whole local days`
  throw new LogError('query_invalid', `${name}: ${message}`, { errors: [{ path: `/${name}`, message }] })
}

async function isGone({ pools }: Daybook, { id }: Workspace, clientId: number): Promise<boolean> {
  const { gone } = await readTogether(pools.app, id, run => readPrivacy(run, id, clientId))
  return gone !== undefined
}

async function countAll(
  daybook: Daybook,
  workspace: Workspace,
  rows: ListedRows,
): Promise<{ groups: CountedGroup[]; times: (WeekTime & { n: number })[] }> {
  const known = await daybook.kinds.all(workspace.id)
  const actionOf = new Map(known.map(kind => [kind.kind, kind.action]))
  const { counts, starts } = await readTogether(daybook.pools.app, workspace.id, run =>
    countPatterns(run, workspace, rows),
  )
  const times = new Map<string, WeekTime & { n: number }>()
  for (const start of starts) {
    const time = weekTimeOf(start, workspace.timeZone)!
    const name = startsFilterName(time.weekday, time.hour)
    const before = times.get(name)
    if (before === undefined) times.set(name, { ...time, n: start.n })
    else before.n += start.n
  }
  return {
    groups: counts.map(row => ({ ...row, action: actionOf.get(row.kind) ?? '' })),
    times: [...times.values()].sort((a, b) => placeOf(a) - placeOf(b)),
  }
}

/** Where the time of the day is not known it comes last in its day. */
const placeOf = ({ weekday, hour }: WeekTime): number => weekday * 25 + (hour === 'day' ? 24 : hour)

const countedIn =
  (clientId: number | undefined, whole: Pick<EntryFilter, 'from' | 'to'>): Count =>
  (n, own, { from, to } = whole) => {
    const filter: EntryFilter = {
      ...own,
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    }
    const query = new URLSearchParams(
      Object.entries(filter).flatMap(([name, values]) =>
        (typeof values === 'string' ? [values] : (values as readonly string[])).map(value => [name, value]),
      ),
    )
    const place = clientId === undefined ? '/activity' : `/clients/${formatId('cl', clientId)}`
    return { n, filter, page: `${place}?${query}` }
  }

function channelsOf(groups: readonly CountedGroup[], counted: Count): Patterns['channels'] {
  return CHANNELS.flatMap(channel => {
    const { sent, received } = channelLists(channel)
    const sum = (list: typeof sent): Counted =>
      counted(
        groups.reduce((all, group) => all + (list.takes(group) ? group.n : 0), 0),
        list.filter,
      )
    const both = { sent: sum(sent), received: sum(received) }
    return both.sent.n + both.received.n === 0 ? [] : [{ channel, ...both }]
  })
}
