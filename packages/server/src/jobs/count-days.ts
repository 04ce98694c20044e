import type { Daybook } from '../daybook.ts'
import { localDay } from '../entry/times.ts'
import { emptyCounts } from '../store/append/count-group.ts'
import { readCounted } from '../store/check/count-rows.ts'
import {
  addCountedDays,
  type CountingDays,
  finishCountingDays,
  readCountingDays,
  sweepCountedDays,
} from '../store/count-days.ts'
import { inWorkspace, readTogether } from '../store/transaction.ts'
import type { Job } from './job.ts'

/** Rows that are taken away in one transaction. */
const SWEPT_AT_ONCE = 5000

/** Counts the entries of a log by the days of its new zone, asked for by the change of zone. */
export const countDaysJob: Job = {
  name: 'count-days',
  scope: 'workspace',
  long: true,
  async run(daybook, { workspaceId, signal }) {
    const { app } = daybook.pools
    for (;;) {
      signal.throwIfAborted()
      const counting = await readTogether(app, workspaceId, run => readCountingDays(run, workspaceId))
      if (counting === undefined) break
      if (counting.done >= counting.upTo)
        await inWorkspace(app, workspaceId, run => finishCountingDays(run, workspaceId, counting.set))
      else await countPage(daybook, workspaceId, counting)
    }
    daybook.workspaces.forget(workspaceId)
    for (let swept = SWEPT_AT_ONCE; swept === SWEPT_AT_ONCE; ) {
      signal.throwIfAborted()
      swept = await inWorkspace(app, workspaceId, run => sweepCountedDays(run, workspaceId, SWEPT_AT_ONCE))
    }
  },
}

async function countPage(daybook: Daybook, workspaceId: number, counting: CountingDays): Promise<void> {
  const { set, zone, done, upTo } = counting
  const entries = await readCounted(daybook.pools.app, workspaceId, done, upTo)
  const counts = emptyCounts()
  for (const { kind, source, actor, day, occurred_at } of entries)
    counts.add(
      { kind, source, actor: actor ?? 0 },
      { object: 0, set, day: day ?? localDay(occurred_at, zone) },
    )
  const to = entries.at(-1)?.seq ?? upTo
  await inWorkspace(daybook.pools.app, workspaceId, run =>
    addCountedDays(run, workspaceId, counting, { rows: counts, to }),
  )
}
