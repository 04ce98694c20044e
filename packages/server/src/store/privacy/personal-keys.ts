/** The personal keys of a year, and the entries that they open: what retention counts and destroys. */
import { takenOfKind } from '../../entry/open-entry.ts'
import { DAY_MS, startOfYear } from '../../entry/times.ts'
import { int4Array, int8Array } from '../sql-array.ts'
import type { Run } from '../transaction.ts'
import type { RetentionTake } from './retention-takes.ts'

export interface PersonalKey {
  readonly clientId: number
  readonly kind: number
}

/** An entry of several clients. */
export interface SeveralRow {
  readonly seq: number
  readonly occurredAt: number
  readonly record: string
}

// One look into the index for each kind, however many clients have it.
const SELECT_KINDS = {
  name: 'personal_kinds',
  text: `with recursive next(kind) as (
           select min(kind) from daybook.client_keys where workspace_id = $1 and kind > 0
           union all
           select (select min(k.kind) from daybook.client_keys k where k.workspace_id = $1 and k.kind > next.kind)
             from next where next.kind is not null)
         select kind from next where kind is not null`,
}
// In the order of the index by kind, so that a page costs what it answers.
const SELECT_KEYS = {
  name: 'personal_keys_of_kind',
  text: `select client_id as "clientId", kind from daybook.client_keys
         where workspace_id = $1 and kind = $2 and client_id > $3 and (client_id = any($4::bigint[])) = $5
         order by client_id limit $6`,
}
const SELECT_CLIENTS_OF = {
  name: 'clients_of_kind',
  text: 'select client_id from daybook.client_keys where workspace_id = $1 and kind = $2 order by client_id',
}
// $2 to $5 are what `spanOf` answers. A plain date sorts at the end of its day in some zone, up to a day and a half off.
const NEAR_YEAR = (row: string): string =>
  `${row}.occurred_at >= $2::bigint - ${2 * DAY_MS} and ${row}.occurred_at < $3::bigint + ${2 * DAY_MS}`
const IN_YEAR = (row: string): string =>
  `case when ${row}.day is null then ${row}.occurred_at >= $2 and ${row}.occurred_at < $3
        else ${row}.day >= $4::int and ${row}.day < $5::int end`
const COUNT_LINKS = {
  name: 'count_personal_parts',
  text: `select count(*) as n
         from unnest($6::bigint[], $7::bigint[], $8::bigint[]) as key(client_id, after, upto)
         join daybook.links l on l.workspace_id = $1 and l.object = key.client_id and ${NEAR_YEAR('l')}
         where l.seq > key.after and l.seq <= key.upto and ${IN_YEAR('l')}`,
}
const SELECT_SEVERAL = {
  name: 'entries_of_several',
  text: `select e.seq, e.occurred_at as "occurredAt", e.record from daybook.entries e
         where e.workspace_id = $1 and e.more_clients is not null
           and ${NEAR_YEAR('e')} and ${IN_YEAR('e')} and (e.occurred_at, e.seq) > ($6::bigint, $7::bigint) and e.seq <= $8
         order by e.occurred_at, e.seq limit 500`,
}
const SELECT_SINCE = {
  name: 'personal_entries_since',
  text: `select exists (select from daybook.entries e
           where e.workspace_id = $1 and e.seq > $6 and e.seq < $7 and e.client is not null
             and ${IN_YEAR('e')}) as came`,
}
const DESTROY = {
  name: 'destroy_personal_keys',
  text: `with gone as (delete from daybook.client_keys k
           using unnest($2::bigint[], $3::int[]) as given(client_id, kind)
           where k.workspace_id = $1 and k.client_id = given.client_id and k.kind = given.kind returning 1)
         select count(*) as n from gone`,
}

/** A UTC year: where it begins and ends, in ms and in days. */
function spanOf(year: number): [from: number, to: number, fromDay: number, toDay: number] {
  const [from, to] = [startOfYear(year), startOfYear(year + 1)]
  return [from, to, from / DAY_MS, to / DAY_MS]
}

/** The kinds of personal keys that there are, ascending. */
export async function readKinds(run: Run, workspaceId: number): Promise<number[]> {
  const rows = await run<{ kind: number }>(SELECT_KINDS, [workspaceId])
  return rows.map(row => row.kind)
}

/** Keys of one kind behind a client: those of the clients in `held`, or of all others. */
export const readKeys = (
  run: Run,
  workspaceId: number,
  page: {
    readonly kind: number
    readonly after: number
    readonly held: readonly number[]
    readonly ofHeld: boolean
    readonly limit: number
  },
): Promise<PersonalKey[]> =>
  run<PersonalKey & Record<string, unknown>>(SELECT_KEYS, [
    workspaceId,
    page.kind,
    page.after,
    int8Array(page.held),
    page.ofHeld,
    page.limit,
  ])

/** Everybody who has a key of this kind: for what retention has left behind, who are few. */
export const readClientsOf = async (run: Run, workspaceId: number, kind: number): Promise<number[]> =>
  (await run<{ client_id: number }>(SELECT_CLIENTS_OF, [workspaceId, kind])).map(row => row.client_id)

/** How many parts, of entries up to a seq, these keys of one year open. */
export async function countParts(
  run: Run,
  workspaceId: number,
  year: number,
  given: {
    readonly keys: readonly PersonalKey[]
    readonly takes: readonly RetentionTake[]
    readonly upTo: number
  },
): Promise<number> {
  const { keys, takes, upTo } = given
  const seqOf = (times: number): number | undefined => takes.find(take => take.times === times)?.seq
  const rows = await run<{ n: number }>(COUNT_LINKS, [
    workspaceId,
    ...spanOf(year),
    int8Array(keys.map(key => key.clientId)),
    int8Array(keys.map(key => seqOf(takenOfKind(key.kind)) ?? 0)),
    int8Array(keys.map(key => seqOf(takenOfKind(key.kind) + 1) ?? upTo)),
  ])
  return rows[0]!.n
}

/** Entries of several clients, of one year and up to a seq, in the order of time from behind a place. */
export const readSeveral = (
  run: Run,
  workspaceId: number,
  year: number,
  page: { readonly after: { readonly at: number; readonly seq: number }; readonly upTo: number },
): Promise<SeveralRow[]> =>
  run<SeveralRow & Record<string, unknown>>(SELECT_SEVERAL, [
    workspaceId,
    ...spanOf(year),
    page.after.at,
    page.after.seq,
    page.upTo,
  ])

/** Whether entries with clients, of this year, were written behind `after` and before `before`. */
export async function cameSince(
  run: Run,
  workspaceId: number,
  year: number,
  between: { readonly after: number; readonly before: number },
): Promise<boolean> {
  const rows = await run<{ came: boolean }>(SELECT_SINCE, [
    workspaceId,
    ...spanOf(year),
    between.after,
    between.before,
  ])
  return rows[0]!.came
}

/** Answers how many of them were there. */
export async function destroyKeys(
  run: Run,
  workspaceId: number,
  keys: readonly PersonalKey[],
): Promise<number> {
  const [row] = await run<{ n: number }>(DESTROY, [
    workspaceId,
    int8Array(keys.map(key => key.clientId)),
    int4Array(keys.map(key => key.kind)),
  ])
  return row!.n
}
