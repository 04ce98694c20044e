/** Which entries a bundle of evidence is made of: their places, without opening them. */
import type { Pool } from 'pg'
import { int8Array } from '../sql-array.ts'
import { readTogether } from '../transaction.ts'

export interface EntryPlace {
  readonly seq: number
  /** UTC ms at which it sorts. */
  readonly occurred_at: number
  /** Days since 1970-01-01 where it has a date without a time. */
  readonly day: number | null
}

const PAGE = 10_000

const SELECT_LINKED = {
  name: 'linked_places',
  text: `select seq, occurred_at, day from daybook.links where workspace_id = $1 and object = $2
           and (occurred_at, seq) > ($3::bigint, $4::bigint) order by occurred_at, seq limit ${PAGE}`,
}
const SELECT_NAMED = {
  name: 'named_places',
  text: `select seq, occurred_at, day, record from daybook.entries
         where workspace_id = $1 and seq = any($2::bigint[]) order by occurred_at, seq`,
}
const SELECT_GONE = {
  name: 'client_is_gone',
  text: 'select lookup is null as gone from daybook.clients where workspace_id = $1 and client_id = $2',
}
const SELECT_TYPE = {
  name: 'type_of_object',
  text: 'select type from daybook.objects where workspace_id = $1 and object_id = $2',
}

/** Every entry of a client or object, as it happened; stops behind `most`. */
export async function readLinkedPlaces(
  pool: Pool,
  workspaceId: number,
  object: number,
  most: number,
): Promise<EntryPlace[]> {
  const places: EntryPlace[] = []
  let after = { occurred_at: -8_640_000_000_000_000, seq: 0 }
  while (places.length <= most) {
    const page = await readTogether(pool, workspaceId, run =>
      run<EntryPlace & Record<string, unknown>>(SELECT_LINKED, [
        workspaceId,
        object,
        after.occurred_at,
        after.seq,
      ]),
    )
    for (const place of page) places.push(place)
    if (page.length < PAGE) break
    after = page.at(-1)!
  }
  return places
}

/** Entries by seq, with their records; what is not there is left out. */
export const readNamedPlaces = (
  pool: Pool,
  workspaceId: number,
  seqs: readonly number[],
): Promise<(EntryPlace & { record: string } & Record<string, unknown>)[]> =>
  readTogether(pool, workspaceId, run =>
    run<EntryPlace & { record: string } & Record<string, unknown>>(SELECT_NAMED, [
      workspaceId,
      int8Array(seqs),
    ]),
  )

export async function readTypeOfObject(pool: Pool, workspaceId: number, object: number): Promise<string> {
  const [row] = await readTogether(pool, workspaceId, run =>
    run<{ type: string }>(SELECT_TYPE, [workspaceId, object]),
  )
  return row?.type ?? 'object'
}

/** True of a client of whom nothing but the id is left: nothing is written about them any more. */
export async function isGone(pool: Pool, workspaceId: number, clientId: number): Promise<boolean> {
  const [row] = await readTogether(pool, workspaceId, run =>
    run<{ gone: boolean }>(SELECT_GONE, [workspaceId, clientId]),
  )
  return row?.gone !== false
}
