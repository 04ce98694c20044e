/** What the callers of a written group are told. */
import type { Receipt } from '@daybook/protocol'
import { type EarlierEntry, earlierOf } from './earlier-entry.ts'
import type { AppendRequest, PreparedEntry } from './group.ts'

export type Placed = Omit<Receipt, 'duplicate'>

/**
 * A receipt for each draft of each request that was written: of the entry that was made of it, or of the one that it
 * repeats.
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
    requests.flatMap(request => {
      const receipts = request.intents.flatMap(({ intent }, i): Receipt[] => {
        const own = made.get(request)![i]
        const repeated = own === undefined ? earlierOf(intent, earlier) : undefined
        if (repeated !== undefined) return [{ ...placeOf(repeated.seq), duplicate: true }]
        return own === undefined ? [] : [own]
      })
      // What was refused while the group was prepared has been told so, and has nothing in it.
      return receipts.length === request.intents.length ? [[request, receipts] as const] : []
    }),
  )
}
