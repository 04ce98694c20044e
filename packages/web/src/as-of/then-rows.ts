import type { Json, ObjectView } from '@daybook/protocol'

/** One field at a time: as it was known, as it was, as it is. */
export interface ThenRow {
  readonly field: string
  readonly then: Json | undefined
  /** As it was by all that is known by now. */
  readonly later: Json | undefined
  readonly now: Json | undefined
  /** What was so was not known yet. */
  readonly wasUnknown: boolean
  /** It is another by now. */
  readonly isOther: boolean
}

interface States {
  /** Undefined where nothing was known. */
  readonly then: ObjectView | undefined
  readonly later: ObjectView
  readonly now: ObjectView
}

/** Whether it is there; said by its notice, not as a field. */
const LEFT_OUT = 'deleted'

/** The fields of all three states: first those that are others by now or were not known, then the rest. */
export function thenRows({ then, later, now }: States): readonly ThenRow[] {
  const names = new Set([then, later, now].flatMap(state => Object.keys(state?.fields ?? {})))
  names.delete(LEFT_OUT)
  const rows = [...names].map(field => {
    const values = { then: then?.fields[field], later: later.fields[field], now: now.fields[field] }
    return {
      field,
      ...values,
      wasUnknown: !same(values.then, values.later),
      isOther: !same(values.then, values.now),
    }
  })
  return rows.toSorted((a, b) => Number(b.wasUnknown || b.isOther) - Number(a.wasUnknown || a.isOther))
}

const same = (a: Json | undefined, b: Json | undefined): boolean => JSON.stringify(a) === JSON.stringify(b)
