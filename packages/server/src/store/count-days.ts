/** The statements of the job that counts the days of a new zone, and then clears away what nobody reads any more. */
import { type CountRows } from './append/count-group.ts'
import { ADD_COUNTS } from './append/statements.ts'
import { int2Array, int4Array, int8Array } from './sql-array.ts'
import type { Run } from './transaction.ts'

/** How far the counting of a new set is. */
export interface CountingDays {
  readonly set: number
  /** IANA name. */
  readonly zone: string
  /** The last entry that is not counted by its own append. */
  readonly upTo: number
  /** The last entry that is counted. */
  readonly done: number
}

const SELECT = {
  name: 'counting_days',
  text: `select next_zone_set as set, next_zone as zone, next_up_to as "upTo", next_done as done
         from daybook.log_heads where workspace_id = $1 and next_zone_set is not null`,
}
// The lock on the head that this takes keeps appends waiting for as long as the rows of one page take.
const ADVANCE = {
  name: 'advance_counting_days',
  text: `update daybook.log_heads set next_done = $4
         where workspace_id = $1 and next_zone_set = $2 and next_done = $3 returning 1`,
}
const FINISH = {
  name: 'finish_counting_days',
  text: `update daybook.log_heads set counting = counting + 1, zone_set = next_zone_set, zone = next_zone,
           next_zone_set = null, next_zone = null, next_up_to = null, next_done = null
         where workspace_id = $1 and next_zone_set = $2 and next_done >= next_up_to`,
}
const SWEEP = {
  name: 'sweep_counted_days',
  text: `with unread as (select zone_set, day, kind, source, actor from daybook.counts c
           where workspace_id = $1 and object = 0 and not exists (select from daybook.log_heads h
             where h.workspace_id = $1 and c.zone_set in (h.zone_set, h.next_zone_set))
           order by zone_set, day, kind, source, actor limit $2)
         delete from daybook.counts c using unread u
         where c.workspace_id = $1 and c.object = 0 and c.zone_set = u.zone_set and c.day = u.day and c.kind = u.kind
           and c.source = u.source and c.actor = u.actor returning 1`,
}

/** Undefined where no set is being counted. */
export const readCountingDays = async (run: Run, workspaceId: number): Promise<CountingDays | undefined> =>
  (await run<CountingDays>(SELECT, [workspaceId]))[0]

/** Counts a page of entries, once. False where another run, or another change of zone, came before. */
export async function addCountedDays(
  run: Run,
  workspaceId: number,
  { set, done }: CountingDays,
  page: { readonly rows: CountRows; readonly to: number },
): Promise<boolean> {
  if ((await run(ADVANCE, [workspaceId, set, done, page.to])).length === 0) return false
  const { rows } = page
  await run(ADD_COUNTS, [
    workspaceId,
    int8Array(rows.object),
    int4Array(rows.set),
    int4Array(rows.day),
    int4Array(rows.kind),
    int2Array(rows.source),
    int8Array(rows.actor),
    int8Array(rows.n),
  ])
  return true
}

/** Puts the set into force, where it counts everything. */
export async function finishCountingDays(run: Run, workspaceId: number, set: number): Promise<void> {
  await run(FINISH, [workspaceId, set])
}

/** Takes away counts of a set that is neither in force nor being made; answers how many there were, `most` at most. */
export const sweepCountedDays = async (run: Run, workspaceId: number, most: number): Promise<number> =>
  (await run(SWEEP, [workspaceId, most])).length
