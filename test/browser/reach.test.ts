/** What everybody can reach: by keyboard, by screen reader, on a phone, enlarged, on paper. */
import type { Page } from 'playwright-core'
import { expect, newClient, openTimeline, rowIds, sideways, test } from './browser-test.ts'
import { violations } from './axe.ts'
import type { Draft } from './practice/draft.ts'
import { CLARA, RECEPTION } from './practice/people.ts'

async function idOf(log: { request<T>(method: string, path: string): Promise<T> }): Promise<string> {
  return (await log.request<{ id: string }>('GET', `/v1/clients/${CLARA.id}`)).id
}

test('C15 the client timeline has no axe violations at 320, 768 and 1280 px, light and dark, and at 200 %', async ({
  page,
  log,
}) => {
  await openTimeline(page, await idOf(log))
  await page.getByRole('button', { name: 'Details' }).first().click()
  await page.getByText('Raw entry').waitFor()
  // 200 % of a window of 1280 px is one of 640.
  for (const width of [320, 640, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      expect(await violations(page), `${width} ${colorScheme}`).toEqual([])
    }
    expect(await sideways(page), `${width}`).toBe(0)
  }
})

test('C15 the other pages have no axe violations either, and nothing scrolls sideways', async ({
  page,
  openPage,
  log,
  practice,
}) => {
  const [entry] = (await log.timeline(CLARA.id, { limit: 1 }).page()).entries
  const open = async (path: string, ready: string, where = page) => {
    await where.goto(path)
    await where.locator(ready).first().waitFor()
  }
  const phone = [320, 'light'] as const
  const desk = [1280, 'dark'] as const
  const check = async (
    where: Page,
    name: string,
    looks: readonly (readonly [number, 'light' | 'dark'])[] = [phone, desk],
  ) => {
    for (const [width, colorScheme] of looks) {
      await where.setViewportSize({ width, height: 800 })
      await where.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      expect(await violations(where), `${name} ${width} ${colorScheme}`).toEqual([])
      expect(await sideways(where), `${name} ${width}`).toBe(0)
    }
  }
  await open('/clients', 'tbody th a')
  await check(page, 'clients')
  await open('/clients#q=nobodyofthatname', 'text=No client matches')
  await check(page, 'no clients', [phone])
  await open(`/entries/${entry!.id}`, 'h1')
  await check(page, 'entry')
  await open('/activity', '[data-entry]')
  await check(page, 'activity', [phone])
  const client = await idOf(log)
  await openTimeline(page, client)
  await page.getByRole('button', { name: 'Source', exact: true }).click()
  await page.getByRole('dialog', { name: 'Source' }).getByRole('checkbox').first().waitFor()
  await check(page, 'open filter', [phone])
  const out = await openPage({ signedOut: true })
  await open('/sign-in', 'h1', out)
  await check(out, 'sign-in')
  await open(practice.unusedLink, 'h1', out)
  await check(out, 'link', [desk])
})

test('C16 j, k and Enter work, and the focus is never lost', async ({ page, log }) => {
  const { id, hostId } = await newClient(log, client => [
    ...Array.from(
      { length: 56 },
      (_, index): Draft => ({
        action: 'visit.recorded',
        client,
        object: { type: 'visit', id: `V-${index}` },
        occurredAt: new Date(Date.UTC(2026, 3, 1, index)).toISOString(),
      }),
    ),
    ...[0, 1, 2].map(
      (index): Draft => ({
        action: 'client.updated',
        client,
        actor: RECEPTION,
        occurredAt: new Date(Date.UTC(2026, 4, 5, 10, index)).toISOString(),
        changes: [{ field: 'city', before: `a${index}`, after: `b${index}` }],
      }),
    ),
  ])
  const stream = page.waitForResponse(response => response.url().includes('/v1/stream'))
  await openTimeline(page, id)
  await stream
  const focused = () => page.evaluate(() => (document.activeElement as HTMLElement).dataset.entry)
  const rows = await page
    .locator('[data-entry]:visible')
    .evaluateAll(all => all.map(one => (one as HTMLElement).dataset.entry))
  await page.keyboard.press('j')
  await expect.poll(focused).toBe(rows[0])
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await expect.poll(focused).toBe(rows[2])
  await page.keyboard.press('k')
  await expect.poll(focused).toBe(rows[1])
  await page.keyboard.press('Enter')
  await page.getByText('Raw entry').waitFor()
  await expect.poll(focused).toBe(rows[1])
  await page.keyboard.press('Enter')
  await page.getByText('Raw entry').waitFor({ state: 'detached' })
  await expect.poll(focused).toBe(rows[1])

  // Opening and closing a burst keeps the focus on its button.
  const burst = page.getByRole('button', { name: /3 entries/ })
  await burst.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect.poll(() => burst.evaluate(one => one === document.activeElement)).toBe(true)

  const older = page.getByRole('button', { name: /Load 50 older|Loading/ })
  await older.focus()
  await page.keyboard.press('Enter')
  await page.getByText('This is the start of the history.').waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true)

  await log.append({ action: 'client.tagged', client: { id: hostId }, data: { tag: 'vip' } })
  await page.getByRole('button', { name: '1 new entry' }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await rowIds(page))[0] === (await focused())).toBe(true)

  await page.keyboard.press('/')
  await expect
    .poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement).type))
    .toBe('search')
  // In a field the keys are letters.
  await page.keyboard.type('jk?')
  await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('jk?')
  await page.keyboard.press('Escape')
  await page.getByRole('searchbox').evaluate(one => (one as HTMLElement).blur())
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
})

test('C18 on paper stand all loaded rows, the zone and the filters, and nothing to press', async ({
  page,
  log,
}) => {
  await openTimeline(page, await idOf(log), '?category=bookings')
  await expect.poll(() => page.locator('[data-entry]').count()).toBe(50)
  await page.emulateMedia({ media: 'print' })
  await expect.poll(() => page.locator('[data-entry]:visible').count()).toBe(50)
  for (const text of [
    'Category: Bookings',
    'Times in Europe/Lisbon',
    '50 of ',
    'printed by',
    'Harbour Physiotherapy',
  ])
    await expect.poll(() => page.locator('main').innerText()).toContain(text)
  expect(await page.getByRole('navigation').count()).toBe(0)
  expect(await page.locator('button:visible, input:visible').count()).toBe(0)
  const pdf = await page.pdf({ format: 'A4' })
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
})
