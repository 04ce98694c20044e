/** Which times are taken, of whom. Asked behind the head's lock nothing can take one meanwhile. */
import { int8Array } from './sql-array.ts'
import type { Run } from './transaction.ts'

export interface Slot {
  readonly workspaceId: number
  /** The booking that wants it, which does not stand in its own way; 0 for none. */
  readonly objectId: number
  /** UTC ms. */
  readonly from: number
  readonly to: number
  /** HMACs; without a member it is the one diary of those bookings that name nobody. */
  readonly member: Buffer | undefined
  readonly room: Buffer | undefined
  /** Only what was written before this entry counts: the act's own booking stands there already. */
  readonly before?: number
}

export interface TakenTime {
  readonly objectId: number
  readonly from: number
  readonly to: number
}

const SELECT = {
  name: 'taken_times',
  text: `select object_id, starts_at, taken_until from daybook.objects
         where workspace_id = $1 and taken_until > $3 and starts_at < $4 and not object_id = any($2::bigint[])
           and (member is not distinct from $5 or room = $6) and ($7::bigint is null or last_seq < $7)
         order by starts_at, object_id limit 2000`,
}

/** The bookings that take a part of it, in their order. */
export async function readTakenTimes(run: Run, slot: Slot): Promise<TakenTime[]> {
  const rows = await run<{ object_id: number; starts_at: number; taken_until: number }>(SELECT, [
    slot.workspaceId,
    int8Array([slot.objectId]),
    slot.from,
    slot.to,
    slot.member ?? null,
    slot.room ?? null,
    slot.before ?? null,
  ])
  return rows.map(row => ({ objectId: row.object_id, from: row.starts_at, to: row.taken_until }))
}
