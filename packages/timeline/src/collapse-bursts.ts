import type { Entry, EntryChange } from '@daybook/protocol'
import { sortInstant } from './entry-order.ts'

/** Minutes within which repeats of one act read as one line. */
export const BURST_MINUTES = { views: 30, others: 5 } as const

/** One line of the list: an entry, or several repeats of one act with the first of them in the list's order in front. */
export interface Line {
  readonly entry: Entry
  /** All entries of a burst in the list's order, `entry` included; absent for a single entry. */
  readonly burst?: readonly Entry[]
}

const isView = (entry: Entry) => entry.action === 'client.viewed'

function burstKey(entry: Entry): string | null {
  if (entry.category === 'payments' || entry.type === 'auth' || entry.type === 'security') return null
  if (entry.erased || entry.undated || entry.occurredAt.length === 10 || entry.outcome !== 'success')
    return null
  const about = entry.objects.length > 0 ? entry.objects : isAboutProfile(entry) ? entry.clients : []
  if (about.length === 0) return null
  const refs = about.map(one => ('ref' in one ? one.ref : one.id)).sort()
  const actor = entry.actor.clientId ?? entry.actor.id ?? entry.actor.name ?? ''
  const behalf = entry.onBehalfOf?.id ?? ''
  return [entry.action, entry.actor.type, actor, behalf, ...refs].join('\u0000')
}

function isAboutProfile(entry: Entry): boolean {
  return entry.related === 'profile'
}

/**
 * Folds repeats of the same act by the same actor on the same object into one line: neighbours within 5 minutes,
 * views of a profile within 30 minutes even with other acts between. Payments, sign-ins and security never fold.
 * Only the reading changes: every entry stays in its line.
 */
export function collapseBursts(entries: readonly Entry[], timeZone: string): readonly Line[] {
  const lines: { entry: Entry; burst?: Entry[] }[] = []
  const views = new Map<string, { entry: Entry; burst?: Entry[] }>()
  let previousKey: string | null = null
  for (const entry of entries) {
    const key = burstKey(entry)
    const view = isView(entry)
    const open =
      key === null ? undefined : view ? views.get(key) : key === previousKey ? lines.at(-1) : undefined
    const minutes = view ? BURST_MINUTES.views : BURST_MINUTES.others
    const apart = open ? Math.abs(sortInstant(open.entry, timeZone) - sortInstant(entry, timeZone)) : Infinity
    if (open && apart <= minutes * 60_000) {
      open.burst = [...(open.burst ?? [open.entry]), entry]
    } else {
      const line = { entry }
      lines.push(line)
      if (view && key !== null) views.set(key, line)
    }
    previousKey = key
  }
  return lines
}

/** What a burst changed as a whole: per field the first `before` and the last `after`, newest first or last alike. */
export function foldChanges(burst: readonly Entry[]): readonly EntryChange[] {
  const inTime = [...burst].sort((a, b) => a.seq - b.seq)
  const folded = new Map<string, EntryChange>()
  for (const entry of inTime) {
    for (const change of entry.changes ?? []) {
      const key = `${change.ref}\u0000${change.field}`
      const first = folded.get(key)
      folded.set(key, first ? { ...change, before: first.before } : change)
    }
  }
  return [...folded.values()]
}
