import { assignedTo, assigns } from '../entry/assigned-to.ts'
import type { State } from '../entry/state.ts'
import type { Checking } from './checking.ts'

/** True where rows assign a booking or a client to just those of the staff whom its state names. */
export function sameAssigned(
  { actorCodes }: Checking,
  type: string,
  state: State,
  stored: readonly number[],
): boolean {
  const told = new Set(assigns(type) ? assignedTo(state).map(text => actorCodes('staff', text)) : [])
  return told.size === stored.length && stored.every(staff => told.has(staff))
}
