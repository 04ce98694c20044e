-- A workspace of demonstration data is one of its own, marked when it is made, and can be removed without a trace.
alter table daybook.workspaces add column demo boolean not null default false;
-- The application may insert it and never change it: what was made for a business stays what it is, for good.

-- Whose demonstration it is, before somebody asks in it.
create function daybook.demo_ids() returns table (workspace_id bigint)
  language sql stable security definer set search_path = daybook, pg_temp
  as $$ select workspace_id from daybook.workspaces where demo order by created_at, workspace_id $$;
revoke all on function daybook.demo_ids() from public;
grant execute on function daybook.demo_ids() to daybook_app;

-- Removes at most so many rows of a closed demonstration, and of nothing else; answers how many there were. Its own row
-- goes last, so that a removal that was cut off is found again. Every table that has a workspace_id is looked at, those
-- that are made later too. The caller is within that workspace's walls: they hide every other row from this as well.
create function daybook.remove_demo_rows(of_workspace bigint, most int) returns bigint
  language plpgsql security definer set search_path = daybook, pg_temp
  as $$
declare
  place regclass;
  removed bigint := 0;
  once bigint;
begin
  if not exists (select from workspaces where workspace_id = of_workspace and demo and closed_at is not null) then
    return 0;
  end if;
  for place in
    select c.oid::regclass from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'daybook'::regnamespace and c.relkind in ('r', 'p') and a.attname = 'workspace_id'
       and not a.attisdropped and c.relname not in ('workspaces', 'log_heads')
     order by c.relname
  loop
    execute format('delete from %s where workspace_id = $1 and ctid = any (array(
      select ctid from %s where workspace_id = $1 limit $2))', place, place) using of_workspace, most - removed;
    get diagnostics once = row_count;
    removed := removed + once;
    if removed >= most then
      return removed;
    end if;
  end loop;
  if removed > 0 then
    return removed;
  end if;
  delete from log_heads where workspace_id = of_workspace;
  delete from workspaces where workspace_id = of_workspace;
  return 1;
end $$;
revoke all on function daybook.remove_demo_rows(bigint, int) from public;
grant execute on function daybook.remove_demo_rows(bigint, int) to daybook_app;
