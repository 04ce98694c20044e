/** What a named filter asks of an entry besides its action and source. Plain data, for other threads and for counts. */
import type { NamedCondition } from '@daybook/catalogue'
import { channelOf, FOR_CLIENT, isBookingMark, LATE } from '../entry/mark-of.ts'
import { SOURCE_CODES } from '../store/codes.ts'

export interface EntryCondition {
  /** The kinds of entry that the filter takes. */
  readonly kinds: readonly number[]
  readonly asks:
    | Extract<NamedCondition, { by: unknown } | { late: unknown } | { channel: unknown }>
    /** How the entry may name its cause. */
    | { readonly causes: ReadonlySet<string> }
    /** It is one of these, by number. */
    | { readonly seqs: ReadonlySet<number> }
}

export interface Said {
  readonly kind: number
  readonly source: number
  readonly seq: number
  readonly mark: number
  /** The cause that its record names; empty where it names none. */
  readonly cause: string
}

export function holds({ kinds, asks }: EntryCondition, said: Said): boolean {
  if (!kinds.includes(said.kind)) return false
  if ('by' in asks) return asks.by === whoseAct(said)
  if ('late' in asks) return isBookingMark(said.mark) && (said.mark & LATE) !== 0
  if ('channel' in asks) return asks.channel === channelOf(said.mark)
  return 'causes' in asks ? asks.causes.has(said.cause) : asks.seqs.has(said.seq)
}

/** Whose wish a cancellation or a move was. */
export function whoseAct({ source, mark }: Pick<Said, 'source' | 'mark'>): 'client' | 'team' | 'others' {
  if (source === SOURCE_CODES.customer || (isBookingMark(mark) && (mark & FOR_CLIENT) !== 0)) return 'client'
  return source === SOURCE_CODES.staff ? 'team' : 'others'
}
