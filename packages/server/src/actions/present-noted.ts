import type { Locale } from '@daybook/catalogue'
import type { Entry } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Workspace } from '../entry/workspace.ts'
import { formatEntryId } from '../ids.ts'
import type { Sight } from '../policy/sight.ts'
import { addNotes, readNotes } from '../read/with-notes.ts'
import { type OpenRow, presentRows } from '../store/read/open-rows.ts'

/** Opened entries as this reader gets them, each with the notes on it. */
export async function presentNoted(
  daybook: Daybook,
  workspace: Workspace,
  rows: readonly OpenRow[],
  sight: Sight,
  locale = workspace.locale as Locale,
): Promise<readonly Entry[]> {
  const { entryIdKey } = daybook.folder.workspace(workspace.id)
  const presenting = { locale, timeZone: workspace.timeZone, deleted: sight.deleted }
  const kinds = await daybook.kinds.all(workspace.id)
  const ids = rows.map(({ row, record }) => ({
    id: formatEntryId(entryIdKey, workspace.generations, row.seq),
    record,
  }))
  const [entries, notes] = await Promise.all([
    presentRows(daybook, workspace, rows, presenting),
    readNotes(daybook, workspace, ids, { notes: daybook.entryNotes, kinds, sight, presenting }),
  ])
  return addNotes(entries, notes)
}
