/** Who is merged into whom, against the entries that tell so. */
import { formatId } from '../ids.ts'
import type { Merge } from '../merging/merges.ts'
import { readMergeRows } from '../store/check/merge-rows.ts'
import type { Checking } from './checking.ts'

export async function checkMerges(checking: Checking): Promise<void> {
  const { pool, workspace, problems, merges, erasures } = checking
  const { rows: stored, size } = await readMergeRows(pool, workspace.id)
  await erasures.refresh()
  await merges.refresh()
  const told = merges.inForce(size)
  for (const merge of without(told, stored))
    problems.add('derived', merge.seq, `it merges ${say(merge)}, and the list of merges does not have it`)
  for (const merge of without(stored, told))
    problems.add('derived', merge.seq, `the list of merges has ${say(merge)}, and no entry in force tells so`)
}

const say = ({ clientId, survivor }: Merge): string =>
  `${formatId('cl', clientId)} into ${formatId('cl', survivor)}`

const nameOf = ({ clientId, survivor, seq }: Merge): string => `${clientId} ${survivor} ${seq}`

function without(some: readonly Merge[], others: readonly Merge[]): Merge[] {
  const names = new Set(others.map(nameOf))
  return some.filter(merge => !names.has(nameOf(merge)))
}
