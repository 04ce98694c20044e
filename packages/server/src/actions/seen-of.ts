/**
 * What a reader who sees a part of the log only knows of an object: what the entries say that they may see, and no more.
 * A stored state is made of all of them.
 */
import { foldEntries, type Subject } from '../acts/fold-entries.ts'
import type { Daybook } from '../daybook.ts'
import type { FieldMap } from '../entry/open-entry.ts'
import type { Workspace } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { isAccessClass, seesClient, type Sight } from '../policy/sight.ts'
import { readEntriesBySeq } from '../read/read-of-objects.ts'
import { veil } from '../read/veil.ts'
import { hasLinkedKind } from '../store/read/linked-kinds.ts'
import { readLinked } from '../store/read/linked-after.ts'
import { openRows, type OpenRow } from '../store/read/open-rows.ts'
import type { Stored } from './read-object.ts'

/** True where the stored state is not for this reader as it stands: it is made of entries that they do not see too. */
async function seesPartOf(
  daybook: Daybook,
  workspace: Workspace,
  sight: Sight,
  found: Stored,
): Promise<boolean> {
  if (sight.only !== undefined) return true
  if (found.of === 'object' && found.stored.object.clients.some(id => !seesClient(sight, id))) return true
  if (sight.access) return false
  const kinds = (await daybook.kinds.all(workspace.id)).filter(kind =>
    isAccessClass(`${kind.category}/${kind.type}/${kind.related}`),
  )
  const numbers = kinds.map(kind => kind.kind)
  return hasLinkedKind(daybook.pools.app, workspace.id, numberOf(found), numbers)
}

const numberOf = (found: Stored): number =>
  found.of === 'client' ? found.stored.client.id : found.stored.object.id

const subjectOf = (found: Stored): Subject =>
  found.of === 'client'
    ? { of: 'client', id: found.stored.client.id }
    : { of: 'object', ref: formatId('ob', found.stored.object.id) }

/** The same object as those of its entries tell it that the reader sees; undefined where they see none. */
export async function seenOf(
  daybook: Daybook,
  workspace: Workspace,
  sight: Sight,
  found: Stored,
): Promise<Stored | undefined> {
  if (!(await seesPartOf(daybook, workspace, sight, found))) return found
  const seqs = await readLinked(daybook.pools.app, workspace.id, numberOf(found))
  const rows = await readEntriesBySeq(daybook, workspace.id, seqs)
  const opened = await openRows(
    daybook,
    workspace.id,
    seqs.flatMap(seq => rows.get(seq) ?? []),
  )
  const seen = opened.flatMap(row => veil(row, sight) ?? [])
  return seen.length === 0 ? undefined : stateFrom(found, seen)
}

/** The object as these entries tell it, in the order of the log. */
export function stateFrom(found: Stored, rows: readonly OpenRow[]): Stored {
  const told = rows.map(row => ({ occurredAt: row.row.occurred_at, opened: row.opened }))
  const state = foldEntries(subjectOf(found), told)
  if (found.of === 'client')
    return { of: 'client', stored: { ...found.stored, client: { ...found.stored.client, fields: state } } }
  const ref = formatId('ob', found.stored.object.id)
  const name = rows.map(row => nameIn(row, ref)).findLast(one => one !== undefined)
  const object = { ...found.stored.object, name, business: state, personal: {} }
  return { of: 'object', stored: { ...found.stored, object } }
}

function nameIn({ opened }: OpenRow, ref: string): string | undefined {
  const list = opened.record.get('objects')
  const place =
    typeof list === 'string' ? (JSON.parse(list) as [string, string][]).findIndex(one => one[1] === ref) : -1
  const facts = opened.facts instanceof Map ? (opened.facts as FieldMap) : undefined
  const name = facts?.get(`object/${place + 1}/name`)
  return typeof name === 'string' ? name : undefined
}
