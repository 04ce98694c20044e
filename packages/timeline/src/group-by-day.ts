import type { Entry } from '@daybook/protocol'
import type { Clock } from './entry-order.ts'
import { isPlainDate, localDay } from './local-day.ts'

export interface DayGroup {
  /** Unique in the list, the same as long as the group starts on the same day. */
  readonly key: string
  /** The local day, `2026-11-22`; null where the day of these entries is unknown. */
  readonly day: string | null
  readonly entries: readonly Entry[]
}

/**
 * The day an entry is shown under: its plain date as it stands, the local day of its instant, or null if undated;
 * in a history that goes by `recordedAt`, the local day it was recorded on.
 */
export function dayOf(entry: Entry, timeZone: string, clock: Clock = 'occurredAt'): string | null {
  if (clock === 'recordedAt') return localDay(Date.parse(entry.recordedAt), timeZone)
  if (entry.undated) return null
  if (isPlainDate(entry.occurredAt)) return entry.occurredAt
  const ms = Date.parse(entry.occurredAt)
  return Number.isNaN(ms) ? null : localDay(ms, timeZone)
}

/** Days of entries that were seen before: a history that grows by a page is grouped anew, and its days cost more than the rest. */
const days = new WeakMap<
  Entry,
  { readonly timeZone: string; readonly clock: Clock; readonly day: string | null }
>()

function rememberedDay(entry: Entry, timeZone: string, clock: Clock): string | null {
  const known = days.get(entry)
  if (known?.timeZone === timeZone && known.clock === clock) return known.day
  const day = dayOf(entry, timeZone, clock)
  days.set(entry, { timeZone, clock, day })
  return day
}

/** Cuts a sorted history into runs of one local day each; the order of the entries stays as it is. */
export function groupByDay(
  entries: readonly Entry[],
  timeZone: string,
  clock: Clock = 'occurredAt',
): readonly DayGroup[] {
  const groups: DayGroup[] = []
  const seen = new Map<string, number>()
  let run: Entry[] = []
  let runDay: string | null | undefined
  const close = () => {
    if (run.length === 0) return
    const name = runDay ?? 'undated'
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    groups.push({ key: times === 1 ? name : `${name}#${times}`, day: runDay ?? null, entries: run })
    run = []
  }
  for (const entry of entries) {
    const day = rememberedDay(entry, timeZone, clock)
    if (day !== runDay) {
      close()
      runDay = day
    }
    run.push(entry)
  }
  close()
  return groups
}
