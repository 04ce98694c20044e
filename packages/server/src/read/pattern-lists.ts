/** The lists behind the numbers of patterns: what each counts, and the filter that lists it. */
import { BEGINNINGS, type Channel, channelFilterName } from '@daybook/catalogue'
import type { EntryFilter, PatternNumbers } from '@daybook/protocol'
import { channelOf, RECEIVED, SENT } from '../entry/mark-of.ts'
import { isLateAct, whoseAct } from './entry-condition.ts'

/** A group of entries that are counted together. */
export interface PatternGroup {
  readonly action: string
  readonly source: number
  readonly mark: number
}

export interface PatternList {
  readonly filter: EntryFilter
  /** True of what the filter lists. */
  readonly takes: (group: PatternGroup) => boolean
}

const SIGNED_IN = 'client.signed_in'

const ofActions = (...action: string[]): PatternList => ({
  filter: { action },
  takes: group => action.includes(group.action),
})
const ofNamed = (name: string, action: string, takes: PatternList['takes']): PatternList => ({
  filter: { named: [name] },
  takes: group => group.action === action && takes(group),
})
const byWhom = (name: string, action: string, by: ReturnType<typeof whoseAct>): PatternList =>
  ofNamed(name, action, ({ source, mark }) => whoseAct(source, mark) === by)

const CANCELLED = 'booking.cancelled'
const MOVED = 'booking.rescheduled'

export const PATTERN_LISTS: Readonly<Record<keyof PatternNumbers, PatternList>> = {
  booked: ofActions(...BEGINNINGS),
  cancelled: ofActions(CANCELLED),
  cancelledByClient: byWhom('cancelled_by_client', CANCELLED, 'client'),
  cancelledByTeam: byWhom('cancelled_by_team', CANCELLED, 'team'),
  cancelledByOthers: byWhom('cancelled_by_others', CANCELLED, 'others'),
  cancelledLate: ofNamed('cancelled_late', CANCELLED, ({ mark }) => isLateAct(mark)),
  noShows: ofActions('booking.no_show'),
  noShowsCleared: ofActions('booking.no_show_cleared'),
  moved: ofActions(MOVED),
  movedByClient: byWhom('moved_by_client', MOVED, 'client'),
  movedByTeam: byWhom('moved_by_team', MOVED, 'team'),
  movedByOthers: byWhom('moved_by_others', MOVED, 'others'),
  signIns: ofActions(SIGNED_IN),
}

export const channelLists = (
  channel: Channel,
): { readonly sent: PatternList; readonly received: PatternList } => ({
  sent: wayOf('sent', SENT, channel),
  received: wayOf('received', RECEIVED, channel),
})

const wayOf = (way: 'sent' | 'received', actions: readonly string[], channel: Channel): PatternList => ({
  filter: { named: [channelFilterName(way, channel)] },
  takes: group => actions.includes(group.action) && channelOf(group.mark) === channel,
})
