import { LogError } from '@daybook/protocol'
import { type EarlierEntry, earlierOf, isConflict } from './earlier-entry.ts'
import type { AppendRequest } from './group.ts'

/**
 * Answers requests that were written before, refuses those whose key names other content, and gives the rest.
 * @param placeOf the receipt of an entry, without whether it repeats
 */
export function settleRepeats(
  requests: readonly AppendRequest[],
  earlier: ReadonlyMap<string, EarlierEntry>,
  placeOf: (seq: number) => { id: string; seq: number },
): readonly AppendRequest[] {
  if (earlier.size === 0) return requests
  return requests.filter(request => {
    const repeats = request.intents.map(({ intent }) => earlierOf(intent, earlier))
    const conflict = request.intents.findIndex(({ intent }) => isConflict(intent, earlier))
    if (conflict >= 0) {
      request.reject(
        new LogError('key_conflict', 'An entry with this key and other content was written before.', {
          path: `${request.intents[conflict]!.path}/key`,
          existing: placeOf(repeats[conflict]!.seq),
        }),
      )
    } else if (repeats.every(repeat => repeat !== undefined)) {
      request.resolve(repeats.map(repeat => ({ ...placeOf(repeat.seq), duplicate: true })))
    } else return true
    return false
  })
}
