/** When something can be booked: schedules of those who do it, less what is taken. The same for staff and online. */
import { freeTimes, type Need } from '../acts/free-times.ts'
import { openHours, type OpenTime, type Schedule, startsIn } from '../acts/open-hours.ts'
import { needOf, type Wish } from '../acts/wish.ts'
import type { Daybook } from '../daybook.ts'
import type { Workspace } from '../entry/workspace.ts'
import { takenMac } from '../store/object-columns.ts'
import { readTakenTimes } from '../store/taken-times.ts'
import { readTogether } from '../store/transaction.ts'

/** A start at which it is free. */
export interface Free {
  /** UTC ms. */
  readonly startsAt: number
  /** Who is free; empty where the business is one person. */
  readonly members: readonly string[]
  /** Places left, of a group. */
  readonly places?: number
}

export interface FoundTimes {
  readonly times: readonly Free[]
  /** False where nobody has a schedule. */
  readonly scheduled: boolean
}

/** Where nobody has a schedule. */
const EVERY_DAY: Schedule = Object.fromEntries(
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map(day => [
    day,
    ['08:00-20:00'],
  ]),
)

interface Span extends OpenTime {
  /** ms between starts. */
  readonly step: number
}

/** Starts of `span` in their order. */
export async function findFreeTimes(
  daybook: Daybook,
  workspace: Workspace,
  wish: Wish,
  span: Span,
  schedules: readonly Schedule[],
): Promise<FoundTimes> {
  const scheduled = schedules.length > 0
  const known = scheduled ? schedules : [EVERY_DAY]
  const need = needOf(wish)
  const members = wish.members.length > 0 ? wish.members : membersOf(known)
  const workers = members.flatMap(member => {
    const starts = startsOf(known, workspace.timeZone, member, { wish, need, span })
    return starts.length === 0 ? [] : [{ member, starts }]
  })
  const keys = daybook.folder.workspace(workspace.id)
  const taken = await readTogether(daybook.pools.app, workspace.id, run =>
    Promise.all(
      workers.map(({ member, starts }) =>
        readTakenTimes(run, {
          workspaceId: workspace.id,
          objectId: wish.objectId,
          from: starts[0]! - need.before,
          to: starts.at(-1)! + need.length + need.after,
          member: takenMac(keys, 'member', member),
          room: takenMac(keys, 'room', wish.room),
          shared: need.groupSize > 1 ? takenMac(keys, 'service', wish.service) : undefined,
        }),
      ),
    ),
  )
  const free = new Map<number, { members: string[]; places: number }>()
  for (const [i, { member, starts }] of workers.entries())
    for (const { at, places } of freeTimes(taken[i]!, starts, need)) {
      const found = free.get(at) ?? { members: [], places: 0 }
      if (member !== undefined) found.members.push(member)
      free.set(at, { ...found, places: Math.max(found.places, places) })
    }
  const times = [...free]
    .sort(([a], [b]) => a - b)
    .map(([startsAt, { members: who, places }]) => ({
      startsAt,
      members: who.toSorted(),
      ...(wish.groupSize > 1 && { places }),
    }))
  return { times, scheduled }
}

/** Whoever has a schedule; where none names anybody, the business is one person. */
function membersOf(schedules: readonly Schedule[]): readonly (string | undefined)[] {
  const named = schedules.map(memberOf).filter(one => one !== undefined)
  return named.length === 0 ? [undefined] : [...new Set(named)]
}

const memberOf = ({ member }: Schedule): string | undefined =>
  typeof member === 'string' && member !== '' ? member : undefined

/** Their own schedules, or those that name nobody; only those of the place where the service is. */
function schedulesOf(
  schedules: readonly Schedule[],
  member: string | undefined,
  location: string | undefined,
): readonly Schedule[] {
  const own = schedules.filter(one => memberOf(one) !== undefined && memberOf(one) === member)
  const theirs = own.length > 0 ? own : schedules.filter(one => memberOf(one) === undefined)
  return theirs.filter(
    ({ location: at }) => location === undefined || typeof at !== 'string' || at === '' || at === location,
  )
}

/** Starts at which a member works, free or not. */
function startsOf(
  schedules: readonly Schedule[],
  zone: string,
  member: string | undefined,
  { wish, need, span }: { readonly wish: Wish; readonly need: Need; readonly span: Span },
): readonly number[] {
  const whole = { from: span.from, to: span.to + need.length }
  const open = openHours(schedulesOf(schedules, member, wish.location), zone, whole)
  const starts = startsIn(open, { from: span.from, step: span.step, length: need.length })
  return [...starts].filter(at => at < span.to)
}
