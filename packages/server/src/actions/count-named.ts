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

/** Sets of entries that fit into the bits of one number. */
const MOST_SETS = 40

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
  const { certain, conditions } = test.named
  const sets = conditions.flatMap(({ asks }) => ('seqs' in asks ? [asks.seqs] : []))
  if (sets.length > MOST_SETS || conditions.some(({ asks }) => 'causes' in asks)) return undefined
  const rows = await listedRowsOf(daybook, workspace, subject, list, sight)
  if (rows === undefined) return undefined
  const counted = await readTogether(daybook.pools.app, workspace.id, run => countMarked(run, rows, sets))
  const passes = (row: MarkedCount): boolean =>
    certain.includes(row.kind * 16 + row.source) ||
    conditions.some(condition => {
      const { asks, kinds } = condition
      if (!('seqs' in asks)) return holds(condition, { ...row, seq: 0, cause: '' })
      return kinds.includes(row.kind) && Math.floor(row.sets / 2 ** sets.indexOf(asks.seqs)) % 2 === 1
    })
  return { rows: counted.filter(passes) }
}
