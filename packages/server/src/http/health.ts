/** Health for whoever keeps the server running. Nothing here names a workspace or a person. */
import type { Hono } from 'hono'
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client'
import type { Daybook } from '../daybook.ts'
import type { HttpEnvironment } from './environment.ts'

export function addHealth(app: Hono<HttpEnvironment>, daybook: Daybook): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const groups = new Counter({
    name: 'daybook_groups_total',
    help: 'Groups of entries written',
    registers: [registry],
  })
  daybook.log.onWritten(() => groups.inc())
  new Gauge({
    name: 'daybook_queued_bytes',
    help: 'Bytes of drafts that wait or are being written',
    registers: [registry],
    collect() {
      this.set(daybook.log.queuedBytes)
    },
  })
  app.get('/healthz', context => context.text('ok'))
  app.get('/readyz', async context => {
    try {
      await daybook.pools.app.query('select 1')
      return context.text('ready')
    } catch {
      return context.text('the database cannot be reached', 503)
    }
  })
  app.get(
    '/metrics',
    async () => new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } }),
  )
}
