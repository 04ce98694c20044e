/** Which times are taken, of whom. Asked behind the head's lock nothing can take one meanwhile. */
import { int8Array } from './sql-array.ts'
import type { Run } from './transaction.ts'

/** Whose time is asked about. */
export interface Diary {
  readonly workspaceId: number
  /** HMACs; without a member it is the one diary of those bookings that name nobody. */
  readonly member: Buffer | undefined
  readonly room: Buffer | undefined
  /** HMAC of a group service: bookings of the same one may share a start. */
  readonly shared: Buffer | undefined
}

export interface Slot extends Diary {
  /** The booking that wants it, which does not stand in its own way; 0 for none. */
  readonly objectId: number
  /** UTC ms. */
  readonly startsAt: number
  /** UTC ms, what is needed before and after it included. */
  readonly from: number
  readonly to: number
  readonly seats: number
  readonly groupSize: number
  /** Only what was written before this entry counts: the act's own booking stands there already. */
  readonly before?: number
}

export interface TakenTime {
  readonly startsAt: number
  readonly from: number
  readonly to: number
  /** True of a booking of the same group service with the same member. */
  readonly shares: boolean
  readonly seats: number
}

const SELECT = {
  name: 'taken_times',
  text: `select starts_at, coalesce(taken_from, starts_at) as from_at, taken_until, coalesce(seats, 1) as seats,
           (shared = $8::bytea and member is not distinct from $5::bytea) is true as shares
         from daybook.objects
         where workspace_id = $1 and taken_until > $3 and coalesce(taken_from, starts_at) < $4
           and not object_id = any($2::bigint[])
           and (member is not distinct from $5::bytea or room = $6) and ($7::bigint is null or last_seq < $7)
         order by starts_at, object_id limit 20000`,
}

interface Row {
  readonly starts_at: number
  readonly from_at: number
  readonly taken_until: number
  readonly seats: number
  readonly shares: boolean
}

type Asked = Diary & Pick<Slot, 'objectId' | 'from' | 'to' | 'before'>

/** The bookings that take a part of it, in their order. */
export async function readTakenTimes(run: Run, asked: Asked): Promise<TakenTime[]> {
  const rows = await run<Row & Record<string, unknown>>(SELECT, [
    asked.workspaceId,
    int8Array([asked.objectId]),
    asked.from,
    asked.to,
    asked.member ?? null,
    asked.room ?? null,
    asked.before ?? null,
    asked.shared ?? null,
  ])
  return rows.map(row => ({
    startsAt: row.starts_at,
    from: row.from_at,
    to: row.taken_until,
    shares: row.shares,
    seats: row.seats,
  }))
}
