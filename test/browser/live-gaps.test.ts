/** Whatever interrupts the stream, nothing that was written meanwhile is missed, and nothing is shown twice. */
import { createClient, type DaybookClient } from '@daybook/client'
import type { Page } from 'playwright-core'
import { expect, newClient, openTimeline, rowIds, test } from './browser-test.ts'
import { RECEPTION } from './practice/people.ts'
import { startPractice } from './start-practice.ts'

const visit = (clientId: string, id: string, minutesAgo = 0) =>
  ({
    action: 'visit.recorded',
    client: { id: clientId },
    actor: RECEPTION,
    object: { type: 'visit', id },
    occurredAt: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
  }) as const

async function openLive(page: Page, id: string): Promise<void> {
  const stream = page.waitForResponse(response => response.url().includes('/v1/stream'))
  await openTimeline(page, id)
  await stream
}

async function expectWhole(page: Page, log: DaybookClient, id: string): Promise<void> {
  const all = (await log.timeline(id, { limit: 200 }).page()).entries.map(entry => entry.id)
  await expect.poll(() => rowIds(page)).toEqual(all)
}

test('two tabs of one person both get each new entry once', async ({ openPage, log }) => {
  const { id, hostId } = await newClient(log, client => [visit(client.id, 'old', 60)])
  const first = await openPage()
  const second = await first.context().newPage()
  for (const page of [first, second]) await openLive(page, id)
  await log.append([visit(hostId, 'both 1'), visit(hostId, 'both 2')] as never)
  for (const page of [first, second]) {
    await page.getByRole('button', { name: '2 new entries' }).click()
    await expectWhole(page, log, id)
  }
})

test('a tab hidden for more than 60 seconds stops following, and goes on where it stopped when it is looked at again', async ({
  openPage,
  log,
}) => {
  const { id, hostId } = await newClient(log, client => [visit(client.id, 'old', 60)])
  const page = await openPage()
  await page.clock.install()
  const streams: (string | undefined)[] = []
  const ended: string[] = []
  page.on('request', request => {
    if (request.url().includes('/v1/stream')) streams.push(request.headers()['last-event-id'])
  })
  page.on('requestfailed', request => {
    if (request.url().includes('/v1/stream')) ended.push(request.url())
  })
  await openLive(page, id)
  // The stream has told how far the log is: that is where it goes on.
  await log.append(visit(hostId, 'seen'))
  await page.getByRole('button', { name: '1 new entry' }).waitFor()
  const hide = (hidden: boolean) =>
    page.evaluate(value => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => value })
      document.dispatchEvent(new Event('visibilitychange'))
    }, hidden)
  await hide(true)
  // Its clock goes on meanwhile: the seconds that a busy machine takes count as well.
  await page.clock.fastForward(50_000)
  expect(ended).toHaveLength(0)
  await page.clock.fastForward(11_000)
  await expect.poll(() => ended.length).toBe(1)
  // The laptop sleeps; the practice does not.
  await log.append([visit(hostId, 'asleep 1'), visit(hostId, 'asleep 2'), visit(hostId, 'asleep 3')] as never)
  const before = streams.length
  await page.clock.fastForward(3_600_000)
  await hide(false)
  await page.getByRole('button', { name: '4 new entries' }).click()
  expect(streams.length).toBe(before + 1)
  expect(Number(streams.at(-1))).toBeGreaterThan(0)
  await expectWhole(page, log, id)
})

test('a restarted server is found again, and what is written right after is shown', {
  timeout: 300_000,
}, async ({ openPage }) => {
  const running = await startPractice({ forTests: false })
  try {
    const { practice } = running
    const log = createClient({ url: practice.address, key: practice.key, batch: false })
    const { id, hostId } = await newClient(log, client => [visit(client.id, 'old', 60)])
    const page = await openPage({ signedOut: true, baseURL: practice.address })
    await page.context().addCookies([{ ...practice.cookie, url: practice.address }])
    await openLive(page, id)
    await log.append(visit(hostId, 'before'))
    await page.getByRole('button', { name: '1 new entry' }).waitFor()
    const restarted = running.restart()
    await page.getByText('Live updates paused').waitFor()
    await expect.poll(() => page.locator('[data-entry]').count()).toBe(1)
    await restarted
    await log.append([visit(hostId, 'after 1'), visit(hostId, 'after 2')] as never)
    await page.getByRole('button', { name: '3 new entries' }).click({ timeout: 60_000 })
    await expectWhole(page, log, id)
    await expect.poll(() => page.getByText('Live updates paused').count()).toBe(0)
  } finally {
    await running.stop()
  }
})
