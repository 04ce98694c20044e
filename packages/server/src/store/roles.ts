import { Client } from 'pg'
import { reasonOf, StartError } from '../start-error.ts'
import { loginUrl, urlAs, urlOfDatabase } from './database-url.ts'
import type { DatabaseUrls } from './pool.ts'

/** Passwords of the roles that log in on the embedded server. */
export interface RolePasswords {
  readonly setup: string
  readonly owner: string
  readonly app: string
  readonly jobs: string
  readonly auth: string
}

/** Where the embedded server listens. */
export interface Address {
  readonly host: string
  readonly port: number
}

/** The bootstrap superuser of the embedded server; used for what this file does and nothing else. */
export const SETUP_ROLE = 'daybook_setup'

const ROLES = ['daybook_owner', 'daybook_app', 'daybook_jobs', 'daybook_auth'] as const

const SCHEMAS = [
  { schema: 'daybook', owner: 'daybook_owner' },
  { schema: 'daybook_jobs', owner: 'daybook_jobs' },
  { schema: 'daybook_auth', owner: 'daybook_owner' },
] as const

/**
 * Makes what is missing of the database, the roles and the schemas on the embedded server.
 *
 * `daybook_owner` owns the schemas of the log and of sign-in, and migrates. The three others cannot log in; each
 * has one login that inherits nothing and may only become it.
 * @returns the connections of the four roles
 */
export async function prepareEmbedded(
  address: Address,
  passwords: RolePasswords,
  database = 'daybook',
): Promise<DatabaseUrls> {
  const setup = loginUrl({ ...address, user: SETUP_ROLE, password: passwords.setup, database: 'postgres' })
  const logins = [
    { login: 'daybook_owner', password: passwords.owner },
    { login: 'daybook_login', password: passwords.app, role: 'daybook_app' },
    { login: 'daybook_jobs_login', password: passwords.jobs, role: 'daybook_jobs' },
    { login: 'daybook_auth_login', password: passwords.auth, role: 'daybook_auth' },
  ]
  const names = logins.map(({ login }) => login).join(', ')
  await asClient(setup, async client => {
    await client.query('begin')
    const roles = await presentRoles(client)
    for (const role of ROLES.slice(1)) if (!roles.has(role)) await client.query(`create role ${role} nologin`)
    for (const { login, password, role } of logins) {
      if (roles.has(login)) continue
      await client.query(`create role ${login} login noinherit password ${client.escapeLiteral(password)}`)
      if (role !== undefined) await client.query(`grant ${role} to ${login}`)
    }
    await client.query('commit')
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`)
  })
  await asClient(urlOfDatabase(setup, database), async client => {
    await client.query('begin')
    if (await makeSchemas(client)) {
      const name = client.escapeIdentifier(database)
      await client.query(
        `revoke all on database ${name} from public; grant connect on database ${name} to ${names}`,
      )
    }
    await client.query('commit')
  })
  const as = (user: string, password: string) => loginUrl({ ...address, user, password, database })
  return {
    owner: urlAs(as('daybook_owner', passwords.owner), 'daybook_owner', 'daybook'),
    app: urlAs(as('daybook_login', passwords.app), 'daybook_app', 'daybook'),
    jobs: urlAs(as('daybook_jobs_login', passwords.jobs), 'daybook_jobs', 'daybook_jobs'),
    auth: urlAs(as('daybook_auth_login', passwords.auth), 'daybook_auth', 'daybook_auth'),
  }
}

/**
 * Makes what is missing of the roles and schemas with the rights of the user in `DATABASE_URL`, who becomes a
 * member of each role. Safe with several servers at once.
 * @throws StartError with the SQL for an administrator when the user may not
 */
export async function prepareOwn(url: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await asClient(url, prepareAsUser)
    } catch (error) {
      const code = (error as { code?: string }).code ?? ''
      // Another server made the same role, grant or schema in this moment: look again.
      if (attempt < 10 && MADE_MEANWHILE.has(code)) continue
      throw error
    }
  }
}

const MADE_MEANWHILE = new Set(['42710', '23505', '42P06', '42P07', 'XX000', '40001', '40P01'])

async function prepareAsUser(client: Client): Promise<void> {
  try {
    const roles = await presentRoles(client)
    for (const role of ROLES) if (!roles.has(role)) await client.query(`create role ${role} nologin`)
    for (const role of await rolesOutOfReach(client)) await client.query(`grant ${role} to current_user`)
    await makeSchemas(client)
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error
    throw new StartError(
      `The user of DATABASE_URL may not set Daybook up: ${reasonOf(error)}. ` +
        `Have an administrator run once: ${await administratorSql(client)}`,
      error,
    )
  }
}

/** The roles that the current user cannot take with SET ROLE. */
async function rolesOutOfReach(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ role: string }>(
    `select role from unnest($1::text[]) as role
      where not pg_has_role(current_user, role,
        case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end)`,
    [ROLES],
  )
  return rows.map(({ role }) => role)
}

async function administratorSql(client: Client): Promise<string> {
  const { rows } = await client.query<{ user: string; database: string }>(
    `select quote_ident(current_user) as user, quote_ident(current_database()) as database`,
  )
  const { user, database } = rows[0]!
  const roles = await presentRoles(client)
  const missing = ROLES.filter(role => !roles.has(role))
  return [
    ...missing.map(role => `create role ${role} nologin;`),
    `grant ${ROLES.join(', ')} to ${user};`,
    `grant create on database ${database} to ${user};`,
  ].join(' ')
}

async function presentRoles(client: Client): Promise<Set<string>> {
  const { rows } = await client.query<{ rolname: string }>(
    `select rolname from pg_roles where rolname like 'daybook\\_%'`,
  )
  return new Set(rows.map(({ rolname }) => rolname))
}

/** Makes the missing schemas; returns whether any was missing. */
async function makeSchemas(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ nspname: string }>(
    `select nspname from pg_namespace where nspname like 'daybook%'`,
  )
  const present = new Set(rows.map(({ nspname }) => nspname))
  const missing = SCHEMAS.filter(({ schema }) => !present.has(schema))
  for (const { schema, owner } of missing) {
    // One message of several statements is one transaction, or a part of the one that is open.
    await client.query(`create schema ${schema} authorization ${owner};
      set local role ${owner};
      ${schema === 'daybook' ? 'grant usage on schema daybook to daybook_app' : ''};
      ${schema === 'daybook_auth' ? 'grant usage on schema daybook_auth to daybook_auth' : ''};
      set local role none`)
  }
  return missing.length > 0
}

async function asClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: url,
    application_name: 'daybook setup',
    connectionTimeoutMillis: 10_000,
  })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
