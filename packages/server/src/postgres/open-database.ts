import { prepareJobs } from '../store/jobs/prepare-jobs.ts'
import { migrate } from '../store/migrate.ts'
import type { DatabaseUrls } from '../store/pool.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { openOwnServer } from './own-server.ts'

/** A database with its roles, schemas and migrations in place. */
export interface Database {
  readonly urls: DatabaseUrls
  /** False while the embedded server is being brought back after it died. */
  readonly up: boolean
  /** Resolves with the reason once the embedded server could not be brought back. */
  readonly lost: Promise<Error>
  /** Stops the embedded server; leaves your own alone. */
  close(): Promise<void>
}

export interface DatabasePlace {
  /** Your own PostgreSQL. */
  readonly databaseUrl?: string | undefined
  /** The data folder of the embedded one, whose lock the caller holds. */
  readonly dataDir: string
  readonly signal?: AbortSignal
}

/**
 * Opens the PostgreSQL of DATABASE_URL, or starts the embedded one, and migrates it.
 * @throws StartError in one line; an embedded server is then stopped again
 */
export async function openDatabase({ databaseUrl, dataDir, signal }: DatabasePlace): Promise<Database> {
  if (databaseUrl !== undefined) {
    const urls = await openOwnServer(databaseUrl)
    await migrate(urls.owner)
    await prepareJobs(urls.jobs)
    return { urls, up: true, lost: new Promise(() => {}), close: async () => {} }
  }
  const postgres = await startEmbeddedPostgres({ dataDir, signal })
  try {
    await migrate(postgres.urls.owner)
    await prepareJobs(postgres.urls.jobs)
  } catch (error) {
    await postgres.stop()
    throw error
  }
  return {
    urls: postgres.urls,
    get up() {
      return postgres.up
    },
    lost: postgres.lost,
    close: () => postgres.stop(),
  }
}
