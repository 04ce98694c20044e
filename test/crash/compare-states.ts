/** Every `state` was compared with what the log said just before it, whichever server took it (R-A2). */
import { isDeepStrictEqual } from 'node:util'
import type { Entry, EntryChange, Json } from '@daybook/protocol'
import type { Book } from './book.ts'

interface Known {
  v: Json
  at: number
}

/** Types whose state no action derives, so that the log alone tells what is known. */
const FOLLOWED = new Set(['asset', 'locker', 'reward'])

/** Tells the log's changes again in the order of seq. Answers what is wrong, in sentences. */
export function compareStates(entries: readonly Entry[], book: Book): string[] {
  const wrong: string[] = []
  const states = new Map<string, Map<string, Known>>()
  for (const entry of entries) {
    const sent = book.sent.get(String(entry.data?.['mark']))
    const ref = subjectOf(entry)
    if (sent === undefined || ref === undefined) continue
    let state = states.get(ref)
    if (state === undefined) states.set(ref, (state = new Map()))
    const at = Date.parse(entry.occurredAt)
    if (sent.draft.state !== undefined) {
      const expected = expect(state, sent.draft.state, at)
      const baseline = state.size === 0
      const read = baseline
        ? entry.baseline === true
          ? sorted(valuesOf(entry))
          : []
        : sorted(entry.changes ?? [])
      if (baseline !== (entry.baseline === true) || !isDeepStrictEqual(read, sorted(expected))) {
        wrong.push(
          `seq ${entry.seq} (${sent.mark}) says ${JSON.stringify(read)}, and the log before it ${JSON.stringify(sorted(expected))}`,
        )
      }
    }
    const said = [...valuesOf(entry), ...(entry.changes ?? [])]
    for (const { field, after } of said) {
      const last = state.get(field)
      if (last === undefined || last.at <= at) state.set(field, { v: after ?? null, at })
    }
  }
  return wrong
}

type Told = Pick<EntryChange, 'field' | 'before' | 'after'>

const valuesOf = (entry: Entry): Told[] =>
  Object.entries(entry.state ?? {}).map(([field, after]) => ({ field, after }))

function subjectOf(entry: Entry): string | undefined {
  if (entry.action === 'client.updated') return entry.clients[0]?.id
  const [object] = entry.objects
  return object !== undefined && FOLLOWED.has(object.type) ? object.ref : undefined
}

function expect(
  state: ReadonlyMap<string, Known>,
  given: Readonly<Record<string, Json>>,
  at: number,
): Told[] {
  const changes: Told[] = []
  for (const [field, after] of Object.entries(given)) {
    const last = state.get(field)
    if (last !== undefined && (last.at > at || isDeepStrictEqual(last.v, after))) continue
    changes.push(last === undefined ? { field, after } : { field, before: last.v, after })
  }
  if (state.size === 0) return changes
  for (const [field, last] of state) {
    if (!Object.hasOwn(given, field) && last.at <= at && last.v !== null)
      changes.push({ field, before: last.v, after: null })
  }
  return changes
}

const sorted = (changes: readonly Told[]): Told[] =>
  changes
    .map(({ field, before, after }) => ({ field, before, after }))
    .sort((a, b) => (a.field < b.field ? -1 : 1))
