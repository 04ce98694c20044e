import type { Page } from 'playwright-core'
import { expect, newClient, test } from './browser-test.ts'
import { ERASED_NAME } from './start-practice.ts'

const names = 'tbody th a'

test('B1 search finds by the beginning of any word, accents ignored', async ({ page }) => {
  await page.goto('/clients')
  const search = page.getByRole('searchbox', { name: 'Search clients' })
  for (const [typed, found] of [
    ['angstr', 'Zoë Ångström'],
    ['zoe ang', 'Zoë Ångström'],
    ['peña', 'José Peñalver'],
    ['JOSE', 'José Peñalver'],
    ['łuc', 'Łucja Dąbrowa'],
    ['sorby', 'Hanna Sørby'],
    ['ines.moura@', 'Inês Moura'],
    ['c-1042', 'Clara Novak'],
  ]) {
    await search.fill(typed!)
    await expect.poll(() => page.locator(names).allTextContents(), { message: typed }).toEqual([found])
  }
  await search.fill('ngström')
  await page.getByText('No client matches').waitFor()
})

test('B2 sort and page are in the address: a shared or reloaded address shows the same list, Back the same place', async ({
  page,
  log,
}) => {
  await log.append(
    Array.from({ length: 120 }, (_, at) => {
      const name = `Line ${String(at).padStart(3, '0')} Sortable`
      const occurredAt = new Date(Date.UTC(2020, 0, 1 + at)).toISOString()
      return { action: 'client.created', client: { id: `sort-${at}`, name }, state: { name }, occurredAt }
    }) as never,
  )
  const first = page.locator(names).first()
  await page.goto('/clients#q=sortable')
  await first.filter({ hasText: 'Line 000' }).waitFor()
  const activity = page.getByRole('columnheader', { name: 'Last activity' })
  await activity.getByRole('button').click()
  await first.filter({ hasText: 'Line 119' }).waitFor()
  await expect.poll(() => activity.getAttribute('aria-sort')).toBe('descending')
  await activity.getByRole('button').click()
  await first.filter({ hasText: 'Line 000' }).waitFor()
  await expect.poll(() => new URL(page.url()).search).toBe('?sort=lastActivity&order=asc')
  await page.getByRole('button', { name: 'Load 50 more' }).click()
  await page.getByText('100 or more clients').waitFor()
  await page.getByRole('button', { name: 'Load 50 more' }).click()
  await page.getByText('120 clients', { exact: true }).waitFor()
  await expect.poll(() => new URL(page.url()).search).toBe('?sort=lastActivity&order=asc&page=3')
  const shown = await page.locator(names).allTextContents()

  await page.locator(names).nth(104).scrollIntoViewIfNeeded()
  const before = await page.evaluate(() => scrollY)
  await page.locator(names).nth(104).click()
  await page.getByRole('heading', { level: 1, name: 'Line 104' }).waitFor()
  await page.goBack()
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(before)
  await expect.poll(() => page.locator(names).allTextContents()).toEqual(shown)
  await page.reload()
  await page.getByText('120 clients', { exact: true }).waitFor()
  await expect.poll(() => page.locator(names).allTextContents()).toEqual(shown)
  await expect.poll(() => activity.getAttribute('aria-sort')).toBe('ascending')
})

test('B3 last activity is the last thing that happened, not the last edit of the profile, which is told beside it', async ({
  page,
  log,
}) => {
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
  const { id, name } = await newClient(log, client => [
    { action: 'client.created', client, state: { name: client.name }, occurredAt: ago(40) },
    { action: 'payment.succeeded', client, occurredAt: ago(3) },
    // Recorded last, happened before: a late edit does not move the last activity.
    {
      action: 'client.updated',
      client,
      changes: [{ field: 'city', before: null, after: 'Faro' }],
      occurredAt: ago(20),
    },
  ])
  await page.goto(`/clients#q=${encodeURIComponent(name)}`)
  const cell = page.getByRole('row').filter({ hasText: name }).getByRole('cell').first()
  await cell.filter({ hasText: /payment/ }).waitFor()
  const last = await cell.locator('time').getAttribute('datetime')
  await page.goto(`/clients/${id}`)
  const glance = page.getByRole('complementary', { name: 'At a glance' })
  await glance.getByText('Profile edited').waitFor()
  const times = () => glance.locator('time').evaluateAll(all => all.map(one => one.getAttribute('datetime')!))
  await expect.poll(async () => (await times())[0]).toBe(last)
  const [activity, edit] = await times()
  expect(Date.parse(activity!) - Date.parse(edit!)).toBeGreaterThan(10 * 86_400_000)
})

test('B2 the search is in the address, and Back restores search, loaded rows and scroll position', async ({
  page,
  log,
}) => {
  await log.append(
    Array.from({ length: 60 }, (_, at) => {
      const name = `Row ${at} Manyfold`
      return { action: 'client.created', client: { id: `many-${at}`, name }, state: { name } }
    }) as never,
  )
  await page.goto('/clients')
  await page.getByRole('searchbox', { name: 'Search clients' }).fill('manyfold')
  await page.getByText('50 or more clients').waitFor()
  await page.locator(names).first().filter({ hasText: 'Manyfold' }).waitFor()
  await page.getByRole('button', { name: 'Load 50 more' }).click()
  await page.getByText('60 clients', { exact: true }).waitFor()
  await expect.poll(() => new URL(page.url()).hash).toBe('#q=manyfold')
  await expect.poll(() => new URL(page.url()).search).toBe('?page=2')

  const row = page.locator(names).nth(55)
  await row.scrollIntoViewIfNeeded()
  const before = await page.evaluate(() => scrollY)
  expect(before).toBeGreaterThan(500)
  await row.click()
  await page.getByRole('heading', { level: 1, name: 'Manyfold' }).waitFor()
  await page.goBack()
  await page.getByText('60 clients', { exact: true }).waitFor()
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(before)
  await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('manyfold')
  await page.reload()
  await page.getByText('Manyfold').first().waitFor()
  await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('manyfold')
})

test('B4 an erased client shows no personal data', async ({ page, practice }) => {
  const texts: string[] = []
  await page.goto('/clients')
  await showAll(page)
  await page.getByRole('link', { name: 'Erased client' }).first().waitFor()
  await page
    .getByRole('row')
    .filter({ hasText: 'Erased client' })
    .getByText('Erased', { exact: true })
    .first()
    .waitFor()
  texts.push(await page.content())
  await page.goto(`/clients/${practice.erasedClient}`)
  await page.locator('[data-entry]').first().waitFor()
  await page.getByText(/^Erased on .*The record of the acts remains/).waitFor()
  for (const toggle of await page.getByRole('button', { name: 'Details' }).all()) {
    await toggle.click()
    await expect.poll(() => toggle.getAttribute('aria-expanded')).toBe('true')
    await page.getByText('Raw entry').first().waitFor()
    texts.push(await page.content())
  }
  await page.goto(`/activity`)
  await page.locator('[data-entry]').first().waitFor()
  // Who did what is offered with their names, once they are counted.
  const actors = page.getByRole('group', { name: 'Actor', exact: true })
  await actors.getByRole('button', { name: /^Show all/ }).click()
  await actors.getByRole('checkbox', { name: 'Clara Novak' }).waitFor()
  texts.push(await page.content())
  for (const text of texts) {
    expect(text).not.toMatch(
      new RegExp(`${ERASED_NAME}|gone\\.forever|914 000 001|203\\.0\\.113\\.77|gone-1`),
    )
  }
  await page.goto('/clients')
  await page.getByRole('searchbox').fill('gone')
  await page.getByText('No client matches').waitFor()
})

test('B6 an empty workspace is no dead end', async ({ openPage, practice }) => {
  const page = await openPage()
  await page.addInitScript(id => localStorage.setItem('daybook.workspace', id), practice.emptyWorkspace)
  await page.goto('/clients')
  await page.getByText('No clients yet').waitFor()
  await page.getByText('POST /v1/entries').waitFor()
  await page.getByRole('button', { name: 'Load demo data' }).waitFor()
  const connect = page.getByRole('main').getByRole('link', { name: 'Connect your app' })
  expect(await connect.getAttribute('href')).toBe('/connect')
  await page.getByRole('main').getByRole('link', { name: 'Activity' }).click()
  await page.locator('[data-entry]').getByText('Workspace created').waitFor()
  await page.getByRole('link', { name: 'Clients' }).click()
  await page.getByText('No clients yet').waitFor()
})

test('B7 a row is one link, and the whole row leads there; its menu is a button', async ({ page, log }) => {
  const { id, name } = await newClient(log, client => [
    { action: 'client.created', client, state: { name: client.name } },
  ])
  await page.goto(`/clients#q=${encodeURIComponent(name)}`)
  const row = page.getByRole('row').filter({ hasText: name })
  await row.waitFor()
  expect(await row.getByRole('link').count()).toBe(1)
  await row.getByRole('button', { name: `More for ${name}` }).click()
  const menu = page.getByRole('dialog', { name: `More for ${name}` })
  await expect
    .poll(() => menu.getByRole('link').allTextContents())
    .toEqual(['Open the timeline', 'Open the access log'])
  await page.keyboard.press('Escape')
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe(`More for ${name}`)
  const box = (await row.boundingBox())!
  await page.mouse.click(box.x + box.width * 0.6, box.y + box.height / 2)
  await page.waitForURL(`**/clients/${id}`)
})

/** Loads the rest of the list. */
async function showAll(page: Page): Promise<void> {
  await page.locator(names).first().waitFor()
  const more = page.getByRole('button', { name: 'Load 50 more' })
  while (await more.isVisible()) {
    const rows = await page.locator(names).count()
    await more.click()
    await expect.poll(() => page.locator(names).count()).toBeGreaterThan(rows)
  }
}
