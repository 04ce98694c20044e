import type { Locale } from '@daybook/catalogue'
import { type Entry, LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { parseEntryId } from '../ids.ts'
import { requireRight } from '../policy/can.ts'
import { readEntriesBySeq } from '../read/read-of-objects.ts'
import { veil } from '../read/veil.ts'
import { openRows } from '../store/read/open-rows.ts'
import { presentNoted } from './present-noted.ts'
import { visibilityOf } from './visibility-of.ts'

const missing = (): LogError => new LogError('not_found', 'There is no entry with this id.')

/** One entry by its id. Throws `not_found`. */
export async function readEntry(
  daybook: Daybook,
  principal: Principal,
  id: string,
  locale?: Locale,
): Promise<Entry> {
  requireRight(principal, 'read')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const seq = parseEntryId(daybook.folder.workspace(workspace.id).entryIdKey, workspace.generations, id)
  const row = seq === undefined ? undefined : (await readEntriesBySeq(daybook, workspace.id, [seq])).get(seq)
  if (row === undefined) throw missing()
  const visibility = await visibilityOf(daybook, principal)
  const opened = (await openRows(daybook, workspace.id, [row])).flatMap(one => veil(one, visibility) ?? [])
  const [entry] = await presentNoted(daybook, workspace, opened, visibility, locale)
  if (entry === undefined) throw missing()
  return entry
}
