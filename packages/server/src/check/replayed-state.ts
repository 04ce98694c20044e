/** A state told again from the changes of its entries, field by field. Pure. */
import type { Json } from '@daybook/protocol'
import { sameJson } from '../entry/canonical.ts'
import type { FieldMap } from '../entry/open-entry.ts'
import type { FieldState, State } from '../entry/state.ts'

/** What an entry says of a field. */
interface Told {
  /** Absent where the value is hidden. */
  readonly v?: Json
  readonly at: number
}

/** What an action sets by itself, where the entry did not say so. */
interface Derived {
  readonly v: string
  readonly at: number
}

export class ReplayedState {
  readonly #told = new Map<string, Told>()
  /** Later than what was told, in the order of the log. */
  readonly #derived = new Map<string, Derived[]>()
  /** What was told since a part of the stored state was lost for the first time; before that nothing is kept of it. */
  #sinceLoss: Map<string, Told[]> | undefined

  /** From here on a part of the stored state is what entries tell from now on, however much older its times are. */
  lose(): void {
    this.#sinceLoss ??= new Map()
  }

  /** True where an entry behind the loss of a part told just this: so it may be what is left. */
  wasToldSinceLoss(field: string, stored: FieldState): boolean {
    return this.#sinceLoss?.get(field)?.some(told => isSame(told, stored)) === true
  }

  /**
   * Adds the changes of one entry about one subject: `prefix` is `client` or `1`. True where there were any. Only a
   * baseline's state is news: that of something deleted tells again what was known.
   */
  tell(parts: readonly FieldMap[], prefix: string, at: number, isBaseline: boolean): boolean {
    let any = false
    for (const fields of parts) {
      for (const [name, value] of fields) {
        const field = fieldOf(name, prefix, isBaseline)
        if (field === undefined) continue
        any = true
        const { after = null, hidden } = JSON.parse(String(value)) as { after?: Json; hidden?: true }
        this.#set(field, hidden === true ? { at } : { v: after, at })
      }
    }
    return any
  }

  /** Adds what the action of an entry sets. Call it behind `tell`. */
  derive(sets: Readonly<Record<string, string>>, at: number): void {
    for (const [field, v] of Object.entries(sets)) {
      const told = this.#told.get(field)
      if (told !== undefined && told.at > at) continue
      const list = this.#derived.get(field)
      if (list === undefined) this.#derived.set(field, [{ v, at }])
      else list.push({ v, at })
    }
  }

  get(field: string): Told | undefined {
    return this.#told.get(field)
  }

  /** The fields that a stored state should have another value of, or none. `excused` may explain a difference. */
  differences(stored: State, excused: (field: string, stored: FieldState | undefined) => boolean): string[] {
    const fields = new Set([...Object.keys(stored), ...this.#told.keys(), ...this.#derived.keys()])
    return [...fields].filter(field => !this.#agrees(field, stored[field]) && !excused(field, stored[field]))
  }

  #set(field: string, told: Told): void {
    const kept = this.#sinceLoss?.get(field)
    if (kept !== undefined) kept.push(told)
    else this.#sinceLoss?.set(field, [told])
    const last = this.#told.get(field)
    // Of two changes the later in time holds; of two at one time the later entry.
    if (last !== undefined && last.at > told.at) return
    this.#told.set(field, told)
    const later = this.#derived.get(field)?.filter(one => one.at > told.at)
    if (later !== undefined) this.#derived.set(field, later)
  }

  #agrees(field: string, stored: FieldState | undefined): boolean {
    const told = this.#told.get(field)
    const derived = this.#derived.get(field) ?? []
    const holds = (one: Derived): boolean => one.v === stored?.v || one.at <= (stored?.k ?? -Infinity)
    // What an entry said of a field that the workspace ignores stands nowhere, and then its action sets nothing.
    if (stored === undefined) return told === undefined
    if (stored.d === 1) {
      const place = derived.findLastIndex(one => one.at === stored.at && sameJson(one.v, stored.v))
      // What was derived behind it held already, or is older in time.
      return place >= 0 && derived.slice(place + 1).every(one => one.at < stored.at || holds(one))
    }
    if (told === undefined || !isSame(told, stored)) return false
    // What was derived at that very time did not take its place: so its entry said the field itself.
    return derived.every(one => one.at <= told.at || holds(one))
  }
}

function isSame(told: Told, stored: FieldState): boolean {
  // A value is hidden or shown by the setting of the day: only one that is told on both sides can be compared.
  return told.at === stored.at && (!('v' in told) || stored.v === undefined || sameJson(told.v, stored.v))
}

function fieldOf(name: string, prefix: string, isBaseline: boolean): string | undefined {
  for (const kind of isBaseline ? ['change/', 'state/'] : ['change/'])
    if (name.startsWith(kind) && name.startsWith(`${prefix}/`, kind.length))
      return name.slice(kind.length + prefix.length + 1)
  return undefined
}
