import type { Daybook } from '../daybook.ts'
import type { Workspace } from '../entry/workspace.ts'
import type { Sight } from '../policy/sight.ts'
import { readHiddenEntries } from '../store/read/hidden-entries.ts'
import type { ListedRows } from '../store/read/listed-rows.ts'
import { readTogether } from '../store/transaction.ts'
import type { ResolvedList, Subject } from './read-entries.ts'

/**
 * The rows of a list of some kinds as this reader sees them, for counting in the database. Undefined where rows cannot
 * tell what they see.
 */
export async function listedRowsOf(
  daybook: Daybook,
  workspace: Workspace,
  subject: Subject,
  list: ResolvedList,
  { hidden, only }: Sight,
): Promise<ListedRows | undefined> {
  const { rows: filter, object, own } = list
  const { kinds } = filter
  if (kinds === undefined || list.others.length > 0) return undefined
  const base = { workspaceId: workspace.id, place: 'log', filter, without: [] } as const
  // Of a client whom the reader sees they see every entry.
  if (subject.of === 'client') {
    const merged = (list.merged ?? []).filter(id => !hidden.has(id))
    return merged.length === 0
      ? { ...base, place: 'client', object }
      : { ...base, place: 'own', own: [object!, ...merged] }
  }
  if (subject.of === 'object')
    return hidden.size > 0 || only !== undefined ? undefined : { ...base, place: 'object', object }
  if (own !== undefined) return { ...base, place: 'own', own }
  if (hidden.size === 0) return base
  const without = await readTogether(daybook.pools.app, workspace.id, run =>
    readHiddenEntries(run, workspace.id, hidden, kinds),
  )
  return { ...base, without }
}
