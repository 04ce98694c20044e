/**
 * Makes the table of jobs in the schema `daybook_jobs`, which belongs to the role of the same name. It is not one of
 * the numbered migrations because those run as another role and stay within the schema of the log.
 */
import { Client } from 'pg'

/** Servers that start together make it once. Any number will do, as long as every Daybook takes the same one. */
const LOCK_KEY = 4_700_002

// A later change is another statement here, one that does nothing where it was done before.
const SCHEMA = `
  create table if not exists daybook_jobs.jobs (
    job text not null,
    -- 0 for the jobs of the whole installation.
    workspace_id bigint not null,
    -- What it is about within the workspace, an export say; 0 where it is about the workspace.
    item bigint not null,
    -- UTC ms, by the clock of whoever asked.
    due_at bigint not null,
    attempts int not null default 0,
    -- How often it was asked for: asked for while it runs, it runs again.
    asked int not null default 1,
    -- The server that runs it, and until when it may, by the clock of the database.
    server bigint,
    leased_until timestamptz,
    primary key (workspace_id, job, item)
  );
  create index if not exists jobs_by_due on daybook_jobs.jobs (due_at);
  create or replace function daybook_jobs.add_job(job text, workspace_id bigint, item bigint, due_at bigint) returns void
    language sql security definer set search_path = daybook_jobs, pg_temp
    as $$
      insert into daybook_jobs.jobs as j (job, workspace_id, item, due_at) values ($1, $2, $3, $4)
      on conflict on constraint jobs_pkey do update
        set due_at = least(j.due_at, excluded.due_at), asked = j.asked + 1
    $$;
  revoke all on function daybook_jobs.add_job(text, bigint, bigint, bigint) from public;
  grant usage on schema daybook_jobs to daybook_app;
  grant execute on function daybook_jobs.add_job(text, bigint, bigint, bigint) to daybook_app;
`

/** @param jobsUrl a connection as `daybook_jobs` */
export async function prepareJobs(jobsUrl: string): Promise<void> {
  const client = new Client({ connectionString: jobsUrl, application_name: 'daybook jobs' })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query<{ present: boolean }>(
      `select to_regprocedure('daybook_jobs.add_job(text, bigint, bigint, bigint)') is not null as present`,
    )
    if (rows[0]!.present) return
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [LOCK_KEY])
    await client.query(SCHEMA)
    await client.query('commit')
  } finally {
    await client.end()
  }
}
