import { readFile } from 'node:fs/promises'
import { createServer, connect, type Socket } from 'node:net'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { expect, newClient, openTimeline, openWhole, rowIds, test } from './browser-test.ts'
import type { Draft } from './practice/draft.ts'
import { RECEPTION } from './practice/people.ts'

const HOUR_MS = 3_600_000
const visits =
  (count: number) =>
  (client: { id: string; name: string }): Draft[] =>
    Array.from({ length: count }, (_, index) => visit(client.id, `Old ${index}`, index + 1))

const visit = (clientId: string, place: string, hoursAgo = 0): Draft => ({
  action: 'visit.recorded',
  client: { id: clientId },
  actor: RECEPTION,
  object: { type: 'visit', id: place },
  occurredAt: new Date(Date.now() - hoursAgo * HOUR_MS).toISOString(),
  data: { place },
})

/** Waits until the page's stream is open, so that what comes next comes live. */
async function live(page: Page, open: () => Promise<void>): Promise<void> {
  const stream = page.waitForResponse(response => response.url().includes('/v1/stream'))
  await open()
  await stream
}

/** Every text that the status node says from now on. */
async function announcements(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said: string[] = []
    Object.assign(window, { said })
    const node = document.querySelector('[role=status]')!
    new MutationObserver(() => {
      if (node.textContent) said.push(node.textContent)
    }).observe(node, { childList: true, characterData: true, subtree: true })
  })
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said)
}

test('C9 an entry posted by the API shows as "1 new entry" within 2 s; focus and scroll stay; pressing inserts it', async ({
  page,
  log,
}) => {
  const { id, hostId } = await newClient(log, visits(30))
  await live(page, () => openWhole(page, { id, name: hostId }))
  const said = await announcements(page)
  const before = await rowIds(page)
  await page.locator('[data-entry]').nth(12).focus()
  await page.evaluate(() => scrollTo(0, 600))
  const place = () =>
    page.evaluate(() => [
      scrollY,
      document.activeElement?.id,
      document.querySelectorAll('[data-entry]')[12]?.getBoundingClientRect().top,
    ])
  const was = await place()

  await log.append(visit(hostId, 'Fresh one'))
  await page.getByRole('button', { name: '1 new entry' }).waitFor()
  expect(await place()).toEqual(was)
  expect(await rowIds(page)).toEqual(before)

  await page.getByRole('button', { name: '1 new entry' }).click()
  const first = page.locator('[data-entry]').first()
  await first.filter({ hasText: 'Fresh one' }).waitFor()
  await expect.poll(() => first.evaluate(one => one === document.activeElement)).toBe(true)
  await expect.poll(() => page.getByRole('button', { name: /new entr/ }).count()).toBe(0)
  await page.getByText('31 of 31 entries', { exact: true }).waitFor()
  await expect
    .poll(async () => (await said()).filter(text => text.includes('new entry shown')))
    .toEqual(['1 new entry shown'])
})

test('E1 a new entry shows in the open activity log without a reload', async ({ page, log }) => {
  const marker = `sauna.heated_${Date.now()}`
  await live(page, async () => {
    await page.goto(`/activity?action=${marker}`)
    await page.getByText('No entries match').waitFor()
  })
  await log.append({ action: marker })
  await page.locator('[data-entry]').waitFor()
  await expect.poll(() => page.locator('[data-entry]').count()).toBe(1)
})

test('C10 a new entry that does not match the filters raises no button', async ({ page, log }) => {
  const { id, hostId } = await newClient(log, visits(2))
  await live(page, () => openTimeline(page, id, '?action=visit.recorded'))
  await log.append({ action: 'client.tagged', client: { id: hostId }, data: { tag: 'late' } })
  await log.append(visit(hostId, 'Matching'))
  // The matching one came after the other: where it has arrived, the other would have too.
  await page.getByRole('button', { name: '1 new entry' }).waitFor()
  await page.getByRole('button', { name: '1 new entry' }).click()
  await page.getByText('3 of 3 entries', { exact: true }).waitFor()
  await expect.poll(() => page.locator('[data-entry]').count()).toBe(3)
})

test('C11 "Load older" appends 50 with no double and no gap while entries arrive, and says where the history starts', async ({
  page,
  log,
}) => {
  const { id, hostId } = await newClient(log, visits(120))
  await live(page, () => openTimeline(page, id))
  await page.getByText('50 of 120 entries', { exact: true }).waitFor()
  const older = page.getByRole('button', { name: 'Load 50 older' })
  await log.append(visit(hostId, 'New 1'))
  // Further back than what is loaded: it belongs into the next page.
  await log.append(visit(hostId, 'Late', 60.5))
  await older.click()
  await expect.poll(async () => (await rowIds(page)).length).toBeGreaterThanOrEqual(100)
  await log.append(visit(hostId, 'New 2'))
  await older.click()
  await page.getByText('This is the start of the history.').waitFor()
  await page.getByRole('button', { name: '2 new entries' }).click()
  const all = (await log.timeline(id, { limit: 200 }).page()).entries.map(entry => entry.id)
  expect(all).toHaveLength(123)
  await expect.poll(() => rowIds(page)).toEqual(all)
  await page.getByText('123 of 123 entries', { exact: true }).waitFor()
  expect(await older.count()).toBe(0)
})

test('C13 cutting the stream shows "Live updates paused", and what was missed arrives when it is back', async ({
  openPage,
  practice,
  log,
}) => {
  const wire = await openWire(practice.address)
  const page = await openPage({ baseURL: wire.address })
  const { id, hostId } = await newClient(log, visits(3))
  // All that the page is made of is there: what is cut is its stream.
  await live(page, () => openWhole(page, { id, name: hostId }))
  wire.cut()
  await page.getByText('Live updates paused').waitFor()
  await expect.poll(() => page.locator('[data-entry]').count()).toBe(3)
  await log.append([visit(hostId, 'Missed 1'), visit(hostId, 'Missed 2')] as never)
  wire.mend()
  await page.getByRole('button', { name: '2 new entries' }).click()
  await expect.poll(() => page.getByText('Live updates paused').count()).toBe(0)
  const all = (await log.timeline(id).page()).entries.map(entry => entry.id)
  await expect.poll(() => rowIds(page)).toEqual(all)
  await log.append(visit(hostId, 'After'))
  await page.getByRole('button', { name: '1 new entry' }).waitFor()
})

/** A file of the app that is fetched after the first ones, by its source. */
async function fileOf(source: string): Promise<string> {
  const manifest = join(import.meta.dirname, '../../packages/web/dist/manifest.json')
  const files = JSON.parse(await readFile(manifest, 'utf8')) as Record<string, { file: string }>
  return files[source]!.file
}

test('C13 the line may break before all of the app has come: the rows stay, "Live updates paused" shows, and the rest follows', async ({
  openPage,
  practice,
  log,
}) => {
  const wire = await openWire(practice.address)
  const page = await openPage({ baseURL: wire.address })
  const { id } = await newClient(log, visits(3))
  let broken = true
  await page.route(`**/${await fileOf('src/parts/panels.ts')}`, route =>
    broken ? route.abort() : route.continue(),
  )
  await live(page, () => openTimeline(page, id))
  wire.cut()
  await page.getByText('Live updates paused').waitFor()
  await expect.poll(() => page.locator('[data-entry]').count()).toBe(3)
  expect(await page.getByRole('button', { name: 'Print' }).count()).toBe(0)
  broken = false
  wire.mend()
  await page.getByRole('button', { name: 'Print' }).waitFor()
  await expect.poll(() => page.getByText('Live updates paused').count()).toBe(0)
})

test('a page whose file does not come says so in words, and Retry brings it', async ({ openPage }) => {
  const page = await openPage()
  let broken = true
  await page.route(`**/${await fileOf('src/pages/records-page.tsx')}`, route =>
    broken ? route.abort() : route.continue(),
  )
  await page.goto('/records')
  await page.getByText('No answer from the server').waitFor()
  await page.getByText('Daybook could not be opened. Nothing is lost').waitFor()
  broken = false
  await page.getByRole('button', { name: 'Retry' }).click()
  await page.getByRole('heading', { level: 1, name: 'Records' }).waitFor()
})

/** A wire to the server that a test can cut. */
async function openWire(address: string): Promise<{ address: string; cut(): void; mend(): void }> {
  const { port } = new URL(address)
  const sockets = new Set<Socket>()
  let whole = true
  const server = createServer(near => {
    if (!whole) return near.destroy()
    const far = connect(Number(port), '127.0.0.1')
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.pipe(other)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await promise
  const cut = () => {
    whole = false
    for (const socket of sockets) socket.destroy()
  }
  onTestFinished(() => {
    cut()
    server.close()
  })
  return {
    address: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    cut,
    mend() {
      whole = true
    },
  }
}
