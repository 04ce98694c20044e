/** A server that is told to stop in the middle of its work. */
import { createClient, type DaybookClient } from '@daybook/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, run, startServer } from './daybook-process.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startServer()
}, 60_000)
afterAll(() => server?.stop(), 60_000)

const ENTRIES = 4000
const BATCH = 200

async function statusOf(key: string): Promise<any> {
  const response = await fetch(`${server.address}/v1/log/status`, {
    headers: { authorization: `Bearer ${key}` },
  })
  return response.json()
}

async function fill(daybook: DaybookClient): Promise<void> {
  for (let n = 0; n < ENTRIES; n += BATCH)
    await daybook.append(
      Array.from({ length: BATCH }, (_, i) => ({
        action: 'booking.booked',
        client: { id: `c${(n + i) % 400}`, name: 'Somebody' },
        object: { type: 'booking', id: `b${n + i}` },
        state: { notes: `n${i}` },
      })),
    )
}

test('ends while its log is checked; the next one goes on, and the check is whole', {
  timeout: 240_000,
}, async () => {
  const data = ['--data', server.dataDir]
  const workspace = ['--name', 'Practice', '--time-zone', 'Europe/Lisbon']
  const { id } = await run<{ id: string }>('workspace', 'create', ...workspace, ...data)
  const { key } = await run<{ key: string }>('key', 'create', '--workspace', id, '--scope', 'admin', ...data)
  await fill(createClient({ url: server.address, key }))
  await fetch(`${server.address}/v1/log/check`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
  })
  while (!((await statusOf(key)).running?.done > 0)) await new Promise(resolve => setTimeout(resolve, 10))
  expect(await server.end()).toBe(0)
  server = await startServer(server.dataDir)
  let status = await statusOf(key)
  while (status.problem === undefined && !(status.checked?.size >= ENTRIES)) {
    await new Promise(resolve => setTimeout(resolve, 200))
    status = await statusOf(key)
  }
  expect(status.problem).toBeUndefined()
})
