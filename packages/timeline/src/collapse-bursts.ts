import type { Entry, EntryChange } from '@daybook/protocol'
import { type Clock, compareEntries, sortInstant } from './entry-order.ts'

/** Minutes within which repeats of one act read as one line. */
export const BURST_MINUTES = { views: 30, others: 5 } as const

/** One line of the list: an entry, or several repeats of one act with the first of them in the list's order in front. */
export interface Line {
  /** The oldest entry's id: the line stays the same one while newer repeats join it. */
  readonly key: string
  readonly entry: Entry
  /** All entries of a burst in the list's order, `entry` included; absent for a single entry. */
  readonly burst?: readonly Entry[]
}

const isView = (entry: Entry) => entry.action === 'client.viewed'

/** What repeats have in common: action, object and who acted, for whom. Null for what never folds. */
function burstKey(entry: Entry): string | null {
  if (entry.category === 'payments' || entry.related === 'payments') return null
  if (entry.type === 'auth' || entry.type === 'security') return null
  if (entry.erased || entry.undated || entry.occurredAt.length === 10 || entry.outcome !== 'success')
    return null
  const about = entry.objects.length > 0 ? entry.objects : entry.related === 'profile' ? entry.clients : []
  if (about.length === 0) return null
  const refs = about.map(one => ('ref' in one ? one.ref : one.id)).sort()
  return [entry.action, ...who(entry.actor), ...who(entry.onBehalfOf), ...refs].join('\u0000')
}

const who = (actor: Entry['onBehalfOf']) => [
  actor?.type ?? '',
  actor?.clientId ?? actor?.id ?? actor?.name ?? '',
]

/**
 * Folds repeats of the same act by the same actor on the same object into one line: neighbours within 5 minutes of the
 * oldest of them, views of a profile within 30 minutes even with other acts between. Payments, sign-ins and security
 * never fold. Only the reading changes: every entry stays in its line.
 *
 * Lines grow from their oldest entry, whichever way the list reads: a newer entry joins the newest line of its kind or
 * begins one, and moves no other; both orders show the same lines.
 */
export function collapseBursts(entries: readonly Entry[], timeZone: string, clock?: Clock): readonly Line[] {
  const lineOf = assignLines(inTime(entries, timeZone, clock), timeZone)
  const lines: { key: string; entry: Entry; burst?: Entry[] }[] = []
  const begun = new Map<Entry, (typeof lines)[number]>()
  for (const entry of entries) {
    const oldest = lineOf.get(entry) ?? entry
    const line = begun.get(oldest)
    if (line) {
      line.burst = [...(line.burst ?? [line.entry]), entry]
      continue
    }
    const made = { key: oldest.id, entry }
    begun.set(oldest, made)
    lines.push(made)
  }
  return lines
}

/** The entries from the oldest to the newest. */
function inTime(entries: readonly Entry[], timeZone: string, clock?: Clock): readonly Entry[] {
  const [first] = entries
  const last = entries.at(-1)
  const descends = first && last && compareEntries(first, last, timeZone, clock) > 0
  return descends ? entries.toReversed() : entries
}

/** For each entry the oldest of its line. */
function assignLines(entries: readonly Entry[], timeZone: string): ReadonlyMap<Entry, Entry> {
  const lineOf = new Map<Entry, Entry>()
  const views = new Map<string, Entry>()
  let previous: { readonly key: string | null; readonly oldest: Entry } | undefined
  for (const entry of entries) {
    const key = burstKey(entry)
    const view = isView(entry)
    const open =
      key === null ? undefined : view ? views.get(key) : previous?.key === key ? previous.oldest : undefined
    const minutes = view ? BURST_MINUTES.views : BURST_MINUTES.others
    const apart = open ? Math.abs(sortInstant(entry, timeZone) - sortInstant(open, timeZone)) : Infinity
    const oldest = open && apart <= minutes * 60_000 ? open : entry
    lineOf.set(entry, oldest)
    if (view && key !== null) views.set(key, oldest)
    previous = { key, oldest }
  }
  return lineOf
}

/** What a burst changed as a whole: per field the first `before` and the last `after`, newest first or last alike. */
export function foldChanges(burst: readonly Entry[]): readonly EntryChange[] {
  // What came late is told at its own time. Bursts have no entry without a time.
  const inOrder = [...burst].sort(
    (a, b) => Date.parse(a.occurredAt) - Date.parse(b.occurredAt) || a.seq - b.seq,
  )
  const folded = new Map<string, EntryChange>()
  for (const entry of inOrder) {
    for (const change of entry.changes ?? []) {
      const key = `${change.ref}\u0000${change.field}`
      const first = folded.get(key)
      if (!first) folded.set(key, change)
      else if (first.hidden || change.hidden) folded.set(key, { ...without(change), hidden: true })
      else folded.set(key, { ...change, before: first.before })
    }
  }
  return [...folded.values()]
}

/** A change without its values: where one of them was hidden, the others say too much or too little. */
const without = ({ before: _before, after: _after, ...rest }: EntryChange): EntryChange => rest
