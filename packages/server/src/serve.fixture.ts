/**
 * A server with a small application, for tests that start, kill and stop whole processes. Prints one line of JSON
 * once it answers. Arguments: data folder, port.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { readConfig } from './config.ts'
import { runUntilStopped } from './run-until-stopped.ts'
import { openPools } from './store/pool.ts'

// Whoever started this holds its input open: it stops with them.
process.stdin
  .on('end', () => process.kill(process.pid, 'SIGTERM'))
  .resume()
  .unref()

const [data, port = '0'] = process.argv.slice(2)

try {
  process.exitCode = await runUntilStopped(
    readConfig({ data, port }),
    async ({ database, stopping }) => {
      const pools = openPools(database.urls)
      const app = new Hono()
      app.get('/healthz', context => context.text('alive'))
      app.get('/database', async context => {
        const { rows } = await pools.app.query(
          'select current_user as who, pg_postmaster_start_time() as since',
        )
        return context.json(rows[0])
      })
      let closes = true
      app.get('/never-close', context => {
        closes = false
        return context.text('as you wish')
      })
      app.get('/slow', async context => {
        await sleep(Number(context.req.query('ms')))
        return context.text('done')
      })
      app.get('/stream', context =>
        streamSSE(context, async stream => {
          const { promise, resolve } = Promise.withResolvers<void>()
          stopping.addEventListener('abort', () => resolve())
          await stream.writeSSE({ data: 'first' })
          await promise
          await stream.writeSSE({ data: 'last' })
        }),
      )
      return {
        fetch: app.fetch,
        firstSignInLink: async () => 'https://example.test/sign-in',
        close: () => (closes ? pools.close() : new Promise(() => {})),
      }
    },
    ({ address, signInLink }) => console.log(JSON.stringify({ address, signInLink, pid: process.pid })),
  )
} catch (error) {
  console.error(error instanceof Error && error.name === 'StartError' ? error.message : error)
  process.exitCode = 1
}
