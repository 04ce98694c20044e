/** Takes the next group from the requests that wait: in their order, within the limits, no key twice. */
import type { AppendRequest } from './group.ts'

const GROUP_BYTES = 1024 * 1024

/** Removes the taken requests from `waiting`. A request larger than a group goes alone. */
export function formGroup(waiting: AppendRequest[], maxEntries: number): AppendRequest[] {
  const group: AppendRequest[] = []
  const keys = new Set<string>()
  let entries = 0
  let bytes = 0
  for (const request of waiting) {
    const own = request.intents.flatMap(({ intent }) => intent.keyMac?.toString('latin1') ?? [])
    const fits = entries + request.intents.length <= maxEntries && bytes + request.bytes <= GROUP_BYTES
    // The same key twice in one group: the second waits and then finds the first written.
    const goesOn = fits && !own.some(key => keys.has(key)) && request.behind === undefined
    if (group.length > 0 && (!goesOn || group[0]!.behind !== undefined)) break
    for (const key of own) keys.add(key)
    group.push(request)
    entries += request.intents.length
    bytes += request.bytes
  }
  waiting.splice(0, group.length)
  return group
}
