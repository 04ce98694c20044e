/** What the callers of a written group are told. */
import type { Receipt } from '@daybook/protocol'
import { type EarlierEntry, earlierOf } from './earlier-entry.ts'
import type { AppendRequest, PreparedEntry } from './group.ts'

export type Placed = Omit<Receipt, 'duplicate'>

/**
 * A receipt for each draft of each request: of the entry that was made of it, or of the one that it repeats.
 * @param placeOf the id of a seq, of the generation that wrote it
 */
export function receiptsOf(
  requests: readonly AppendRequest[],
  entries: readonly PreparedEntry[],
  written: { readonly first: number; readonly generation: number },
  earlier: ReadonlyMap<string, EarlierEntry>,
  placeOf: (seq: number, generation?: number) => Placed,
): Map<AppendRequest, Receipt[]> {
  const made = new Map<AppendRequest, Receipt[]>(requests.map(request => [request, []]))
  entries.forEach((entry, place) => {
    made.get(entry.request)![entry.index] = {
      ...placeOf(written.first + place, written.generation),
      duplicate: false,
    }
  })
  return new Map(
    requests.map(request => [
      request,
      request.intents.map(
        ({ intent }, i) =>
          made.get(request)![i] ?? { ...placeOf(earlierOf(intent, earlier)!.seq), duplicate: true },
      ),
    ]),
  )
}
