import { readRecord } from '../entry/open-entry.ts'
import { seesAll, seesClient, seesEntry, type Sight } from '../policy/sight.ts'
import type { Seeing } from './read-history.ts'
import { veil } from './veil.ts'

/** How a history is read for somebody; as it stands where they see everything. */
export function seeingOf(sight: Sight): Seeing {
  if (seesAll(sight)) return {}
  return {
    sees: row => veil(row, sight),
    // Most of the log may be about clients of others: what is not theirs need not be opened, nor read.
    ...(sight.only?.to === 'own_clients' && {
      glance: row => seesEntry(sight, readRecord(row.record)),
      own: [...sight.only.clients].filter(id => seesClient(sight, id)),
    }),
  }
}
