/** Whose a booking or a client is, as their state says it. */
import type { Json } from '@daybook/protocol'
import type { State } from './state.ts'

/** Fields that assign a booking, or a client's profile, to somebody of the staff. */
const FIELDS = ['member', 'members'] as const
const LONGEST = 500

/** True of what assigns a client: other objects name staff too, and are nobody's for it. */
export const assigns = (type: string): boolean => type === 'booking' || type === 'client'

/** The ids and names by which the state names people of the staff: a text, `{"id", "name"}`, or a list of these. */
export function assignedTo(state: State): string[] {
  const found = new Set<string>()
  const take = (value: Json | undefined): void => {
    if (typeof value === 'string') {
      if (value !== '' && value.length <= LONGEST) found.add(value)
    } else if (Array.isArray(value)) for (const one of value) take(one)
    else if (typeof value === 'object' && value !== null) {
      const { id, name } = value as { id?: Json; name?: Json }
      for (const text of [id, name]) if (typeof text === 'string') take(text)
    }
  }
  for (const field of FIELDS) take(state[field]?.v)
  return [...found]
}
