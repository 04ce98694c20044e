import { clientPartName } from '@daybook/protocol'
import type { FieldChoice } from '../entry/disclose-entry.ts'
import { isAddress, isClosed, seesPart, type Sight } from '../policy/sight.ts'

/** Of the fields that were chosen those that this reader may see. */
export function chooseSeen(sight: Sight, clientIds: readonly number[], choose: FieldChoice): FieldChoice {
  const closed = new Set<string>(clientIds.flatMap((id, i) => (seesPart(sight, id) ? [] : clientPartName(i))))
  return (part, name) =>
    !closed.has(part) && (sight.access || !isAddress(name)) && !isClosed(sight, name) && choose(part, name)
}
