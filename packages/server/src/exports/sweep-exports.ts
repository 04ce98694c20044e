import type { Daybook } from '../daybook.ts'
import { expireExports, forgetExports, readKeptExports } from '../store/exports/sweep-rows.ts'
import { inWorkspace, readTogether } from '../store/transaction.ts'

/** An export that has ended can be made again for so long, in ms; then what was asked for is forgotten. */
const REMEMBERED = 37 * 86_400_000

/** Ends what is over, and removes every file that belongs to nothing: of cancelled, erased and killed ones too. */
export async function sweepExports(daybook: Daybook, workspaceId: number): Promise<number> {
  const { app } = daybook.pools
  const now = daybook.now()
  await inWorkspace(app, workspaceId, async run => {
    await expireExports(run, workspaceId, now)
    await forgetExports(run, workspaceId, now - REMEMBERED)
  })
  // In this order: a file that is there now belongs to an attempt that the rows read next know of.
  const names = await daybook.exports.files.names(workspaceId)
  const kept = await readTogether(app, workspaceId, run => readKeptExports(run, workspaceId))
  return daybook.exports.files.removeNames(workspaceId, names, kept)
}
