import type { DaybookClient } from '@daybook/client'
import type { EntryFilter, Patterns } from '@daybook/protocol'
import type { Page } from 'playwright-core'
import { expectReachable } from './axe.ts'
import { expect, newClient, ownTest as test } from './browser-test.ts'
import type { Draft } from './practice/draft.ts'

/** Tuesdays at ten in Lisbon, on both sides of both changes of the clocks. */
const TUESDAYS = [
  '2026-03-24T10:00:00Z',
  '2026-03-31T09:00:00Z',
  '2026-07-07T09:00:00Z',
  '2026-10-20T09:00:00Z',
  '2026-10-27T10:00:00Z',
]

type Given = { id: string; name: string }

const booked = (client: Given, n: number, startsAt: string): Draft => ({
  action: 'booking.booked',
  client,
  object: { type: 'booking', id: `${client.id}-${n}`, name: 'Sports massage' },
  state: { startsAt, service: 'Sports massage' },
  occurredAt: `2026-0${1 + n}-03T09:00:00Z`,
})

/** Five sessions of a year: two cancelled on the client's wish, one by the team, one missed, one moved. */
const aYear = (client: Given): Draft[] => {
  const about = (n: number) => ({
    client,
    object: { type: 'booking', id: `${client.id}-${n}` },
    actor: { type: 'staff', id: 'st-rita', name: 'Rita' },
  })
  const self = { type: 'client', id: client.id }
  return [
    ...TUESDAYS.map((startsAt, n) => booked(client, n, startsAt)),
    booked(client, 5, '2026-11-05T15:30:00Z'),
    {
      ...about(0),
      action: 'booking.cancelled',
      actor: self,
      source: 'customer',
      data: { late: true },
      occurredAt: '2026-03-24T08:00:00Z',
    },
    { ...about(1), action: 'booking.cancelled', onBehalfOf: self, occurredAt: '2026-03-25T08:00:00Z' },
    { ...about(2), action: 'booking.cancelled', occurredAt: '2026-07-01T08:00:00Z' },
    { ...about(3), action: 'booking.no_show', occurredAt: '2026-10-20T11:00:00Z' },
    { ...about(4), action: 'booking.rescheduled', occurredAt: '2026-10-21T11:00:00Z' },
    { action: 'message.sent', client, data: { channel: 'email' }, occurredAt: '2026-10-22T11:00:00Z' },
    { action: 'message.received', client, data: { channel: 'sms' }, occurredAt: '2026-10-22T12:00:00Z' },
    { action: 'client.signed_in', client, actor: self, occurredAt: '2026-10-22T13:00:00Z' },
    {
      action: 'client.preferences_updated',
      client,
      changes: [{ field: 'channels', after: ['sms'] }],
      occurredAt: '2026-10-22T14:00:00Z',
    },
  ] as Draft[]
}

const open = async (page: Page, path: string): Promise<void> => {
  await page.goto(path)
  await page.getByRole('table', { name: /^Sessions, / }).waitFor()
}
const row = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) })
const patternsOf = (log: DaybookClient, client?: string): Promise<Patterns> =>
  log.request('GET', client === undefined ? '/v1/patterns' : `/v1/clients/${client}/patterns`)

test('I1: fewer than five sessions are not enough history, and have no rate', async ({ page, log }) => {
  const { id } = await newClient(log, client =>
    TUESDAYS.slice(0, 4).map((start, n) => booked(client, n, start)),
  )
  await open(page, `/clients/${id}/patterns?period=all`)
  await page.getByText('Not enough history.').waitFor()
  await row(page, 'Booked').getByRole('link', { name: '4 booked' }).waitFor()
  const text = await page.getByRole('main').innerText()
  expect(text).not.toContain('%')
  expect(text).not.toContain('Usual times')
})

test('I2, I3: cancellations by the client and by the team are apart, and each number counts the list that it leads to', {
  timeout: 120_000,
}, async ({ page, log }) => {
  const { id } = await newClient(log, aYear)
  await open(page, `/clients/${id}/patterns?period=all`)
  for (const [name, n, share] of [
    ['Booked', '6', ''],
    ['Cancelled', '3', '50%'],
    ['Cancelled by the client', '2', '33%'],
    ['Cancelled by the team', '1', '17%'],
    ['No-shows', '1', '17%'],
    ['Moved by the team', '1', '17%'],
  ] as const)
    await expect
      .poll(async () => (await row(page, name).getByRole('cell').allInnerTexts()).map(text => text.trim()))
      .toEqual([n, share])

  await page.getByText('Show as a table').click()
  await page.getByRole('table', { name: /^By month/ }).waitFor()
  const links = await page
    .locator('main a[aria-label]')
    .evaluateAll(found => found.map(a => [a.textContent, a.getAttribute('href')!] as const))
  expect(links.length).toBeGreaterThan(20)
  for (const [text, href] of links) {
    const { pathname, searchParams } = new URL(href, 'http://x')
    expect(pathname).toBe(`/clients/${id}`)
    const filter = Object.fromEntries(
      [...new Set(searchParams.keys())].map(name => [
        name,
        name === 'from' || name === 'to' ? searchParams.get(name) : searchParams.getAll(name),
      ]),
    ) as EntryFilter
    const { total, exact } = await log.counts({ ...filter, client: id })
    expect([href, total, exact]).toEqual([href, Number(text), true])
  }

  await row(page, 'Cancelled by the client').getByRole('link').click()
  await page.getByText('2 of 2 entries', { exact: true }).waitFor()
  await expect.poll(() => page.locator('[data-entry]').count()).toBe(2)
  await page.locator('text=Cancelled by the client >> visible=true').first().waitFor()
})

test('I4, I5: usual times are a table that needs no colour, in a stated period and zone, and the clocks do not shift them', async ({
  page,
  log,
}) => {
  const { id } = await newClient(log, aYear)
  await open(page, `/clients/${id}/patterns?period=all`)
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  const table = page.getByRole('table', { name: /weekday and hour .* all time, times in Europe\/Lisbon/ })
  await expect
    .poll(() => table.getByRole('columnheader').allInnerTexts())
    .toEqual(['Start', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'])
  const ten = table.getByRole('row', { name: /^10:00/ })
  await expect.poll(() => ten.getByRole('cell').allInnerTexts()).toEqual(['', '5', '', '', '', '', ''])
  await ten.getByRole('link', { name: '5 on Tuesday 10:00' }).waitFor()
  await table.getByRole('link', { name: '1 on Thursday 15:00' }).waitFor()
  await page.emulateMedia({ forcedColors: null, reducedMotion: 'reduce' })

  await page.getByText('All time · Times in Europe/Lisbon').waitFor()
  await page.getByLabel('Period').selectOption({ label: 'From … to …' })
  await page.getByLabel('From', { exact: true }).fill('2026-01-01')
  await page.getByLabel('To', { exact: true }).fill('2026-03-31')
  await page.getByText('1 Jan 2026 – 31 Mar 2026 · Times in Europe/Lisbon').waitFor()
  await expect.poll(() => new URL(page.url()).search).toBe('?from=2026-01-01&to=2026-03-31')
  await row(page, 'Booked').getByRole('link', { name: '3 booked' }).waitFor()
})

test('I6, I7: the workspace has no word about persons, and of who is erased only its counts', async ({
  page,
  log,
}) => {
  const { id, name } = await newClient(log, aYear)
  const before = await patternsOf(log)
  await log.request('POST', `/v1/clients/${id}/erase`, { body: { mode: 'erase' } })
  const after = await patternsOf(log)
  expect(after.numbers!.cancelledByClient.n).toBe(before.numbers!.cancelledByClient.n)
  expect(after.numbers!.booked.n).toBe(before.numbers!.booked.n)
  expect((await patternsOf(log, id)).numbers).toBeNull()

  await open(page, '/patterns?period=all')
  await row(page, 'Booked').getByRole('link').waitFor()
  const text = await page.getByRole('main').innerText()
  expect(text).not.toMatch(/score|risk|likely|predict|rank|top client|worst|best/i)
  const { clients } = await log.clients({ limit: 200 }).page()
  for (const client of clients) if (client.name !== undefined) expect(text).not.toContain(client.name)
  expect(text).not.toContain(name)
  await page.goto(`/clients/${id}/patterns?period=all`)
  await page.getByText('Nothing is kept here').waitFor()
  expect(await page.getByRole('main').getByRole('table').count()).toBe(0)
})

test('I8: charts are said in words and stand in a table; the page is reachable', {
  timeout: 120_000,
}, async ({ page, log }) => {
  const { id } = await newClient(log, aYear)
  await open(page, `/clients/${id}/patterns?period=all`)
  const charts = page.getByRole('figure')
  await expect
    .poll(() => charts.allInnerTexts())
    .toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Cancelled\s+3 in 10 months, most in March 2026 \(2\), none in 8 of them/),
      ]),
    )
  await page.getByText('Show as a table').click()
  const table = page.getByRole('table', { name: 'By month, days of Europe/Lisbon' })
  const march = table.getByRole('row', { name: /^March 2026/ })
  await expect.poll(() => march.getByRole('cell').allInnerTexts()).toEqual(['1', '2', '0', '0', '0'])
  const messages = page.getByRole('table', { name: 'Messages and reminders by channel' })
  await expect
    .poll(() =>
      messages
        .getByRole('row', { name: /^SMS preferred/ })
        .getByRole('cell')
        .allInnerTexts(),
    )
    .toEqual(['0', '1'])
  await page.getByText('Stated preference: SMS').waitFor()
  await expectReachable(page, 'patterns of a client')
  await open(page, '/patterns?period=all')
  await expectReachable(page, 'patterns of the workspace')
})
