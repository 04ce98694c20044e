import { DatabaseError } from 'pg'
import type { Companions } from './actions/make-evidence.ts'
import { createApp } from './http/create-app.ts'
import type { WebFiles } from './http/web-files.ts'
import { openDaybook } from './open-daybook.ts'
import { ALL_JOBS } from './jobs/all-jobs.ts'
import { expireSessionsJob } from './jobs/expire-sessions.ts'
import { JobRunner } from './jobs/job-runner.ts'
import { onlineJob } from './jobs/online.ts'
import { repeatErasures } from './privacy/repeat-erasures.ts'
import { fillDemo } from './demo/fill-demo.ts'
import type { OpenApplication } from './serve.ts'
import { createMailer, createSender } from './mail/create-mailer.ts'
import { createOnline } from './online/create-online.ts'
import { createSignIn } from './sign-in/create-sign-in.ts'

/** Where the invented clinic is, while nobody has said where they are themselves. */
const DEMO_ZONE = 'Europe/Lisbon'

export { readWebFiles } from './http/web-files.ts'

/**
 * Opens Daybook over the server's database and answers HTTP with it.
 * @param web the built staff app; without it only the API answers
 * @param companions the files that go into every bundle of evidence
 */
export const applicationWith =
  (web?: WebFiles, companions?: Companions): OpenApplication =>
  async ({ config, database, log, address, stopping }) => {
    const daybook = openDaybook(database.urls, config.keysDir, config)
    await repeatErasures(daybook)
    // Before the first answer: whoever asked for a demonstration opens it at once.
    if (config.demo && (await daybook.workspaces.ids()).length === 0)
      await fillDemo(daybook, { timeZone: DEMO_ZONE })
    const signIn = createSignIn(daybook, {
      baseUrl: address,
      send: config.mail && createMailer(config.mail),
      oidc: config.oidc,
      report: error => log.error(describe(error), 'something that nobody waits for failed'),
    })
    const online = createOnline(daybook, {
      baseUrl: address,
      send: config.mail && createSender(config.mail),
      report: error => log.error(describe(error), 'something that a client did online failed'),
    })
    const app = createApp(daybook, {
      signIn,
      online,
      web,
      companions,
      proxies: config.proxies,
      report: (error, context) => log.error({ ...context, ...describe(error) }, 'request failed'),
      stopping,
    })
    const jobs = new JobRunner(
      daybook,
      [...ALL_JOBS, expireSessionsJob(signIn.sweep), onlineJob(online.sweep)],
      {
        report: (error, context) => log.error({ ...context, ...describe(error) }, 'job failed'),
      },
    )
    return {
      fetch: app.fetch,
      firstSignInLink: () => signIn.firstSignInLink(),
      opened() {
        daybook.exports.asked = () => jobs.look()
        jobs.start()
      },
      async close() {
        await jobs.stop()
        await online.settled()
        await daybook.close()
      },
    }
  }

/** What the log may hold of an error: PostgreSQL's messages can quote a row, so of those only what happened. */
function describe(error: unknown): object {
  if (error instanceof DatabaseError)
    return { sqlState: error.code, constraint: error.constraint, routine: error.routine }
  return { error: error instanceof Error ? error.stack : String(error) }
}
