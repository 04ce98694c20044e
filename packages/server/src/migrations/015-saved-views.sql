-- Saved views of the log: filters under a name. Names and filters may tell of people, so they are sealed under the view's
-- own key, a row of client_keys with the view's id and the kind -3. In clear stand ids and whether it is shared.

create table daybook.saved_views (
  workspace_id bigint not null,
  view_id bigint not null,
  -- Who made it, by a random id: mb_…, ak_…, or the installation itself.
  owner text not null,
  shared boolean not null,
  -- Sealed: name, filters, order, and the maker's name.
  content bytea not null,
  -- The clients and objects that its filters name, by random id: an erasure asks for them.
  names bigint[] not null,
  -- UTC ms.
  changed_at bigint not null,
  primary key (workspace_id, view_id)
);

alter table daybook.saved_views enable row level security;
alter table daybook.saved_views force row level security;
create policy own_workspace on daybook.saved_views
  using (workspace_id = nullif(current_setting('daybook.workspace', true), '')::bigint)
  with check (workspace_id = nullif(current_setting('daybook.workspace', true), '')::bigint);
grant select, insert, delete on daybook.saved_views to daybook_app;
grant update (shared, content, names, changed_at) on daybook.saved_views to daybook_app;
