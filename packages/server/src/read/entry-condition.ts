/** What a named filter asks of an entry besides its action and source. Plain data, for other threads and for counts. */
import type { NamedCondition } from '@daybook/catalogue'
import { channelOf, FOR_CLIENT, isActMark, LATE, type Mark } from '../entry/mark-of.ts'
import { weekTimeOf } from '../entry/week-time.ts'
import { SOURCE_CODES } from '../store/codes.ts'

export interface EntryCondition {
  /** The kinds of entry that the filter takes. */
  readonly kinds: readonly number[]
  readonly asks:
    | NamedCondition
    /** How the entry may name its cause. */
    | { readonly causes: ReadonlySet<string> }
}

export interface Said {
  readonly kind: number
  readonly source: number
  readonly mark: Mark
  /** The cause that its record names; empty where it names none. */
  readonly cause: string
}

/** @param zone by whose days and hours times of the week are told */
export function holds({ kinds, asks }: EntryCondition, said: Said, zone: string): boolean {
  if (!kinds.includes(said.kind)) return false
  if ('by' in asks) return asks.by === whoseAct(said.source, said.mark.mark)
  if ('late' in asks) return isLateAct(said.mark.mark)
  if ('channel' in asks) return asks.channel === channelOf(said.mark.mark)
  if ('causes' in asks) return asks.causes.has(said.cause)
  const time = weekTimeOf(said.mark, zone)
  return time?.weekday === asks.weekday && time.hour === asks.hour
}

/** Whose wish a cancellation or a move was. */
export function whoseAct(source: number, mark: number): 'client' | 'team' | 'others' {
  if (isActMark(mark) && (mark & FOR_CLIENT) !== 0) return 'client'
  return source === SOURCE_CODES.staff ? 'team' : 'others'
}

export const isLateAct = (mark: number): boolean => isActMark(mark) && (mark & LATE) !== 0
