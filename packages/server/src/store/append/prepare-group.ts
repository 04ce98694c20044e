/** The second step of an append: requests become a group that is made, sealed and ready to be numbered. */
import { type InputError, LogError } from '@daybook/protocol'
import { checkIds } from './check-ids.ts'
import { type EarlierEntry, earlierOf } from './earlier-entry.ts'
import type { AppendRequest, PreparedGroup } from './group.ts'
import { GroupBuilder } from './group-builder.ts'
import type { Preparing } from './preparing.ts'

/** Entries that are prepared without a pause: about 2 ms. */
const BREATH = 24

/** A request that cannot be written is rejected and leaves the group; the others go on. */
export async function prepareGroup(
  requests: readonly AppendRequest[],
  earlier: ReadonlyMap<string, EarlierEntry>,
  given: Preparing,
): Promise<PreparedGroup> {
  const group = new GroupBuilder(given)
  let made = 0
  for (const request of requests) {
    const errors: InputError[] = []
    const mayBeGone = request.behind !== undefined
    for (const { intent, path } of request.intents) checkIds(given.registry, intent, path, errors, mayBeGone)
    if (errors.length > 0)
      request.reject(new LogError('entry_invalid', 'An entry names something that is not here.', { errors }))
    else {
      for (const [index, { intent }] of request.intents.entries()) {
        if (earlierOf(intent, earlier) !== undefined) continue
        group.add(request, intent, index)
        // The group before this one waits for its answers from the database in the same event loop.
        if (++made % BREATH === 0) await new Promise(resolve => setImmediate(resolve))
      }
    }
  }
  return group.finish()
}
