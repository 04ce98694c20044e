-- Closing a workspace (R-G7): asked for, a time of grace, then the log takes no entry more and every key is destroyed.
alter table daybook.workspaces
  -- Asked for by the entry closing_seq: when it is due (UTC ms). Null again where it was taken back.
  add column closes_at bigint,
  add column closing_seq bigint,
  -- The log is closed since, by the entry closed_seq; that is null where an older database had to be closed again
  -- without the keys that an entry needs.
  add column closed_at bigint,
  add column closed_seq bigint,
  -- When its keys, and what they opened, were destroyed.
  add column keys_gone_at bigint;
grant update (closes_at, closing_seq, closed_at, closed_seq, keys_gone_at) on daybook.workspaces to daybook_app;

-- Nobody appends to a closed log: the head cannot be locked for it any more.
alter table daybook.log_heads add column closed boolean not null default false;
grant update (closed) on daybook.log_heads to daybook_app;

-- Jobs, sign-in and lists know only those that are open.
create or replace function daybook.workspace_ids() returns table (workspace_id bigint)
  language sql stable security definer set search_path = daybook, pg_temp
  as $$ select workspace_id from daybook.workspaces where closed_at is null order by created_at, workspace_id $$;

-- For the job that ends a closing: those that are asked for or closed.
create function daybook.closing_ids() returns table (workspace_id bigint)
  language sql stable security definer set search_path = daybook, pg_temp
  as $$ select workspace_id from daybook.workspaces where closes_at is not null or closed_at is not null
        order by workspace_id $$;
revoke all on function daybook.closing_ids() from public;
grant execute on function daybook.closing_ids() to daybook_app;
