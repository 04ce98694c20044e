/** The conditions of the named filters that a reader chose, with what the database must tell for them. */
import { findNamedFilter } from '@daybook/catalogue'
import type { Daybook } from '../daybook.ts'
import type { Workspace } from '../entry/workspace.ts'
import type { Kind } from '../store/append/kinds.ts'
import { readCauses } from '../store/read/causes.ts'
import type { EntryCondition } from './entry-condition.ts'

export async function conditionsOf(
  daybook: Daybook,
  workspace: Workspace,
  kinds: readonly Kind[],
  names: readonly string[],
): Promise<EntryCondition[]> {
  const filters = [...new Set(names)].flatMap(name => findNamedFilter(name) ?? [])
  const asked = filters.map(async ({ actions, causedByAction, condition }): Promise<EntryCondition[]> => {
    const taken = kinds
      .filter(kind => (actions as readonly string[]).includes(kind.action))
      .map(kind => kind.kind)
    if (condition !== undefined) return [{ kinds: taken, asks: condition }]
    if (causedByAction === undefined) return []
    const causes = await readCauses(daybook, workspace, kinds, [causedByAction])
    return [{ kinds: taken, asks: { causes } }]
  })
  return (await Promise.all(asked)).flat()
}
