/** The statements that fill columns and rows of clients and objects which were stored before there were any. */
import type { AccountColumns } from '../accounts.ts'
import { CLIENTS_SET } from '../counting.ts'
import type { ObjectColumns } from '../object-columns.ts'
import { byteaArray, int2Array, int4Array, int8Array } from '../sql-array.ts'
import type { Run } from '../transaction.ts'

/** Where the rows of a subject stand. */
export type Subject = 'clients' | 'objects'

/** A client or an object. */
export interface SubjectRow {
  readonly id: number
  /** False where an erasure has emptied it. */
  readonly sealed: boolean
}

const ids = (table: Subject, id: string, sealed: string) => ({
  name: `${table}_to_fill`,
  text: `select ${id} as id, ${sealed} is not null as sealed from daybook.${table}
         where workspace_id = $1 and ${id} > $2 order by ${id} limit $3`,
})
const unchanged = (table: Subject, id: string) => ({
  name: `unchanged_${table}`,
  text: `select count(*) as n from unnest($2::bigint[], $3::int[]) as known(id, version)
         join daybook.${table} s on s.workspace_id = $1 and s.${id} = known.id and s.version = known.version`,
})
const IDS = {
  clients: ids('clients', 'client_id', 'directory'),
  objects: ids('objects', 'object_id', 'state'),
}
const UNCHANGED = { clients: unchanged('clients', 'client_id'), objects: unchanged('objects', 'object_id') }

const FILL_ACTED = {
  name: 'fill_acted',
  text: `insert into daybook.acted (workspace_id, staff, client)
         select distinct c.workspace_id, c.actor, c.object from daybook.counts c
         join daybook.actors a on a.workspace_id = $1 and a.actor = c.actor and a.type = 'staff'
         where c.workspace_id = $1 and c.object = any($2::bigint[]) and c.zone_set = ${CLIENTS_SET}
         on conflict do nothing`,
}
// A local start was read in the zone of its day. Where that is another one now, the times that it takes are left alone,
// or, where there are none yet, lie as far from it as they would now.
// Whoever remembers the row as it was has to read it again, and finds so by its version.
const FILL_OBJECTS = {
  name: 'fill_objects',
  text: `update daybook.objects o set version = o.version + 1, account = f.account, part = f.part, amount = f.amount,
           since = f.since, told_amount = f.told_amount, told_returned = f.told_returned, taken_until = f.taken_until,
           taken_from = f.taken_from, member = f.member, room = f.room, shared = f.shared, seats = f.seats
         from (select new.id, new.account, new.part, new.amount, new.since, new.told_amount, new.told_returned,
             case when shift is null then old.taken_until else new.taken_until + shift end as taken_until,
             case when shift is null then old.taken_from else new.taken_from + shift end as taken_from,
             case when shift is null then old.member else new.member end as member,
             case when shift is null then old.room else new.room end as room,
             case when shift is null then old.shared else new.shared end as shared,
             case when shift is null then old.seats else new.seats end as seats
           from unnest($2::bigint[], $3::bigint[], $4::smallint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[],
             $9::bigint[], $10::bigint[], $11::bigint[], $12::bytea[], $13::bytea[], $14::bytea[], $15::int[])
             as new(id, account, part, amount, since, told_amount, told_returned, starts_at, taken_until, taken_from,
               member, room, shared, seats)
           join daybook.objects old on old.workspace_id = $1 and old.object_id = new.id
           cross join lateral (select case when old.starts_at is not distinct from new.starts_at then 0
               when old.taken_until is null then old.starts_at - new.starts_at end as shift) s) f
         where o.workspace_id = $1 and o.object_id = f.id
           and (o.account, o.part, o.amount, o.since, o.told_amount, o.told_returned, o.taken_until, o.taken_from,
             o.member, o.room, o.shared, o.seats) is distinct from
           (f.account, f.part, f.amount, f.since, f.told_amount, f.told_returned, f.taken_until, f.taken_from, f.member,
             f.room, f.shared, f.seats)`,
}

interface FilledObject {
  readonly id: number
  readonly account: AccountColumns
  readonly columns: ObjectColumns
}

/** The next ones after `done`, by id. */
export const readSubjects = (
  run: Run,
  workspaceId: number,
  table: Subject,
  page: { readonly done: number; readonly most: number },
): Promise<SubjectRow[]> =>
  run<SubjectRow & Record<string, unknown>>(IDS[table], [workspaceId, page.done, page.most])

/** True where all of these are stored in the version that was read. */
export async function areUnchanged(
  run: Run,
  workspaceId: number,
  table: Subject,
  read: readonly { readonly id: number; readonly version: number }[],
): Promise<boolean> {
  const values = [int8Array(read.map(one => one.id)), int4Array(read.map(one => one.version))]
  const [found] = await run<{ n: number }>(UNCHANGED[table], [workspaceId, ...values])
  return found!.n === read.length
}

/** Notes who of the staff made entries of these clients. */
export const fillActed = (run: Run, workspaceId: number, clientIds: readonly number[]): Promise<unknown> =>
  run(FILL_ACTED, [workspaceId, int8Array(clientIds)])

/** What stands on accounts, and which times are taken. */
export const writeFilled = (
  run: Run,
  workspaceId: number,
  objects: readonly FilledObject[],
): Promise<unknown> =>
  run(FILL_OBJECTS, [
    workspaceId,
    int8Array(objects.map(one => one.id)),
    int8Array(objects.map(one => one.account.account)),
    int2Array(objects.map(one => one.account.part)),
    int8Array(objects.map(one => one.account.amount)),
    int8Array(objects.map(one => one.account.since)),
    int8Array(objects.map(one => one.account.toldAmount)),
    int8Array(objects.map(one => one.account.toldReturned)),
    int8Array(objects.map(one => one.columns.startsAt)),
    int8Array(objects.map(one => one.columns.takenUntil)),
    int8Array(objects.map(one => one.columns.takenFrom)),
    byteaArray(objects.map(one => one.columns.member)),
    byteaArray(objects.map(one => one.columns.room)),
    byteaArray(objects.map(one => one.columns.shared)),
    int4Array(objects.map(one => one.columns.seats)),
  ])
