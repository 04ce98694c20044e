/** Where in the week bookings start now, in a workspace's zone; a change of the clocks does not move the hour. */
import type { Pool } from 'pg'
import type { Workspace } from '../../entry/workspace.ts'
import { int8Array } from '../sql-array.ts'
import { readTogether } from '../transaction.ts'
import { zoneTable } from './zone-tables.ts'

/** Hours of a day, and one more for a start of which the day alone is known. */
const SLOTS = 25
const DAY_ALONE = 24
const NOON = 43_200_000
/** Whole weeks: makes every time positive, since SQL divides towards zero. */
const WEEKS = 604_800_000 * 200_000

const local = (column: string, changes: string, offsets: string): string =>
  `${column} + (${offsets}::bigint[])[width_bucket(${column}, ${changes}::bigint[]) + 1] + ${WEEKS}`

/**
 * SQL of the slot in which a start lies: weekday (0 Monday) * 25 + hour. A plain date stands as the last millisecond of
 * its day, in the zone of then: half a day before, it is the same day in the zones nearby.
 */
export const slotOf = (column: string, changes: string, offsets: string): string => {
  const time = local(column, changes, offsets)
  return `(case when ${column} % 1000 = 999
    then ((${time} - ${NOON}) / 86400000 + 3) % 7 * ${SLOTS} + ${DAY_ALONE}
    else ((${time}) / 86400000 + 3) % 7 * ${SLOTS} + (${time}) % 86400000 / 3600000 end)::int`
}

export interface WeekTime {
  /** 1 (Monday) to 7. */
  readonly weekday: number
  readonly hour: number | 'day'
}

export const timeOfSlot = (slot: number): WeekTime => ({
  weekday: Math.floor(slot / SLOTS) + 1,
  hour: slot % SLOTS === DAY_ALONE ? 'day' : slot % SLOTS,
})

const slotOfTime = ({ weekday, hour }: WeekTime): number =>
  (weekday - 1) * SLOTS + (hour === 'day' ? DAY_ALONE : hour)

const STARTING = `select o.first_seq as seq from daybook.objects o
  where o.workspace_id = $1 and o.type = 'booking' and o.starts_at is not null
    and ${slotOf('o.starts_at', '$2', '$3')} = $4::int`
const SELECT = { name: 'bookings_starting', text: STARTING }
const SELECT_OF = {
  name: 'bookings_starting_of',
  text: `${STARTING} and (o.object_id = $5 or exists (select from daybook.object_clients c
    where c.workspace_id = $1 and c.client_id = $5 and c.object_id = o.object_id))`,
}

/** The entries with which the bookings began that start then. */
export async function readStarting(
  pool: Pool,
  workspace: Workspace,
  time: WeekTime,
  object: number | undefined,
): Promise<ReadonlySet<number>> {
  const { changes, offsets } = zoneTable(workspace.timeZone)
  const values = [workspace.id, int8Array(changes), int8Array(offsets), slotOfTime(time)]
  const rows = await readTogether(pool, workspace.id, run =>
    object === undefined
      ? run<{ seq: number }>(SELECT, values)
      : run<{ seq: number }>(SELECT_OF, [...values, object]),
  )
  return new Set(rows.map(row => row.seq))
}
