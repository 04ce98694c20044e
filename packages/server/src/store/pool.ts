import { Pool, types } from 'pg'
import type { PoolConfig } from 'pg'

// Every bigint of ours (ids, seq, milliseconds) is a safe integer by construction.
types.setTypeParser(types.builtins.INT8, Number)

/** Where a database is, once for each role that Daybook uses in it. All are connection URLs for `pg`. */
export interface DatabaseUrls {
  /** Owns the schema `daybook` and runs its migrations. */
  readonly owner: string
  /** Reads and appends: the role `daybook_app`, which owns nothing. */
  readonly app: string
  /** The table of jobs, in the schema `daybook_jobs`. */
  readonly jobs: string
  /** better-auth, in the schema `daybook_auth`. */
  readonly auth: string
}

export interface Pools {
  /** Statements go out pipelined: BEGIN, SET LOCAL, statement and COMMIT are one round trip when not awaited singly. */
  readonly app: Pool
  readonly jobs: Pool
  readonly auth: Pool
  /** Ends all three once their clients are back. */
  close(): Promise<void>
}

/** Sizes of the pools, in connections. */
export interface PoolSizes {
  readonly app?: number
  readonly jobs?: number
  readonly auth?: number
}

/** One pool for each role of the running server. Connections are made when first needed. */
export function openPools(urls: DatabaseUrls, sizes: PoolSizes = {}): Pools {
  const app = openPool(urls.app, { max: sizes.app ?? 10, pipeline: true })
  const jobs = openPool(urls.jobs, { max: sizes.jobs ?? 5 })
  const auth = openPool(urls.auth, { max: sizes.auth ?? 5 })
  return {
    app,
    jobs,
    auth,
    async close() {
      await Promise.all([app.end(), jobs.end(), auth.end()])
    },
  }
}

/**
 * A pool whose idle connections may be lost without harm: the pool drops them and makes new ones when PostgreSQL
 * is back.
 */
export function openPool(url: string, options: PoolConfig = {}): Pool {
  const pool = new Pool({
    connectionString: url,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    application_name: 'daybook',
    ...options,
  })
  // Without listeners, a connection that is lost would end the process: the pool tells of those that are idle, each
  // of its own loss while it is lent out, where the statements under way are told as well.
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  return pool
}
