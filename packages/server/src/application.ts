import { DatabaseError } from 'pg'
import { createApp } from './http/create-app.ts'
import { openDaybook } from './open-daybook.ts'
import type { OpenApplication } from './serve.ts'

/** Opens Daybook over the server's database and answers HTTP with it. */
export const openApplication: OpenApplication = async ({ config, database, log, stopping }) => {
  const daybook = openDaybook(database.urls, config.keysDir)
  const app = createApp(daybook, {
    session: async () => undefined,
    report: (error, context) => log.error({ ...context, ...describe(error) }, 'request failed'),
    stopping,
  })
  return { fetch: app.fetch, close: () => daybook.close() }
}

/** What the log may hold of an error: PostgreSQL's messages can quote a row, so of those only what happened. */
function describe(error: unknown): object {
  if (error instanceof DatabaseError)
    return { sqlState: error.code, constraint: error.constraint, routine: error.routine }
  return { error: error instanceof Error ? error.stack : String(error) }
}
