/** The SQL of an append. Rows come as arrays, one element a row; see sql-array.ts. */
import { COUNTING_COLUMNS } from '../counting.ts'

export const LOCK_HEAD = {
  name: 'lock_head',
  text: `select size, frontier, root, generation, ${COUNTING_COLUMNS} from daybook.log_heads
         where workspace_id = $1 and not closed for update`,
}

/** How often retention has taken a year. */
const timesTaken = (year: string): string =>
  `select coalesce(max(t.times), 0) from daybook.retention_takes t where t.workspace_id = $1 and t.year = ${year}`

/** Statements behind the lock see what the group before has committed. */
export const CHECK_GROUP = {
  name: 'check_group',
  text: `select 'object' as what, object_id as id, version, null::bytea as mac, null::text as record
           from daybook.objects where workspace_id = $1 and (object_id = any($2::bigint[]) or lookup = any($3::bytea[]))
         union all select 'client', client_id, version, null, null
           from daybook.clients where workspace_id = $1 and (client_id = any($4::bigint[]) or lookup = any($5::bytea[]))
         union all select 'keys', count(*), 0, null, null
           from unnest($6::bigint[], $7::int[]) as used(client_id, kind)
           join daybook.client_keys k on k.workspace_id = $1 and k.client_id = used.client_id and k.kind = used.kind
         union all select 'made', count(*), 0, null, null
           from unnest($9::bigint[], $10::int[]) as made(client_id, kind)
           join daybook.client_keys k on k.workspace_id = $1 and k.client_id = made.client_id and k.kind = made.kind
         union all select 'kek', coalesce(max(kek), 0), 0, null, null from daybook.keks where workspace_id = $1
         union all select 'year', new.year, 0, null, null from unnest($11::int[], $12::int[]) as new(year, taken)
           where new.taken <> (${timesTaken('new.year')})
         union all select 'entry', seq, 0, key_mac, record
           from daybook.entries where workspace_id = $1 and key_mac = any($8::bytea[])`,
}

/**
 * What a group stands on that no unique index guards: the head, versions of states, keys that must still exist, and the
 * key-encryption keys of those that it makes, which must all be the one in force.
 * Where something is otherwise it divides by zero, so that what was sent behind it in the transaction writes nothing.
 */
export const DEMAND = {
  name: 'demand',
  text: `select 1 / (
           exists (select from daybook.log_heads where workspace_id = $1 and size = $2 and root = $3 and not closed
                   and counting = $13)
           and (select count(*) from unnest($4::bigint[], $5::int[]) as known(id, version)
                join daybook.objects o
                  on o.workspace_id = $1 and o.object_id = known.id and o.version = known.version) = cardinality($4)
           and (select count(*) from unnest($6::bigint[], $7::int[]) as known(id, version)
                join daybook.clients c
                  on c.workspace_id = $1 and c.client_id = known.id and c.version = known.version) = cardinality($6)
           and (select count(*) from unnest($8::bigint[], $9::int[]) as used(client_id, kind)
                join daybook.client_keys k
                  on k.workspace_id = $1 and k.client_id = used.client_id and k.kind = used.kind) = cardinality($8)
           and not exists (select from unnest($10::int[], $11::int[]) as new(year, taken)
                where new.taken <> (${timesTaken('new.year')}))
           and (cardinality($12::int[]) = 0
                or (select max(kek) from daybook.keks where workspace_id = $1) = all($12)))::int`,
}

export const INSERT_ENTRIES = {
  name: 'insert_entries',
  text: `insert into daybook.entries (workspace_id, seq, recorded_at, occurred_at, actor, kind, day, source, outcome,
           leaf_hash, digests, key_mac, record, facts, facts_keys, client, more_clients)
         select $1, * from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::int[], $7::int[],
           $8::smallint[], $9::smallint[], $10::bytea[], $11::bytea[], $12::bytea[], $13::text[], $14::bytea[],
           $15::bytea[], $16::bytea[], $17::bytea[])`,
}
export const INSERT_LINKS = {
  name: 'insert_links',
  text: `insert into daybook.links (workspace_id, object, occurred_at, seq, actor, kind, day, source, outcome)
         select $1, * from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::int[], $7::int[],
           $8::smallint[], $9::smallint[])`,
}
export const ADD_COUNTS = {
  name: 'add_counts',
  text: `insert into daybook.counts as c (workspace_id, object, zone_set, day, kind, source, actor, n)
         select $1, object, zone_set, day, kind, source, actor, n
         from unnest($2::bigint[], $3::int[], $4::int[], $5::int[], $6::smallint[], $7::bigint[], $8::bigint[])
           as new(object, zone_set, day, kind, source, actor, n)
         on conflict (workspace_id, object, zone_set, day, kind, source, actor) do update set n = c.n + excluded.n`,
}
export const INSERT_CLIENTS = {
  name: 'insert_clients',
  text: `insert into daybook.clients (workspace_id, client_id, lookup, directory, version, directory_seq, first_seq)
         select $1, id, lookup, directory, 1, last_seq, first_seq
         from unnest($2::bigint[], $3::bytea[], $4::bytea[], $5::bigint[], $6::bigint[])
           as new(id, lookup, directory, first_seq, last_seq)`,
}
export const UPDATE_CLIENTS = {
  name: 'update_clients',
  text: `update daybook.clients c set directory = new.directory, version = new.version, directory_seq = new.seq
         from unnest($2::bigint[], $3::bytea[], $4::int[], $5::bigint[]) as new(id, directory, version, seq)
         where c.workspace_id = $1 and c.client_id = new.id`,
}
export const INSERT_KEYS = {
  name: 'insert_client_keys',
  text: `insert into daybook.client_keys (workspace_id, client_id, kind, kek, wrapped)
         select $1, * from unnest($2::bigint[], $3::int[], $4::int[], $5::bytea[])`,
}
export const INSERT_OBJECTS = {
  name: 'insert_objects',
  text: `insert into daybook.objects (workspace_id, object_id, type, lookup, version, first_seq, last_seq, starts_at,
           status, client_id, state, state_keys, taken_until, member, room, account, part, amount, since, told_amount,
           told_returned, taken_from, shared, seats)
         select $1, id, type, lookup, 1, first_seq, last_seq, starts_at, status, client_id, state, state_keys,
           taken_until, member, room, account, part, amount, since, told_amount, told_returned, taken_from, shared, seats
         from unnest($2::bigint[], $3::text[], $4::bytea[], $5::bigint[], $6::bigint[], $7::bigint[], $8::text[],
           $9::bigint[], $10::bytea[], $11::bytea[], $12::bigint[], $13::bytea[], $14::bytea[], $15::bigint[],
           $16::smallint[], $17::bigint[], $18::bigint[], $19::bigint[], $20::bigint[], $21::bigint[], $22::bytea[],
           $23::int[])
           as new(id, type, lookup, first_seq, last_seq, starts_at, status, client_id, state, state_keys,
             taken_until, member, room, account, part, amount, since, told_amount, told_returned, taken_from, shared,
             seats)`,
}
export const UPDATE_OBJECTS = {
  name: 'update_objects',
  text: `update daybook.objects o set version = new.version, last_seq = new.seq, starts_at = new.starts_at,
           status = new.status, client_id = new.client_id, state = new.state, state_keys = new.state_keys,
           taken_until = new.taken_until, member = new.member, room = new.room, account = new.account, part = new.part,
           amount = new.amount, since = new.since, told_amount = new.told_amount, told_returned = new.told_returned,
           taken_from = new.taken_from, shared = new.shared, seats = new.seats
         from unnest($2::bigint[], $3::int[], $4::bigint[], $5::bigint[], $6::text[], $7::bigint[], $8::bytea[],
           $9::bytea[], $10::bigint[], $11::bytea[], $12::bytea[], $13::bigint[], $14::smallint[], $15::bigint[],
           $16::bigint[], $17::bigint[], $18::bigint[], $19::bigint[], $20::bytea[], $21::int[])
           as new(id, version, seq, starts_at, status, client_id, state, state_keys, taken_until, member, room,
             account, part, amount, since, told_amount, told_returned, taken_from, shared, seats)
         where o.workspace_id = $1 and o.object_id = new.id`,
}
export const PUT_OBJECT_CLIENTS = {
  name: 'put_object_clients',
  text: `insert into daybook.object_clients (workspace_id, client_id, object_id, place, state)
         select $1, * from unnest($2::bigint[], $3::bigint[], $4::smallint[], $5::bytea[])
         on conflict (workspace_id, client_id, object_id) do update set state = excluded.state
         where object_clients.state is distinct from excluded.state`,
}
export const PUT_ACTORS = {
  name: 'put_actors',
  text: `insert into daybook.actors as a (workspace_id, actor, type, host_id, name)
         select $1, * from unnest($2::bigint[], $3::text[], $4::text[], $5::text[])
         on conflict (workspace_id, actor) do update set name = excluded.name where a.name <> excluded.name`,
}
export const INSERT_TILES = {
  name: 'insert_tiles',
  text: `insert into daybook.tiles (workspace_id, level, index, hashes, root)
         select $1, * from unnest($2::smallint[], $3::bigint[], $4::bytea[], $5::bytea[])`,
}
export const MOVE_HEAD = {
  name: 'move_head',
  text: 'update daybook.log_heads set size = $2, frontier = $3, root = $4 where workspace_id = $1',
}
