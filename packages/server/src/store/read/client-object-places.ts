/** Places of what a client owns: found from the client, whose objects are few, by the columns beside the states. */
import type { Pool } from 'pg'
import { int8Array, textArray } from '../sql-array.ts'
import { readTogether } from '../transaction.ts'

export interface SessionPlace {
  readonly objectId: number
  readonly lastSeq: number
  /** 0 to come, 1 over, 2 without a time. */
  readonly part: number
  /** What it is sorted by within its part. */
  readonly at: number
}

export interface RelatedPlace {
  readonly objectId: number
  readonly lastSeq: number
}

/** A booking of one of these states takes no place any more. */
const OVER = `('cancelled', 'rejected', 'no_show', 'completed', 'deleted')`

// "offset 0" keeps the planner to the objects of the client, where it would rather look through every booking.
const OWN = `from (select distinct object_id from daybook.object_clients
             where workspace_id = $1 and client_id = any($2::bigint[])) c
           cross join lateral (select * from daybook.objects one
             where one.workspace_id = $1 and one.object_id = c.object_id and one.state is not null offset 0) o`

/** What is under way is not over yet; what was cancelled is, even where it was to begin later. */
const SESSIONS = {
  name: 'sessions_of_client',
  text: `select * from (
           select own.object_id, own.last_seq, own.part, case when own.part = 0 then own.starts_at
             when own.part = 1 then -own.starts_at else -own.last_seq end as at
           from (select o.object_id, o.last_seq, o.starts_at,
               case when o.starts_at is null then 2
                 when (o.starts_at >= $3 or o.taken_until > $3) and (o.status is null or o.status not in ${OVER}) then 0
                 else 1 end as part
             ${OWN} where o.type = 'booking') own) placed
         where $4::int is null or (part, at, object_id) > ($4, $5::bigint, $6::bigint)
         order by part, at, object_id limit $7`,
}
const RELATED = {
  name: 'related_to_client',
  text: `select o.object_id, o.last_seq ${OWN} where o.type = any($3::text[])
           and ($4::bigint is null or (o.last_seq, o.object_id) < ($4, $5::bigint))
         order by o.last_seq desc, o.object_id desc limit $6`,
}

/** The bookings of clients whose page is one, the next first. `now` in UTC ms must stay the same from page to page. */
export async function sessionPlaces(
  pool: Pool,
  workspaceId: number,
  clientIds: readonly number[],
  page: { readonly now: number; readonly after: SessionPlace | undefined; readonly limit: number },
): Promise<SessionPlace[]> {
  const { now, after, limit } = page
  const rows = await readTogether(pool, workspaceId, run =>
    run<{ object_id: number; last_seq: number; part: number; at: number }>(SESSIONS, [
      workspaceId,
      int8Array(clientIds),
      now,
      after?.part ?? null,
      after?.at ?? null,
      after?.objectId ?? null,
      limit,
    ]),
  )
  return rows.map(({ object_id: objectId, last_seq: lastSeq, part, at }) => ({ objectId, lastSeq, part, at }))
}

/** What they own of some types, the last changed first. */
export async function relatedPlaces(
  pool: Pool,
  workspaceId: number,
  clientIds: readonly number[],
  page: {
    readonly types: readonly string[]
    readonly after: RelatedPlace | undefined
    readonly limit: number
  },
): Promise<RelatedPlace[]> {
  const { types, after, limit } = page
  const rows = await readTogether(pool, workspaceId, run =>
    run<{ object_id: number; last_seq: number }>(RELATED, [
      workspaceId,
      int8Array(clientIds),
      textArray(types),
      after?.lastSeq ?? null,
      after?.objectId ?? null,
      limit,
    ]),
  )
  return rows.map(row => ({ objectId: row.object_id, lastSeq: row.last_seq }))
}
