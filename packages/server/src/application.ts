import { DatabaseError } from 'pg'
import { createApp } from './http/create-app.ts'
import type { WebFiles } from './http/web-files.ts'
import { openDaybook } from './open-daybook.ts'
import type { OpenApplication } from './serve.ts'
import { createMailer } from './mail/create-mailer.ts'
import { createSignIn, type SignIn } from './sign-in/create-sign-in.ts'

export { readWebFiles } from './http/web-files.ts'

/**
 * Opens Daybook over the server's database and answers HTTP with it.
 * @param web the built staff app; without it only the API answers
 */
export const applicationWith =
  (web?: WebFiles): OpenApplication =>
  async ({ config, database, log, address, stopping }) => {
    const daybook = openDaybook(database.urls, config.keysDir)
    const signIn = createSignIn(daybook, {
      baseUrl: address,
      send: config.mail && createMailer(config.mail),
      oidc: config.oidc,
      report: error => log.error(describe(error), 'something that nobody waits for failed'),
    })
    const app = createApp(daybook, {
      signIn,
      web,
      proxies: config.proxies,
      report: (error, context) => log.error({ ...context, ...describe(error) }, 'request failed'),
      stopping,
    })
    const sweeping = sweepNowAndThen(signIn, error => log.error(describe(error), 'sessions were not swept'))
    return {
      fetch: app.fetch,
      firstSignInLink: () => signIn.firstSignInLink(),
      async close() {
        await sweeping.stop()
        await daybook.close()
      },
    }
  }

const SWEEP_MS = 60_000

/** Sessions that nobody uses any more end too. Two servers may do it at once. */
function sweepNowAndThen(signIn: SignIn, report: (error: unknown) => void): { stop(): Promise<void> } {
  let underWay = Promise.resolve()
  const timer = setInterval(() => {
    underWay = underWay.then(() => signIn.sweep()).catch(report)
  }, SWEEP_MS)
  return {
    stop() {
      clearInterval(timer)
      return underWay
    },
  }
}

/** What the log may hold of an error: PostgreSQL's messages can quote a row, so of those only what happened. */
function describe(error: unknown): object {
  if (error instanceof DatabaseError)
    return { sqlState: error.code, constraint: error.constraint, routine: error.routine }
  return { error: error instanceof Error ? error.stack : String(error) }
}
