/** Objects of a type, in the order of their beginnings or of their last changes: found by the columns beside the states. */
import type { Pool } from 'pg'
import { int8Array, textArray } from '../sql-array.ts'
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
  /** Those of these clients, and these; any where absent. */
  readonly among?: { readonly clients: readonly number[]; readonly objects: readonly number[] } | undefined
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
/** Few against all that there are: they are read by their ids, and sorted. */
const AMONG = `object_id = any(array(
             select c.object_id from daybook.object_clients c where c.workspace_id = $1 and c.client_id = any($9::bigint[])
             union select unnest($10::bigint[])))`
const narrowed = ({ name, text }: typeof BY_START) => ({
  name: `${name}_among`,
  text: text.replace('and state is not null', `and state is not null and ${AMONG}`),
})
const BY_START_AMONG = narrowed(BY_START)
const BY_CHANGE_AMONG = narrowed(BY_CHANGE)

export async function listObjectPlaces(
  pool: Pool,
  workspaceId: number,
  range: ObjectRange,
): Promise<ObjectPlace[]> {
  const { type, byStart, from, to, statuses, among, after, limit } = range
  const [plain, narrow] = byStart ? [BY_START, BY_START_AMONG] : [BY_CHANGE, BY_CHANGE_AMONG]
  const rows = await readTogether(pool, workspaceId, run =>
    run<{ object_id: number; last_seq: number; at: number }>(among === undefined ? plain : narrow, [
      workspaceId,
      type,
      from,
      to,
      textArray(statuses),
      after?.at ?? null,
      after?.objectId ?? null,
      limit,
      ...(among === undefined ? [] : [int8Array(among.clients), int8Array(among.objects)]),
    ]),
  )
  return rows.map(row => ({ objectId: row.object_id, lastSeq: row.last_seq, at: row.at }))
}
