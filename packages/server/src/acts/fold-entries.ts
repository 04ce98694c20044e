/** A state told again from entries: what it was at a time, by what was known then (R-C6). Pure. */
import { findAction } from '@daybook/catalogue'
import type { Json } from '@daybook/protocol'
import type { FieldMap, OpenedEntry } from '../entry/open-entry.ts'
import { applyDerived, EMPTY_STATE, type FieldState, type State } from '../entry/state.ts'

export interface ToldEntry {
  /** UTC ms at which it sorts. */
  readonly occurredAt: number
  readonly opened: OpenedEntry
}

/** Whose state it is: in an entry's parts its changes stand under this, where the entry is about it first of all. */
export type Subject =
  | { readonly of: 'client'; readonly id: number }
  | { readonly of: 'object' /** `ob_…` */; readonly ref: string }

/** @param entries in the order of the log */
export function foldEntries(subject: Subject, entries: readonly ToldEntry[]): State {
  let state = EMPTY_STATE
  for (const { occurredAt: at, opened } of entries) {
    const { record } = opened
    if (!isFirst(subject, opened)) continue
    const parts = [opened.facts, opened.clients.find(part => part instanceof Map)]
    const maps = parts.filter((part): part is FieldMap => part instanceof Map)
    const told = tellAll(maps, subject.of === 'client' ? 'client' : '1', record.get('baseline') === true, at)
    state = merge(state, told, at)
    const action = String(record.get('action'))
    const succeeded = (record.get('outcome') ?? 'success') === 'success'
    if (subject.of === 'client' || !succeeded || action.startsWith('client.')) continue
    state = applyDerived(state, derivedOf(action, state, told, maps), at)
  }
  return state
}

function isFirst(subject: Subject, { record, clientIds }: OpenedEntry): boolean {
  if (subject.of === 'client') return clientIds[0] === subject.id
  const objects = record.get('objects')
  const [first] = typeof objects === 'string' ? (JSON.parse(objects) as [string, string][]) : []
  return first?.[1] === subject.ref
}

type Told = ReadonlyMap<string, FieldState>

function tellAll(parts: readonly FieldMap[], prefix: string, baseline: boolean, at: number): Told {
  const told = new Map<string, FieldState>()
  for (const fields of parts) {
    for (const [name, value] of fields) {
      const field = fieldOf(name, prefix, baseline)
      if (field === undefined) continue
      const { after = null, hidden } = JSON.parse(String(value)) as { after?: Json; hidden?: true }
      told.set(field, hidden === true ? { at } : { v: after, at })
    }
  }
  return told
}

function fieldOf(name: string, prefix: string, baseline: boolean): string | undefined {
  for (const kind of baseline ? ['change/', 'state/'] : ['change/'])
    if (name.startsWith(`${kind}${prefix}/`)) return name.slice(kind.length + prefix.length + 1)
  return undefined
}

/** Of two changes the later in time holds; of two at one time the later entry. */
function merge(state: State, told: Told, at: number): State {
  if (told.size === 0) return state
  const next: Record<string, FieldState> = Object.assign(Object.create(null), state)
  for (const [field, value] of told) if ((next[field]?.at ?? -Infinity) <= at) next[field] = value
  return next
}

/** What the action sets by itself; not a field of which the entry says that it is still what it was. */
function derivedOf(
  action: string,
  state: State,
  told: Told,
  parts: readonly FieldMap[],
): Readonly<Record<string, string>> {
  const says = (field: string): boolean =>
    parts.some(part => part.has(`data/${field}`) && part.get(`data/${field}`) === state[field]?.v)
  return Object.fromEntries(
    Object.entries(findAction(action)?.sets ?? {}).filter(([field]) => !told.has(field) && !says(field)),
  )
}
