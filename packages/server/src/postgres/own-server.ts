import { Client } from 'pg'
import { reasonOf, StartError } from '../start-error.ts'
import { shownUrl, urlsOfOneUser } from '../store/database-url.ts'
import type { DatabaseUrls } from '../store/pool.ts'
import { prepareOwn } from '../store/roles.ts'

const OLDEST_MAJOR = 15

/**
 * Checks the PostgreSQL of DATABASE_URL and makes the roles and schemas it lacks.
 * @throws StartError when it cannot be reached, is too old, or its user may not set Daybook up
 */
export async function openOwnServer(url: string): Promise<DatabaseUrls> {
  checkServerVersion(await readVersion(url), shownUrl(url))
  await prepareOwn(url)
  return urlsOfOneUser(url)
}

/**
 * @param version as `server_version_num` gives it: 150018 is 15.18
 * @throws StartError for a version that Daybook does not run on
 */
export function checkServerVersion(version: number, where: string): void {
  const major = Math.floor(version / 10_000)
  if (major >= OLDEST_MAJOR) return
  throw new StartError(
    `The PostgreSQL at ${where} is version ${major}.${version % 10_000}; Daybook needs ${OLDEST_MAJOR} or later.`,
  )
}

async function readVersion(url: string): Promise<number> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'daybook setup',
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ version: string }>(
      `select current_setting('server_version_num') as version`,
    )
    return Number(rows[0]!.version)
  } catch (error) {
    throw new StartError(
      `Cannot reach the PostgreSQL of DATABASE_URL (${shownUrl(url)}): ${reasonOf(error)}. ` +
        'Check that it runs, and the address, user, password and database in the URL.',
      error,
    )
  } finally {
    await client.end().catch(() => {})
  }
}
