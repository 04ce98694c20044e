/** Who was merged into whom at a time that is over, told again from the entries. */
import type { Daybook } from '../../daybook.ts'
import type { Workspace } from '../../entry/workspace.ts'
import { Merges } from '../../merging/merges.ts'
import { MERGED, UNMERGED } from '../../merging/own-merge.ts'
import { ToldErasures } from '../check/told-erasures.ts'
import { ToldMerges } from '../check/told-merges.ts'
import { readTogether } from '../transaction.ts'

/** Erasures end merges. By when entries were recorded, which is when a merge and its end came into force. */
const SELECT_LAST = {
  name: 'last_merge_until',
  text: `select max(e.seq) as seq from daybook.entries e
           join daybook.kinds k on k.workspace_id = $1 and k.kind = e.kind
         where e.workspace_id = $1 and e.recorded_at <= $2 and e.seq <= $3
           and k.action in ('${MERGED}', '${UNMERGED}', 'client.erased', 'client.anonymised')`,
}

/**
 * @param recorded seconds: up to the end of this one
 * @param seq up to this entry
 */
export async function readMergesAt(
  daybook: Daybook,
  workspace: Workspace,
  { recorded, seq }: { readonly recorded: number; readonly seq: number },
): Promise<Merges> {
  const pool = daybook.pools.app
  const [last] = await readTogether(pool, workspace.id, run =>
    run<{ seq: number | null }>(SELECT_LAST, [workspace.id, recorded, seq]),
  )
  if (last === undefined || last.seq === null) return new Merges([])
  const erasures = new ToldErasures(pool, workspace.id)
  const merges = new ToldMerges(pool, workspace.id, daybook.folder.workspace(workspace.id), erasures)
  await Promise.all([erasures.refresh(), merges.refresh()])
  return new Merges(merges.inForce(last.seq))
}
