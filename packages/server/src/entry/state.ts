/**
 * The current state of a client or object, field by field, each with the time of its last change, and the diff of
 * what an entry says against it (R-A2). Pure.
 */
import type { Json } from '@daybook/protocol'
import { sameJson } from './canonical.ts'
import type { GivenChange } from './intent.ts'

export interface FieldState {
  /** The value; absent where the workspace hides this field. */
  readonly v?: Json
  /** A MAC of a hidden value, so that a change of it can still be seen. */
  readonly h?: string
  /** UTC ms at which the change sorts. Of two changes at one time the later entry wins. */
  readonly at: number
  /** True where Daybook derived it from the action and the host never sent it. */
  readonly d?: 1
  /** UTC ms of the last entry that said this value again though its action sets another: then the entry's word holds. */
  readonly k?: number
}
export type State = Readonly<Record<string, FieldState>>
export const EMPTY_STATE: State = Object.freeze(Object.create(null) as State)

/** One field that changed, as it will be stored. */
export interface MadeChange {
  readonly field: string
  readonly label?: string
  readonly before?: Json
  readonly after?: Json
  readonly hidden?: true
}

export interface StateRules {
  policy(field: string): 'track' | 'hide' | 'ignore'
  /** What a field of the workspace's own is called now: an entry that says no label keeps this one (R-B5). */
  label(field: string): string | undefined
  /** A MAC of a value that is hidden. */
  macOf(field: string, value: Json): string
}

export interface Diff {
  readonly changes: readonly MadeChange[]
  /** Set where the subject was first seen by its state: the values that it began with. */
  readonly baseline?: readonly MadeChange[]
  readonly next: State
}

/** What `changes` (or `before` and `after`) do: unchanged fields make no change. */
export function applyChanges(
  state: State,
  given: readonly GivenChange[],
  at: number,
  rules: StateRules,
): Diff {
  const changes: MadeChange[] = []
  const next = copy(state)
  for (const change of given) {
    const policy = change.secret === true ? 'hide' : rules.policy(change.field)
    if (policy === 'ignore') continue
    const hasBefore = change.before !== undefined
    // A secret's masked values are all the same: whether it changed was found before they were masked.
    if (
      change.secret !== true &&
      hasBefore &&
      change.after !== undefined &&
      sameJson(change.before, change.after)
    )
      continue
    const label = labelOf(change.field, rules, change.label)
    if (policy === 'hide') changes.push({ field: change.field, ...label, hidden: true })
    else {
      changes.push({
        field: change.field,
        ...label,
        ...(hasBefore && { before: change.before }),
        ...(change.after !== undefined && { after: change.after }),
      })
    }
    setField(next, change.field, change.after ?? null, at, policy, rules)
  }
  return { changes, next }
}

/**
 * What a whole `state` does. A field whose last change is newer than this state is left alone, because what it was
 * at the time of the state is not known; a field that is missing now was removed, unless only Daybook derived it.
 */
export function applyState(
  state: State,
  given: Readonly<Record<string, Json>>,
  at: number,
  known: boolean,
  rules: StateRules,
): Diff {
  const changes: MadeChange[] = []
  const next = copy(state)
  // What Daybook only derived from actions was never told: the first state is a baseline all the same.
  const told = known && Object.values(state).some(field => field.d !== 1)
  for (const [field, after] of Object.entries(given)) {
    const policy = rules.policy(field)
    if (policy === 'ignore' || (state[field]?.at ?? at) > at) continue
    const last = told ? state[field] : undefined
    if (last !== undefined && isValue(last, field, after, rules)) {
      // The policy may have been switched since: then only the way of keeping the value changes.
      if ((last.v === undefined) !== (policy === 'hide')) setField(next, field, after, last.at, policy, rules)
      continue
    }
    const named = { field, ...labelOf(field, rules) }
    if (policy === 'hide') changes.push({ ...named, hidden: true })
    else changes.push({ ...named, ...(last?.v !== undefined && { before: last.v }), after })
    setField(next, field, after, at, policy, rules)
  }
  if (!told) return { changes: [], baseline: changes, next }
  for (const [field, last] of Object.entries(state)) {
    if (Object.hasOwn(given, field) || last.at > at || last.d === 1 || last.v === null) continue
    const policy = rules.policy(field)
    if (policy === 'ignore' || (last.v === undefined && last.h === undefined)) continue
    const named = { field, ...labelOf(field, rules) }
    if (last.v === undefined || policy === 'hide') changes.push({ ...named, hidden: true })
    else changes.push({ ...named, before: last.v, after: null })
    setField(next, field, null, at, 'track', rules)
  }
  return { changes, next }
}

function labelOf(field: string, rules: StateRules, given?: string): Pick<MadeChange, 'label'> {
  const label = given ?? rules.label(field)
  return label === undefined ? {} : { label }
}

/** True where a field has this value, whether it is kept or only its MAC. */
const isValue = (last: FieldState, field: string, value: Json, rules: StateRules): boolean =>
  last.v === undefined ? last.h === rules.macOf(field, value) : sameJson(last.v, value)

/** Fields that the action itself sets (`booking.cancelled` → status), where the entry did not say so. */
export function applyDerived(state: State, sets: Readonly<Record<string, string>>, at: number): State {
  const next = copy(state)
  let changed = false
  for (const [field, value] of Object.entries(sets)) {
    const last = state[field]
    if (last !== undefined && (last.at > at || last.v === value)) continue
    next[field] = { v: value, at, d: 1, ...saidBehind(last, at) }
    changed = true
  }
  return changed ? next : state
}

/** Notes of the fields that the action sets and the entry said itself that they are still what they were. */
export function keepSaid(state: State, said: readonly string[], at: number): State {
  const kept = said.filter(
    field => (state[field]?.at ?? Infinity) < at && (state[field]?.k ?? -Infinity) < at,
  )
  if (kept.length === 0) return state
  const next = copy(state)
  for (const field of kept) next[field] = { ...next[field]!, k: at }
  return next
}

function setField(
  next: Record<string, FieldState>,
  field: string,
  value: Json,
  at: number,
  policy: 'track' | 'hide',
  rules: StateRules,
): void {
  const last = next[field]
  if (last !== undefined && last.at > at) return
  next[field] = {
    ...(policy === 'hide' ? { h: rules.macOf(field, value), at } : { v: value, at }),
    ...saidBehind(last, at),
  }
}

/** What was said later in time than a change that comes late stays said: no entry tells of it a second time. */
const saidBehind = (last: FieldState | undefined, at: number): Pick<FieldState, 'k'> =>
  last?.k !== undefined && last.k > at ? { k: last.k } : {}

// Without a prototype, so that a field named `__proto__` or `constructor` is a field like any other.
const copy = (state: State): Record<string, FieldState> =>
  Object.assign(Object.create(null) as Record<string, FieldState>, state)
