/** The conditions of the named filters that a reader chose, with what the database must tell for them. */
import { findNamedFilter } from '@daybook/catalogue'
import type { Daybook } from '../daybook.ts'
import type { Workspace } from '../entry/workspace.ts'
import type { Kind } from '../store/append/kinds.ts'
import { readCauses } from '../store/read/causes.ts'
import { readStarting } from '../store/read/starting.ts'
import type { EntryCondition } from './entry-condition.ts'

/** @param object the client or object of whom the list is */
export async function conditionsOf(
  daybook: Daybook,
  workspace: Workspace,
  kinds: readonly Kind[],
  names: readonly string[],
  object: number | undefined,
): Promise<EntryCondition[]> {
  const filters = [...new Set(names)].flatMap(name => findNamedFilter(name) ?? [])
  const asked = filters.map(async ({ actions, causedByAction, condition }): Promise<EntryCondition[]> => {
    const taken = kinds
      .filter(kind => (actions as readonly string[]).includes(kind.action))
      .map(kind => kind.kind)
    if (causedByAction !== undefined) {
      const causes = await readCauses(daybook, workspace, kinds, [causedByAction])
      return [{ kinds: taken, asks: { causes } }]
    }
    if (condition === undefined) return []
    if (!('weekday' in condition)) return [{ kinds: taken, asks: condition }]
    const seqs = await readStarting(daybook.pools.app, workspace, condition, object)
    return [{ kinds: taken, asks: { seqs } }]
  })
  return (await Promise.all(asked)).flat()
}
