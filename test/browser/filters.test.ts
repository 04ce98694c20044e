import type { Page } from 'playwright-core'
import { expect, newClient, openTimeline, rowIds, test } from './browser-test.ts'
import type { Draft } from './practice/draft.ts'
import { MANAGER, RECEPTION, SYSTEM } from './practice/people.ts'

const at = (day: number, minute = 0) => new Date(Date.UTC(2026, 3, day, 10, minute)).toISOString()

/** Nine entries of every sort. */
const mixed = (client: { id: string; name: string }): Draft[] => {
  const self = { type: 'client', id: client.id, name: client.name } as const
  const object = { type: 'booking', id: `BK-${client.id}`, name: 'Follow-up session' }
  return [
    { action: 'client.created', client, actor: RECEPTION, occurredAt: at(1) },
    { action: 'booking.booked', client, object, actor: self, occurredAt: at(2) },
    { action: 'booking.confirmed', client, object, actor: RECEPTION, occurredAt: at(3) },
    { action: 'reminder.sent', client, object, actor: SYSTEM, source: 'automated', occurredAt: at(4) },
    { action: 'booking.cancelled', client, object, actor: self, occurredAt: at(5), reason: 'strandkorb' },
    {
      action: 'payment.refunded',
      client,
      actor: SYSTEM,
      source: 'automated',
      occurredAt: at(6),
      context: { amount: { value: 1200, currency: 'EUR' } },
    },
    { action: 'client.notes_updated', client, actor: MANAGER, occurredAt: at(7) },
    { action: 'client.viewed', client, actor: MANAGER, occurredAt: at(8) },
    { action: 'client.signed_in', client, actor: self, occurredAt: at(9) },
  ]
}

const actionsOn = (page: Page) =>
  page.locator('[data-entry] p[id]').evaluateAll(all => all.map(one => one.textContent))

async function pick(page: Page, facet: string, values: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: facet, exact: true }).click()
  const dialog = page.getByRole('dialog', { name: facet })
  for (const value of values) await dialog.getByRole('checkbox', { name: value }).check()
  await page.keyboard.press('Escape')
}

test('C5 filters narrow on the server, the count is right; values of one are OR, filters are AND', async ({
  page,
  log,
}) => {
  const { id } = await newClient(log, mixed)
  const asked: string[] = []
  page.on('request', request => {
    if (request.url().includes('/timeline')) asked.push(decodeURIComponent(request.url()))
  })
  await openTimeline(page, id)
  await page.getByText('9 of 9 entries', { exact: true }).waitFor()
  await pick(page, 'Source', ['Customer', 'Automated'])
  await page.getByText('5 of 5 entries', { exact: true }).waitFor()
  await expect.poll(() => asked.at(-1)).toMatch(/(?=.*source=customer)(?=.*source=automated)/)
  const narrowed = (await log.timeline(id, { source: ['customer', 'automated'] }).page()).entries
  await expect.poll(() => rowIds(page)).toEqual(narrowed.map(one => one.id))
  await page.getByRole('button', { name: /^Category/ }).click()
  const categories = page.getByRole('dialog', { name: 'Category' })
  // The counts beside the values are those of the other filters.
  await expect
    .poll(() => categories.locator('label').filter({ hasText: 'Bookings' }).textContent())
    .toBe('Bookings3')
  await categories.getByRole('checkbox', { name: 'Bookings' }).check()
  await page.keyboard.press('Escape')
  await page.getByText('3 of 3 entries', { exact: true }).waitFor()
  await expect.poll(() => actionsOn(page)).toHaveLength(3)
  await page.getByRole('button', { name: 'Remove filter Source: Customer' }).click()
  await page.getByText('1 of 1 entry', { exact: true }).waitFor()
  await expect.poll(async () => (await actionsOn(page))[0]).toContain('reminded')
  await page.getByRole('searchbox', { name: 'Search this history' }).fill('strandkorb')
  await page.getByText('No entries match').waitFor()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByText('9 of 9 entries', { exact: true }).waitFor()
  await page.getByRole('searchbox', { name: 'Search this history' }).fill('strandkorb')
  await page.getByText('1 of 1 entry', { exact: true }).waitFor()
  await expect.poll(async () => (await actionsOn(page))[0]).toContain('cancelled')
})

test('C6 the Sessions scope is bookings and their visits and reminders, Profile is profile, notes and views', async ({
  page,
  log,
}) => {
  const { id } = await newClient(log, mixed)
  await openTimeline(page, id)
  const scope = page.getByRole('group', { name: 'Scope' })
  for (const [label, count, texts] of [
    ['Sessions', '4 of 4 entries', ['cancelled', 'reminded', 'confirmed', 'booked']],
    ['Profile', '3 of 3 entries', ['viewed', 'notes', 'created']],
    ['Payments', '1 of 1 entry', ['refunded']],
    ['Access', '1 of 1 entry', ['signed in']],
  ] as const) {
    await scope.getByRole('button', { name: label }).click()
    await page.getByText(count, { exact: true }).waitFor()
    await expect.poll(() => actionsOn(page)).toEqual(texts.map(text => expect.stringContaining(text)))
  }
  await scope.getByRole('button', { name: 'All' }).click()
  await page.getByText('9 of 9 entries', { exact: true }).waitFor()
})

test('C7 filters, scope, search and the opened entry are in the address: reload and share give the same view', async ({
  page,
  openPage,
  log,
}) => {
  const { id } = await newClient(log, mixed)
  await openTimeline(page, id)
  await page.getByRole('group', { name: 'Scope' }).getByRole('button', { name: 'Sessions' }).click()
  await pick(page, 'Source', ['Customer'])
  await page.getByRole('searchbox', { name: 'Search this history' }).fill('strandkorb')
  await page.getByText('1 of 1 entry', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Details' }).click()
  await page.getByText('Raw entry').waitFor()
  const [entryId] = await rowIds(page)
  const address = new URL(page.url())
  expect(address.searchParams.get('scope')).toBe('session')
  expect(address.searchParams.get('source')).toBe('customer')
  expect(address.searchParams.get('open')).toBe(entryId)
  // Free text is never sent to a server's log.
  expect(address.hash).toBe('#q=strandkorb')
  expect(address.search).not.toContain('strandkorb')

  const same = async (where: Page) => {
    await where.getByText('Raw entry').waitFor()
    await where.getByText('1 of 1 entry', { exact: true }).waitFor()
    await expect.poll(() => rowIds(where)).toEqual([entryId])
    await expect
      .poll(() => where.getByRole('searchbox', { name: 'Search this history' }).inputValue())
      .toBe('strandkorb')
    await expect
      .poll(() => where.getByRole('button', { name: 'Sessions' }).getAttribute('aria-pressed'))
      .toBe('true')
    await where.getByRole('button', { name: 'Remove filter Source: Customer' }).waitFor()
  }
  await page.reload()
  await same(page)
  const other = await openPage()
  await other.goto(address.href)
  await same(other)
  await page.getByRole('button', { name: 'Remove filter Source: Customer' }).click()
  await expect.poll(() => new URL(page.url()).searchParams.get('source')).toBeNull()
  await page.goBack()
  await page.getByRole('button', { name: 'Remove filter Source: Customer' }).waitFor()
})

test('C8 a one-day filter is the local day from 00:00 to 24:00, on days of 23 and of 25 hours too', async ({
  page,
  log,
}) => {
  // Lisbon: clocks go forward on 29 March 2026 and back on 25 October 2026.
  const days = [
    ['2026-03-29', '2026-03-29T00:00:00Z', '2026-03-29T22:59:59Z'],
    ['2026-10-25', '2026-10-24T23:00:00Z', '2026-10-25T23:59:59Z'],
  ] as const
  const { id } = await newClient(log, client =>
    days.flatMap(([day, first, last]) =>
      [
        [Date.parse(first) - 1000, `before ${day}`],
        [Date.parse(first), `first of ${day}`],
        [Date.parse(last), `last of ${day}`],
        [Date.parse(last) + 1000, `after ${day}`],
      ].map(([ms, place]) => ({
        action: 'visit.recorded',
        client,
        object: { type: 'visit', id: String(place) },
        occurredAt: new Date(ms as number).toISOString(),
        data: { place: String(place) },
      })),
    ),
  )
  await openTimeline(page, id)
  for (const [day] of days) {
    await page.getByRole('button', { name: 'Dates', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Dates' })
    await dialog.getByLabel('From').fill(day)
    await dialog.getByLabel('To').fill(day)
    await page.keyboard.press('Escape')
    await page.getByText('2 of 2 entries', { exact: true }).waitFor()
    await expect
      .poll(() => actionsOn(page))
      .toEqual([`last of ${day}`, `first of ${day}`].map(text => expect.stringContaining(text)))
    expect(await page.locator('h3').count()).toBe(1)
    await page.getByRole('button', { name: 'Clear all' }).click()
    await page.getByText('8 of 8 entries', { exact: true }).waitFor()
  }
})
