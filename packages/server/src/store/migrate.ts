import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { reasonOf, StartError } from '../start-error.ts'

/** One migration file: run once, in the order of the names, never altered after it was published. */
export interface Migration {
  readonly name: string
  readonly sql: string
  /** SHA-256 of the text with LF line ends, hex. */
  readonly sha256: string
}

const MIGRATIONS_FOLDER = fileURLToPath(new URL('../migrations/', import.meta.url))

/** Any number will do, as long as every Daybook takes the same one. */
const LOCK_KEY = 4_700_001

/**
 * Brings the schema `daybook` up to date: each pending file in a transaction of its own, under an advisory lock,
 * so that servers starting together run every file once.
 * @param ownerUrl a connection as `daybook_owner`
 * @returns the names of the files that this call ran
 * @throws StartError when the database was made by a newer Daybook, when a file was altered after it had run, or
 * when a file fails (it then leaves nothing behind)
 */
export async function migrate(ownerUrl: string, migrations = readMigrations()): Promise<string[]> {
  const client = new Client({ connectionString: ownerUrl, application_name: 'daybook migrations' })
  client.on('error', () => {})
  await client.connect()
  const ran: string[] = []
  try {
    for (;;) {
      const name = await runNext(client, migrations)
      if (name === undefined) return ran
      ran.push(name)
    }
  } finally {
    await client.end()
  }
}

/** The migration files in a folder, in their order: `001-name.sql`, `002-name.sql` … without gaps. */
export function readMigrations(folder = MIGRATIONS_FOLDER): Migration[] {
  const names = readdirSync(folder)
    .filter(name => name.endsWith('.sql'))
    .sort()
  return names.map((name, index) => {
    const number = String(index + 1).padStart(3, '0')
    if (!/^\d{3}-[a-z0-9-]+\.sql$/.test(name) || !name.startsWith(`${number}-`)) {
      throw new StartError(
        `${join(folder, name)} is not a migration in its place: expected ${number}-<name>.sql`,
      )
    }
    const sql = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')
    return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
  })
}

async function runNext(client: Client, migrations: readonly Migration[]): Promise<string | undefined> {
  await client.query('begin')
  try {
    await client.query('select pg_advisory_xact_lock($1)', [LOCK_KEY])
    const next = checkApplied(migrations, await readApplied(client))
    if (next !== undefined) {
      await run(client, next)
      await client.query('insert into daybook.migrations (name, sha256) values ($1, $2)', [
        next.name,
        next.sha256,
      ])
    }
    await client.query('commit')
    return next?.name
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

async function readApplied(client: Client): Promise<{ name: string; sha256: string }[]> {
  const { rows } = await client.query<{ present: boolean }>(
    `select to_regclass('daybook.migrations') is not null as present`,
  )
  if (!rows[0]!.present) {
    await client.query(
      `create table daybook.migrations
         (name text primary key, sha256 text not null, applied_at timestamptz not null default now())`,
    )
    return []
  }
  return (await client.query('select name, sha256 from daybook.migrations order by name')).rows
}

/** The first file that has not run yet; throws where files and database do not belong together. */
function checkApplied(
  migrations: readonly Migration[],
  applied: readonly { name: string; sha256: string }[],
): Migration | undefined {
  for (const [index, { name, sha256 }] of applied.entries()) {
    const ours = migrations[index]
    if (!migrations.some(migration => migration.name === name)) {
      throw new StartError(
        `This database was made by a newer Daybook: it has ${name}, which this one does not know. ` +
          'Start the Daybook that made it, or a later one.',
      )
    }
    if (ours === undefined || ours.name !== name) {
      throw new StartError(
        `The migration ${ours?.name} comes before ${name}, which has already run in this database. ` +
          'Number it after the last one.',
      )
    }
    if (ours.sha256 !== sha256) {
      throw new StartError(
        `The migration ${name} was altered after it had run in this database. ` +
          'Put the published file back; a change of the schema needs a migration of its own.',
      )
    }
  }
  return migrations[applied.length]
}

async function run(client: Client, migration: Migration): Promise<void> {
  try {
    await client.query(migration.sql)
  } catch (error) {
    const position = Number((error as { position?: string }).position ?? Number.NaN)
    const line = Number.isNaN(position) ? '' : `:${migration.sql.slice(0, position).split('\n').length}`
    throw new StartError(`The migration ${migration.name}${line} failed: ${reasonOf(error)}`, error)
  }
}
