/** What is left of an entry for a reader who may not see all of it. */
import type { Daybook } from '../daybook.ts'
import { deviceName } from '../entry/device-name.ts'
import type { FieldMap } from '../entry/open-entry.ts'
import type { Workspace } from '../entry/workspace.ts'
import { isAddress, isClosed, seesAll, seesClient, seesEntry, seesPart, type Sight } from '../policy/sight.ts'
import { ownersOf } from '../store/find.ts'
import type { OpenRow } from '../store/read/open-rows.ts'

/**
 * Undefined where the reader may not see the entry. One that is about several clients is there for whoever sees one of
 * them, without what it says of the others; where it was done from is left out for who may not know that.
 */
export function veil(row: OpenRow, sight: Sight): OpenRow | undefined {
  if (seesAll(sight)) return row
  if (!seesEntry(sight, row.record)) return undefined
  const { opened, record } = row
  const bare = (fields: FieldMap): FieldMap =>
    withoutClosed(sight.access ? fields : withoutAddress(fields), sight)
  const clients = opened.clients.map((part, i) =>
    !seesPart(sight, record.clientIds[i]!) ? 'hidden' : typeof part === 'string' ? part : bare(part),
  )
  const facts = opened.facts === undefined || opened.facts === 'gone' ? opened.facts : bare(opened.facts)
  // The same row where nothing was taken away: listeners share what is made of it.
  if (facts === opened.facts && clients.every((part, i) => part === opened.clients[i])) return row
  return { ...row, opened: { ...opened, facts, clients } }
}

/** The device keeps its name, which is for everybody who sees the act. */
function withoutAddress(fields: FieldMap): FieldMap {
  const names = [...fields.keys()]
  if (!names.some(isAddress)) return fields
  const left = new Map([...fields].filter(([name]) => !isAddress(name)))
  const device = fields.has('userAgent') ? deviceName(String(fields.get('userAgent'))) : undefined
  return device === undefined ? left : left.set('device', device)
}

/** That a sensitive field was changed is told, as of fields that the workspace hides; what it was and is are not. */
function withoutClosed(fields: FieldMap, sight: Sight): FieldMap {
  if (sight.closed === undefined || ![...fields.keys()].some(name => isClosed(sight, name))) return fields
  return new Map(
    [...fields].map(([name, value]) =>
      isClosed(sight, name) ? [name, unsaid(String(value))] : [name, value],
    ),
  )
}

function unsaid(change: string): string {
  const { n, label } = JSON.parse(change) as { n: number; label?: string }
  return JSON.stringify({ n, ...(label !== undefined && { label }), hidden: true })
}

/** True of what belongs to clients of whom this reader sees none: for them it is not there. */
export async function isHiddenObject(
  { pools }: Daybook,
  workspace: Workspace,
  objectId: number,
  sight: Sight,
): Promise<boolean> {
  if (sight.hidden.size === 0 && sight.only === undefined) return false
  const owners = await ownersOf(pools.app, workspace.id, objectId)
  return owners.length > 0 && !owners.some(id => seesClient(sight, id))
}
