/** Groups of counted entries → the numbers of patterns. Pure. */
import type { Counted, EntryFilter, PatternMonth, PatternNumbers, Patterns, Rated } from '@daybook/protocol'
import { monthOfBucket } from '../store/read/month-table.ts'
import { PATTERN_LISTS, type PatternGroup, type PatternList } from './pattern-lists.ts'

export interface CountedGroup extends PatternGroup {
  /** The month, as `monthOfBucket` reads it. */
  readonly bucket: number
  readonly n: number
}

/** Makes a number of the subject, of the whole period where no other is given. */
export type Count = (n: number, filter: EntryFilter, period?: Pick<EntryFilter, 'from' | 'to'>) => Counted

const sum = (groups: readonly CountedGroup[], { takes }: PatternList): number =>
  groups.reduce((all, group) => all + (takes(group) ? group.n : 0), 0)

/** @param booked sessions that rates are of; 0 where there are too few for a rate */
export function summariseNumbers(
  groups: readonly CountedGroup[],
  counted: Count,
  { booked, access }: { readonly booked: number; readonly access: boolean },
): PatternNumbers {
  const plain = (name: keyof PatternNumbers): Counted => {
    const list = PATTERN_LISTS[name]
    return counted(sum(groups, list), list.filter)
  }
  const rated = (name: keyof PatternNumbers): Rated => {
    const number = plain(name)
    return booked === 0 ? number : { ...number, rate: number.n / booked }
  }
  return {
    booked: plain('booked'),
    cancelled: rated('cancelled'),
    cancelledByClient: rated('cancelledByClient'),
    cancelledByTeam: rated('cancelledByTeam'),
    cancelledByOthers: rated('cancelledByOthers'),
    cancelledLate: rated('cancelledLate'),
    noShows: rated('noShows'),
    noShowsCleared: plain('noShowsCleared'),
    moved: rated('moved'),
    movedByClient: rated('movedByClient'),
    movedByTeam: rated('movedByTeam'),
    movedByOthers: rated('movedByOthers'),
    ...(access && { signIns: plain('signIns') }),
  }
}

/** More are not told one by one. */
const MOST_MONTHS = 60

export function summariseMonths(
  groups: readonly CountedGroup[],
  counted: Count,
  { from, to }: Patterns['period'],
  access: boolean,
): PatternMonth[] {
  const names = [
    'booked',
    'cancelled',
    'noShows',
    'moved',
    ...(access ? (['signIns'] as const) : []),
  ] as const
  const told = groups.filter(group => names.some(name => PATTERN_LISTS[name].takes(group)))
  if (told.length === 0) return []
  const byMonth = Map.groupBy(told, group => Math.max(group.bucket, 1))
  const last = Math.max(...byMonth.keys())
  const first = Math.max(Math.min(...byMonth.keys()), last - MOST_MONTHS + 1)
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const { month, ...whole } = monthOfBucket(first + i)
    const own = byMonth.get(first + i) ?? []
    const period = {
      from: from !== null && from > whole.from ? from : whole.from,
      to: to !== null && to < whole.to ? to : whole.to,
    }
    const numbers = names.map(name => {
      const list = PATTERN_LISTS[name]
      return [name, counted(sum(own, list), list.filter, period)] as const
    })
    return { month, ...Object.fromEntries(numbers) } as unknown as PatternMonth
  })
}
