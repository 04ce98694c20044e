/** The model that stored states are compared with: what the entries say, told by the plainest means. */
import { findAction } from '@daybook/catalogue'
import type { Entry, Json } from '@daybook/protocol'

export type Fields = Record<string, Json>

/** What an entry says of its first object, and what its action sets where it says nothing of it. */
export function fold(
  fields: Fields,
  entry: Pick<Entry, 'action' | 'changes' | 'state' | 'baseline'>,
): Fields {
  const next = { ...fields }
  const said = new Set<string>()
  for (const { field, after } of entry.changes ?? []) {
    said.add(field)
    if (after === null || after === undefined) delete next[field]
    else next[field] = after
  }
  for (const [field, value] of Object.entries(findAction(entry.action)?.sets ?? {}))
    if (!said.has(field)) next[field] = value
  return next
}
