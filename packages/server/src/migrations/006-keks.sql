-- Which key-encryption keys of a workspace have client keys wrapped under them; the keys themselves are outside the
-- database. The highest number is the one in force. A second row is there while a rotation is under way.
create table daybook.keks (
  workspace_id bigint not null,
  kek int not null,
  primary key (workspace_id, kek)
);
-- Until now each workspace had one, the first.
insert into daybook.keks (workspace_id, kek) select workspace_id, 1 from daybook.workspaces;

-- An erasure is a rotation: 32,767 of them are not enough.
alter table daybook.client_keys alter column kek type int;
-- No key can end wrapped under one that was destroyed, whoever writes it: the row of a key-encryption key goes before
-- the key does, and cannot go while anything is wrapped under it.
alter table daybook.client_keys add constraint wrapped_under_a_kek
  foreign key (workspace_id, kek) references daybook.keks (workspace_id, kek);

alter table daybook.keks enable row level security;
alter table daybook.keks force row level security;
create policy own_workspace on daybook.keks
  using (workspace_id = nullif(current_setting('daybook.workspace', true), '')::bigint)
  with check (workspace_id = nullif(current_setting('daybook.workspace', true), '')::bigint);
create policy owner_reads on daybook.keks for select to current_user using (true);
grant select, insert, delete on daybook.keks to daybook_app;

-- For the start, which finishes rotations that were cut off: numbers only.
create function daybook.keks_of_all() returns table (workspace_id bigint, kek int)
  language sql stable security definer set search_path = daybook, pg_temp
  as $$ select workspace_id, kek from daybook.keks order by workspace_id, kek $$;
revoke all on function daybook.keks_of_all() from public;
grant execute on function daybook.keks_of_all() to daybook_app;
