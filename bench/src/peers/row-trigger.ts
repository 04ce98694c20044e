/** The audit table that most applications write themselves: a row trigger keeps the old and the new row as jsonb. */
import pg from 'pg'
import { measuredDraft } from '../draft.ts'
import { answerCalls } from '../processes/answer.ts'
import { type Load, runLoad } from '../processes/load.ts'

let pool: pg.Pool
let url: string

const SCHEMA = `
create table bookings (
  id text primary key,
  client_id text not null,
  client_name text not null,
  service text not null,
  starts_at timestamptz,
  reason text,
  updated_by text not null,
  updated_from text,
  user_agent text,
  updated_at timestamptz not null default now()
);
create table audit (
  id bigint generated always as identity primary key,
  table_name text not null,
  row_id text not null,
  operation text not null,
  old_row jsonb,
  new_row jsonb,
  changed_by text not null,
  changed_at timestamptz not null default now()
);
create index on audit (table_name, row_id, changed_at);
create function write_audit() returns trigger language plpgsql as $$
begin
  insert into audit (table_name, row_id, operation, old_row, new_row, changed_by)
    values (tg_table_name, new.id, tg_op, to_jsonb(old), to_jsonb(new), new.updated_by);
  return new;
end $$;
create trigger bookings_audit after update on bookings for each row execute function write_audit();
insert into bookings (id, client_id, client_name, service, updated_by)
  select 'BK-' || n, 'client-' || n % 2000, 'Client Number ' || n % 2000, 'Initial consultation', 'staff-0'
  from generate_series(0, 4999) n`

const UPDATE = {
  name: 'reschedule',
  text: `update bookings set starts_at = $2, reason = $3, updated_by = $4, updated_from = $5, user_agent = $6,
           updated_at = now() where id = $1`,
}

async function usePool(size: number): Promise<void> {
  await pool?.end()
  pool = new pg.Pool({ connectionString: url, max: size })
}

answerCalls(
  {
    async open(params: { url: string }) {
      url = params.url
      await usePool(1)
      await pool.query(SCHEMA)
    },
    usePool,
    run: (load: Load) =>
      runLoad(load, async n => {
        const { object, actor, changes, reason, context } = measuredDraft('load', n)
        const values = [object!.id, changes![0]!.after, reason, actor!.id, context!.ip, context!.userAgent]
        await pool.query({ ...UPDATE, values })
      }),
  },
  () => pool.end(),
)
