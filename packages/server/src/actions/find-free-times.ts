/** When something can be booked: schedules of those who do it, less what is taken. The same for staff and online. */
import { freeTimes, type Need, placesLeft, wantedAt } from '../acts/free-times.ts'
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
  const free = new Map<number, { members: string[]; places: number }>()
  await Promise.all(
    members.map(async member => {
      for (const [at, places] of await freeOf(daybook, workspace, { wish, need, member, span, known })) {
        const found = free.get(at) ?? { members: [], places: 0 }
        if (member !== undefined) found.members.push(member)
        free.set(at, { ...found, places: Math.max(found.places, places) })
      }
    }),
  )
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

interface Asked {
  readonly wish: Wish
  readonly need: Need
  readonly member: string | undefined
  readonly span: Span
  readonly known: readonly Schedule[]
}

/** Starts of one member, with the places that are left. */
async function freeOf(
  daybook: Daybook,
  workspace: Workspace,
  { wish, need, member, span, known }: Asked,
): Promise<[number, number][]> {
  const { before, length, after, groupSize } = need
  const whole = { from: span.from, to: span.to + length }
  const open = openHours(schedulesOf(known, member, wish.location), workspace.timeZone, whole)
  const starts = [...startsIn(open, { from: span.from, step: span.step, length })].filter(at => at < span.to)
  const [first] = starts
  if (first === undefined) return []
  const keys = daybook.folder.workspace(workspace.id)
  const taken = await readTogether(daybook.pools.app, workspace.id, run =>
    readTakenTimes(run, {
      workspaceId: workspace.id,
      objectId: wish.objectId,
      from: first - before,
      to: starts.at(-1)! + length + after,
      member: takenMac(keys, 'member', member),
      room: takenMac(keys, 'room', wish.room),
      shared: groupSize > 1 ? takenMac(keys, 'service', wish.service) : undefined,
    }),
  )
  return freeTimes(taken, starts, need).map(at => [at, placesLeft(taken, wantedAt(at, need))])
}
