/** Counts a list whose named filters ask what rows do not tell, without opening its entries. */
import type { Daybook } from '../daybook.ts'
import type { Workspace } from '../entry/workspace.ts'
import type { Sight } from '../policy/sight.ts'
import { holds } from '../read/entry-condition.ts'
import type { CountRow } from '../store/read/count.ts'
import { countMarked, type MarkedCount } from '../store/read/count-marked.ts'
import { readTogether } from '../store/transaction.ts'
import { listedRowsOf } from './listed-rows-of.ts'
import type { ResolvedList, Subject } from './read-entries.ts'

/** Undefined where something else is asked for besides, which only opened entries tell. */
export async function countNamed(
  daybook: Daybook,
  workspace: Workspace,
  subject: Subject,
  list: ResolvedList,
  sight: Sight,
): Promise<{ rows: readonly CountRow[] } | undefined> {
  const { test } = list
  if (test?.named === undefined || test.words.length > 0 || test.field !== undefined) return undefined
  const { certain, conditions, zone } = test.named
  if (conditions.some(({ asks }) => 'causes' in asks)) return undefined
  const rows = await listedRowsOf(daybook, workspace, subject, list, sight)
  if (rows === undefined) return undefined
  const byStart = conditions.some(({ asks }) => 'weekday' in asks)
  const counted = await readTogether(daybook.pools.app, workspace.id, run => countMarked(run, rows, byStart))
  const passes = ({ kind, source, mark, startsAt }: MarkedCount): boolean =>
    certain.includes(kind * 16 + source) ||
    conditions.some(one =>
      holds(one, { kind, source, mark: { mark, startsAt: startsAt ?? undefined }, cause: '' }, zone),
    )
  return { rows: counted.filter(passes) }
}
