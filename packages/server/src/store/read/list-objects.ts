/** Objects of a type, in the order of their beginnings or of their last changes: found by the columns beside the states. */
import type { Pool } from 'pg'
import { textArray } from '../sql-array.ts'
import { readTogether } from '../transaction.ts'

export interface ObjectPlace {
  readonly objectId: number
  readonly lastSeq: number
  /** What it is sorted by: UTC ms of the start, or the seq of the last change. */
  readonly at: number
}

export interface ObjectRange {
  readonly type: string
  /** By start, ascending, where a time is asked for; else by the last change, newest first. */
  readonly byStart: boolean
  /** UTC ms, exclusive at the end. */
  readonly from: number
  readonly to: number
  /** None: any. */
  readonly statuses: readonly string[]
  readonly after?: { readonly at: number; readonly objectId: number } | undefined
  readonly limit: number
}

const BY_START = {
  name: 'objects_by_start',
  text: `select object_id, last_seq, starts_at as at from daybook.objects
         where workspace_id = $1 and type = $2 and starts_at >= $3 and starts_at < $4
           and (cardinality($5::text[]) = 0 or status = any($5)) and state is not null
           and ($6::bigint is null or (starts_at, object_id) > ($6, $7))
         order by starts_at, object_id limit $8`,
}
const BY_CHANGE = {
  name: 'objects_by_change',
  text: `select object_id, last_seq, last_seq as at from daybook.objects
         where workspace_id = $1 and type = $2 and $3::bigint is not null and $4::bigint is not null
           and (cardinality($5::text[]) = 0 or status = any($5)) and state is not null
           and ($6::bigint is null or (last_seq, object_id) < ($6, $7))
         order by last_seq desc, object_id desc limit $8`,
}

export async function listObjectPlaces(
  pool: Pool,
  workspaceId: number,
  range: ObjectRange,
): Promise<ObjectPlace[]> {
  const { type, byStart, from, to, statuses, after, limit } = range
  const rows = await readTogether(pool, workspaceId, run =>
    run<{ object_id: number; last_seq: number; at: number }>(byStart ? BY_START : BY_CHANGE, [
      workspaceId,
      type,
      from,
      to,
      textArray(statuses),
      after?.at ?? null,
      after?.objectId ?? null,
      limit,
    ]),
  )
  return rows.map(row => ({ objectId: row.object_id, lastSeq: row.last_seq, at: row.at }))
}
