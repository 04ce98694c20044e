/** The one PostgreSQL that Daybook and all peers are measured on: durable, as Daybook ships it. */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type DatabaseUrls,
  loginUrl,
  migrate,
  prepareJobs,
  openDataFolder,
  prepareEmbedded,
  SETUP_ROLE,
  startEmbeddedPostgres,
} from '@daybook/server/bench'
import pg from 'pg'

const FOLDER = fileURLToPath(new URL('../tmp/', import.meta.url))

/** A database of Daybook, its keys, and its administrator's connection. */
export interface DaybookDatabase {
  readonly urls: DatabaseUrls
  readonly adminUrl: string
  readonly keysDir: string
}

export interface BenchPostgres {
  /** For files of this run and the seeded data. */
  readonly folder: string
  readonly pid: number
  /** A connection of the superuser. */
  adminUrl(database: string): string
  databases(): Promise<string[]>
  /** An empty database, in place of any that was there. */
  freshDatabase(name: string): Promise<string>
  dropDatabase(name: string): Promise<void>
  /** Opens a database of Daybook, making it where there is none. */
  daybookDatabase(name: string): Promise<DaybookDatabase>
  query<R extends object>(sql: string, values?: unknown[], database?: string): Promise<R[]>
  close(): Promise<void>
}

export async function openPostgres(): Promise<BenchPostgres> {
  mkdirSync(FOLDER, { recursive: true })
  const folder = openDataFolder(join(FOLDER, 'data'), 'bench')
  try {
    const postgres = await startEmbeddedPostgres({
      dataDir: folder.path,
      // Room for every peer's pool.
      settings: { max_connections: '200' },
    })
    return benchOn(postgres, async () => {
      await postgres.stop()
      folder.release()
    })
  } catch (error) {
    folder.abandon()
    throw error
  }
}

function benchOn(
  { address, place, pid }: Awaited<ReturnType<typeof startEmbeddedPostgres>>,
  close: () => Promise<void>,
): BenchPostgres {
  const password = place.passwords.setup
  const adminUrl = (database: string): string =>
    loginUrl({ ...address, user: SETUP_ROLE, password, database })
  const keysOf = (name: string): string => join(FOLDER, 'keys', name)
  async function query<R extends object>(
    sql: string,
    values: unknown[] = [],
    database = 'postgres',
  ): Promise<R[]> {
    const client = new pg.Client({ connectionString: adminUrl(database), application_name: 'bench' })
    await client.connect()
    try {
      return (await client.query<R & pg.QueryResultRow>(sql, values)).rows
    } finally {
      await client.end()
    }
  }
  async function dropDatabase(name: string): Promise<void> {
    await query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`)
    rmSync(keysOf(name), { recursive: true, force: true })
  }
  return {
    folder: FOLDER,
    pid,
    adminUrl,
    query,
    dropDatabase,
    databases: async () =>
      (await query<{ datname: string }>('select datname from pg_database')).map(row => row.datname),
    async freshDatabase(name) {
      await dropDatabase(name)
      await query(`create database ${pg.escapeIdentifier(name)}`)
      return adminUrl(name)
    },
    async daybookDatabase(name) {
      const urls = await prepareEmbedded(address, place.passwords, name)
      await migrate(urls.owner)
      await prepareJobs(urls.jobs)
      const keysDir = keysOf(name)
      mkdirSync(keysDir, { recursive: true, mode: 0o700 })
      return { urls, adminUrl: adminUrl(name), keysDir }
    },
    close,
  }
}
