import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDoor, type TestDoor, type TestWorkspace } from '../http/test-door.ts'

let door: TestDoor
let a: TestWorkspace
let b: TestWorkspace
let app: Client
let admin: Client
let tables: string[]

/** Tables that the owner's functions read in every workspace, to answer ids and sizes. */
const SHOWN_TO_OWNER = [
  'log_heads',
  'workspaces',
  'keks',
  'members',
  'invitations',
  'client_links',
  'client_sessions',
]
/** Tables that hold nothing of a workspace. */
const OUTSIDE = ['migrations']

beforeAll(async () => {
  door = await openTestDoor()
  a = await door.openWorkspace()
  b = await door.openWorkspace()
  for (const workspace of [a, b]) {
    await workspace.append(
      ...Array.from({ length: 300 }, (_, i) => ({
        action: 'booking.booked',
        client: { id: `c${i % 3}` },
        object: { type: 'booking', id: `b${i}` },
        actor: { type: 'staff' as const, id: 's', name: 'S' },
        state: { notes: 'n' },
      })),
      { action: 'client.erasure_requested', actor: { type: 'client', id: 'c1' } },
    )
    await workspace.call('POST', '/v1/clients/c2/erase', { mode: 'erase' })
    await workspace.call('POST', '/v1/exports', { format: 'csv' })
  }
  for (const workspace of [a, b]) {
    await door.member(workspace, 'staff')
    const invited = { email: 'x@example.com', name: 'X', role: 'staff' }
    expect((await workspace.call('POST', '/v1/invitations', invited)).status).toBe(201)
  }
  app = new Client({ connectionString: door.urls.app })
  admin = new Client({ connectionString: door.database!.adminUrl })
  await Promise.all([app.connect(), admin.connect()])
  const { rows } = await admin.query(
    `select relname from pg_class where relnamespace = 'daybook'::regnamespace and relkind in ('r', 'p') order by 1`,
  )
  tables = rows.map(row => row.relname as string).filter(name => !OUTSIDE.includes(name))
  for (const table of tables) for (const { workspaceId } of [a, b]) await fill(table, workspaceId)
})

/** A row of a workspace in a table that has none of it yet; what it says does not matter here. */
async function fill(table: string, workspaceId: number): Promise<void> {
  const { rows } = await admin.query(`select from daybook.${table} where workspace_id = $1 limit 1`, [
    workspaceId,
  ])
  if (rows.length > 0) return
  const { rows: columns } = await admin.query(
    `select quote_ident(attname) as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = 'daybook.${table}'::regclass and attnum > 1 and not attisdropped order by attnum`,
  )
  const value = (type: string): string =>
    type === 'text'
      ? `'x'`
      : type === 'bytea'
        ? `'\\x00'`
        : type.endsWith('[]')
          ? `'{}'`
          : type === 'boolean'
            ? 'true'
            : '1'
  await admin.query(`
    begin; set local session_replication_role = replica;
    insert into daybook.${table} (workspace_id, ${columns.map(one => one.name).join(', ')})
    values (${workspaceId}, ${columns.map(one => value(one.type)).join(', ')});
    commit`)
}
afterAll(async () => {
  await Promise.all([app?.end(), admin?.end()])
  await door?.close()
})

/** Runs as the application, within a workspace's walls or without, and undoes it. */
async function asApp(workspaceId: number | undefined, sql: string): Promise<any[]> {
  await app.query('begin')
  try {
    if (workspaceId !== undefined) await app.query(`set local daybook.workspace = '${workspaceId}'`)
    return (await app.query(sql)).rows
  } finally {
    await app.query('rollback')
  }
}
const denied = { code: '42501' }

describe('every table of the log', () => {
  test('is walled: row-level security is on and forced, and the workspace leads every unique index', async () => {
    expect(tables).toContain('entries')
    for (const table of tables) {
      const { rows } = await admin.query(
        `select relrowsecurity, relforcerowsecurity from pg_class where oid = 'daybook.${table}'::regclass`,
      )
      expect([table, rows[0]]).toEqual([table, { relrowsecurity: true, relforcerowsecurity: true }])
      const { rows: indexes } = await admin.query(
        `select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0] where i.indrelid = 'daybook.${table}'::regclass and i.indisunique`,
      )
      expect(indexes.length).toBeGreaterThan(0)
      for (const { attname } of indexes) expect([table, attname]).toEqual([table, 'workspace_id'])
    }
  })

  test('shows the application nothing outside a workspace, and only its own rows within one', async () => {
    for (const table of tables) {
      expect([table, await asApp(undefined, `select from daybook.${table} limit 1`)]).toEqual([table, []])
      for (const odd of ["''", "'0'", "'-1'"]) {
        await app.query(`begin; set local daybook.workspace = ${odd}`)
        expect((await app.query(`select from daybook.${table} limit 1`)).rows).toEqual([])
        await app.query('rollback')
      }
      const { rows } = await admin.query(
        `select workspace_id, count(*) as n from daybook.${table} group by 1`,
      )
      for (const { workspaceId } of [a, b]) {
        const seen = await asApp(
          workspaceId,
          `select workspace_id, count(*) as n from daybook.${table} group by 1`,
        )
        const stored = rows.filter(row => Number(row.workspace_id) === workspaceId)
        expect([table, stored.length]).toEqual([table, 1])
        expect([table, seen]).toEqual([table, stored])
      }
    }
  })

  test('takes no row of another workspace', async () => {
    for (const table of tables) {
      const { rows } = await admin.query(
        `select has_table_privilege('daybook_app', 'daybook.${table}', 'insert') as may`,
      )
      if (!rows[0].may) continue
      const { rows: columns } = await admin.query(
        `select string_agg(quote_ident(attname), ', ' order by attnum) as names from pg_attribute where attrelid = 'daybook.${table}'::regclass and attnum > 1 and not attisdropped`,
      )
      // A's own row under B's id.
      const copy = `insert into daybook.${table} (workspace_id, ${columns[0].names}) select ${b.workspaceId}, ${columns[0].names} from daybook.${table} limit 1`
      await expect(asApp(a.workspaceId, copy), table).rejects.toMatchObject(denied)
    }
  })

  test('hides itself from its owner as well, but for what tells ids and sizes across workspaces', async () => {
    const owner = new Client({ connectionString: door.urls.owner })
    await owner.connect()
    try {
      for (const table of tables) {
        const { rows } = await owner.query(`select from daybook.${table} limit 1`)
        expect([table, rows.length]).toEqual([table, SHOWN_TO_OWNER.includes(table) ? 1 : 0])
      }
      await expect(owner.query(`update daybook.log_heads set size = 0`)).resolves.toMatchObject({
        rowCount: 0,
      })
    } finally {
      await owner.end()
    }
  })
})

describe('what was written', () => {
  const permanent = [
    'entries',
    'tiles',
    'links',
    'kinds',
    'checkpoints',
    'cosignatures',
    'anchors',
    'anchor_leaves',
    'timestamps',
    'log_generations',
  ]

  test.each(permanent)('cannot be altered or removed by the application: %s', async table => {
    const { rows } = await admin.query(
      `select attname from pg_attribute where attrelid = 'daybook.${table}'::regclass and attnum > 0 and not attisdropped`,
    )
    for (const { attname } of rows) {
      await expect(
        asApp(a.workspaceId, `update daybook.${table} set ${attname} = ${attname}`),
        attname,
      ).rejects.toMatchObject(denied)
    }
    await expect(asApp(a.workspaceId, `delete from daybook.${table}`)).rejects.toMatchObject(denied)
    await expect(asApp(a.workspaceId, `truncate daybook.${table}`)).rejects.toMatchObject(denied)
    await expect(
      asApp(a.workspaceId, `select from daybook.${table} limit 1 for update`),
    ).rejects.toMatchObject(denied)
    await expect(
      asApp(a.workspaceId, `alter table daybook.${table} disable row level security`),
    ).rejects.toMatchObject(denied)
    await expect(asApp(a.workspaceId, `drop table daybook.${table}`)).rejects.toMatchObject(denied)
    await expect(
      asApp(
        a.workspaceId,
        `create trigger t before insert on daybook.${table} for each row execute function suppress_redundant_updates_trigger()`,
      ),
    ).rejects.toMatchObject(denied)
  })

  test('is counted by a head of which only size, frontier, root and generation move', async () => {
    await expect(
      asApp(
        a.workspaceId,
        'update daybook.log_heads set size = size, frontier = frontier, root = root, generation = generation',
      ),
    ).resolves.toEqual([])
    for (const column of ['workspace_id']) {
      await expect(
        asApp(a.workspaceId, `update daybook.log_heads set ${column} = ${column}`),
      ).rejects.toMatchObject(denied)
    }
    await expect(asApp(a.workspaceId, 'delete from daybook.log_heads')).rejects.toMatchObject(denied)
    await expect(asApp(a.workspaceId, 'truncate daybook.log_heads')).rejects.toMatchObject(denied)
  })

  test('may not be written again over itself', async () => {
    const again = `insert into daybook.entries select * from daybook.entries limit 1 on conflict (workspace_id, seq) do update set record = excluded.record`
    await expect(asApp(a.workspaceId, again)).rejects.toMatchObject(denied)
    await expect(
      asApp(a.workspaceId, 'insert into daybook.entries select * from daybook.entries limit 1'),
    ).rejects.toMatchObject({ code: '23505' })
  })

  test('no key and no workspace can be removed, nor a key’s hash or scopes altered', async () => {
    for (const sql of [
      'delete from daybook.api_keys',
      'delete from daybook.workspaces',
      'update daybook.api_keys set hash = hash',
      'update daybook.api_keys set scopes = scopes',
      'update daybook.workspaces set created_at = 0',
    ]) {
      await expect(asApp(a.workspaceId, sql), sql).rejects.toMatchObject(denied)
    }
  })
})

test('the look-ups across workspaces give ids and sizes and nothing else', async () => {
  expect(
    await asApp(undefined, 'select * from daybook.heads() where workspace_id = ' + b.workspaceId),
  ).toEqual([{ workspace_id: b.workspaceId, size: expect.any(Number) }])
  const { rows } = await admin.query(
    `select p.proname, pg_get_function_result(p.oid) as result from pg_proc p where p.pronamespace = 'daybook'::regnamespace and p.prosecdef order by 1`,
  )
  expect(rows).toEqual([
    { proname: 'client_session_place', result: 'TABLE(workspace_id bigint, session_id bigint)' },
    { proname: 'closing_ids', result: 'TABLE(workspace_id bigint)' },
    { proname: 'demo_ids', result: 'TABLE(workspace_id bigint)' },
    { proname: 'heads', result: 'TABLE(workspace_id bigint, size bigint)' },
    { proname: 'keks_of_all', result: 'TABLE(workspace_id bigint, kek integer)' },
    { proname: 'link_place', result: 'TABLE(workspace_id bigint, link_id bigint)' },
    { proname: 'member_of_user', result: 'TABLE(member_id bigint)' },
    { proname: 'open_invitations', result: 'TABLE(workspace_id bigint, invitation_id bigint)' },
    { proname: 'privacy_heads', result: 'TABLE(workspace_id bigint, privacy_seq bigint)' },
    { proname: 'remove_demo_rows', result: 'bigint' },
    { proname: 'workspace_ids', result: 'TABLE(workspace_id bigint)' },
    { proname: 'workspaces_of_slug', result: 'TABLE(workspace_id bigint)' },
    { proname: 'workspaces_of_user', result: 'TABLE(workspace_id bigint)' },
  ])
})

test('sign-in and jobs are closed to the application', async () => {
  const { rows } = await admin.query(
    `select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('daybook_auth', 'daybook_jobs') and c.relkind = 'r'`,
  )
  for (const { name } of rows)
    await expect(asApp(a.workspaceId, `select from ${name}`), name).rejects.toMatchObject(denied)
})
