/** The bookings of the workspace, and what waits for somebody (R-C11). */
import type { WaitingItem } from '@daybook/protocol'
import type { Locator, Page } from 'playwright-core'
import { expectReachable } from './axe.ts'
import { expect, newClient, ownTest as test } from './browser-test.ts'

const rows = (page: Page): Locator => page.locator('main tbody tr')
const row = (page: Page, text: string): Locator => rows(page).filter({ hasText: text })
const dialog = (page: Page): Locator => page.getByRole('dialog')

test('M1: a day’s list shows all and only that local day’s bookings, on both days that clocks change', async ({
  page,
  log,
}) => {
  const client = { id: 'M1-client', name: 'Magda Clockwise' }
  // Lisbon: the day of 23 hours ends at 23:00 UTC, that of 25 hours begins at 23:00 UTC the day before.
  const times = {
    '2026-03-29': [
      '2026-03-28T23:59:00Z',
      '2026-03-29T00:00:00Z',
      '2026-03-29T22:59:00Z',
      '2026-03-29T23:00:00Z',
    ],
    '2026-10-25': [
      '2026-10-24T22:59:00Z',
      '2026-10-24T23:00:00Z',
      '2026-10-25T23:59:00Z',
      '2026-10-26T00:00:00Z',
    ],
  }
  for (const [day, starts] of Object.entries(times))
    for (const [i, startsAt] of starts.entries())
      await log.append({
        action: 'booking.booked',
        client,
        object: { type: 'booking', id: `M1-${day}-${i}`, name: `Hour ${i} of ${day}` },
        state: { startsAt, member: 'Clock Keeper', service: 'Clockwork' },
      })
  const shown = () => rows(page).locator('th').allInnerTexts()
  for (const day of Object.keys(times)) {
    await page.goto(`/bookings?day=${day}&member=Clock+Keeper`)
    await row(page, `Hour 1 of ${day}`).waitFor()
    await expect
      .poll(async () => (await shown()).map(text => /Hour \d/.exec(text)?.[0]))
      .toEqual(['Hour 1', 'Hour 2'])
    await page.getByRole('button', { name: 'Next day' }).click()
    await row(page, `Hour 3 of ${day}`).waitFor()
    await expect.poll(shown).toHaveLength(1)
    await page.goBack()
    await row(page, `Hour 1 of ${day}`).waitFor()
    await page.getByRole('button', { name: 'Previous day' }).click()
    await row(page, `Hour 0 of ${day}`).waitFor()
    await expect.poll(shown).toHaveLength(1)
  }
  // The week: the day before and the day itself are its end; search and filters narrow it, and stand in the address.
  await page.getByRole('button', { name: 'Week', exact: true }).click()
  await page.getByText('3 bookings').waitFor()
  await expect
    .poll(() => page.locator('main h2').allInnerTexts())
    .toEqual(['Saturday 24 October 1', 'Sunday 25 October 2'])
  await page.getByLabel('State', { exact: true }).selectOption('cancelled')
  await page.getByText('No booking matches').waitFor()
  await page.getByRole('button', { name: 'Clear filters' }).first().click()
  await page.getByRole('searchbox', { name: 'Search bookings' }).fill('magda')
  await page.getByText('3 bookings').waitFor()
  await expect
    .poll(() => {
      const address = new URL(page.url())
      return [address.searchParams.get('view'), address.hash]
    })
    .toEqual(['week', '#q=magda'])
  await page.getByRole('button', { name: 'Today' }).click()
  await expect.poll(() => new URL(page.url()).searchParams.has('day')).toBe(false)
})

test('M2: each row opens its booking; its state is a word and a mark', async ({ page, log }) => {
  await log.append({
    action: 'booking.booked',
    client: { id: 'M2-client', name: 'Rowena Row' },
    object: { type: 'booking', id: 'M2-booking', name: 'Row opener' },
    state: {
      startsAt: '2031-04-01T09:00:00Z',
      endsAt: '2031-04-01T10:00:00Z',
      status: 'confirmed',
      member: 'Ida',
    },
  })
  await page.goto('/bookings?day=2031-04-01')
  const own = row(page, 'Row opener')
  await own.waitFor()
  expect(await own.locator('time').innerText()).toBe('10:00–11:00')
  const state = own.getByRole('cell').filter({ hasText: 'confirmed' })
  expect(await state.locator('svg').count()).toBe(1)
  await page.goto('/bookings?day=2031-04-01&view=week')
  await row(page, 'Row opener').getByRole('cell').filter({ hasText: 'Ida' }).waitFor()
  await expectReachable(page, 'bookings')
  await row(page, 'Row opener')
    .getByRole('link', { name: /Row opener/ })
    .click()
  await page.waitForURL(/\/objects\/booking\/ob_/)
  await page.getByRole('heading', { level: 1, name: /M2-booking/ }).waitFor()
})

test('M3: what waits stands there with its age; acting on it takes it away and makes its entry', async ({
  page,
  log,
}) => {
  const client = await newClient(log, client => [
    { action: 'client.created', client, state: { name: client.name } },
  ])
  const whose = { id: client.hostId, name: client.name }
  const [booking, invoice, payment] = [`B-${client.hostId}`, `I-${client.hostId}`, `P-${client.hostId}`]
  await log.acts.perform('booking', booking, 'book', {
    client: whose,
    fields: {
      service: 'Massage',
      startsAt: '2026-10-05T08:00:00Z',
      price: 5500,
      currency: 'EUR',
      member: client.hostId,
    },
  })
  await log.acts.perform('booking', booking, 'complete')
  await log.acts.perform('invoice', invoice, 'create', {
    client: whose,
    fields: { total: 8000, currency: 'EUR' },
  })
  await log.acts.perform('payment', payment, 'expect', {
    client: whose,
    fields: { amount: 3000, currency: 'EUR' },
  })

  await page.goto('/bookings/waiting')
  await row(page, payment).waitFor()
  // The page shows what the list says, which a property test compares with the entries.
  const waiting = await log.request<{ items: WaitingItem[] }>('GET', '/v1/waiting')
  const ids = waiting.items.map(item => item.object.id)
  expect(ids.slice(0, 3)).toEqual([payment, invoice, booking])
  await expect
    .poll(async () => {
      const heads = await rows(page).locator('th').allInnerTexts()
      return heads.slice(0, 3).map((text, i) => text.includes(ids[i]!))
    })
    .toEqual([true, true, true])
  expect(await row(page, booking).innerText()).toMatch(/unpaid[\s\S]*€55\.00[\s\S]*\d+ min/)
  await expectReachable(page, 'waiting')

  await row(page, payment).getByRole('button', { name: 'Approve' }).click()
  await dialog(page).getByRole('button', { name: 'Approve' }).click()
  await row(page, payment).waitFor({ state: 'detached' })
  await row(page, invoice).getByRole('button', { name: 'Send invoice' }).click()
  await dialog(page).getByRole('button', { name: 'Send invoice' }).click()
  // It is sent, and not yet paid.
  await row(page, invoice).filter({ hasText: 'unpaid' }).waitFor()
  await row(page, invoice).getByRole('button', { name: 'Mark as paid' }).click()
  await dialog(page).getByRole('button', { name: 'Mark as paid' }).click()
  await row(page, invoice).waitFor({ state: 'detached' })
  await row(page, booking).getByRole('button', { name: 'Add payment' }).click()
  await expect.poll(() => dialog(page).getByLabel('Amount').inputValue()).toBe('55.00')
  await dialog(page).getByRole('button', { name: 'Record payment' }).click()
  await row(page, booking).waitFor({ state: 'detached' })

  const made = await log.timeline(client.id, { category: 'payments', order: 'desc' }).page()
  expect(made.entries.slice(0, 4).map(({ action, actor, source }) => [action, actor.type, source])).toEqual([
    ['payment.succeeded', 'staff', 'staff'],
    ['invoice.paid', 'staff', 'staff'],
    ['invoice.sent', 'staff', 'staff'],
    ['payment.approved', 'staff', 'staff'],
  ])
})

test('M4: a booking is made from the list; a taken time is refused with the next free ones', async ({
  page,
  log,
}) => {
  const known = await newClient(
    log,
    client => [{ action: 'client.created', client, state: { name: client.name } }],
    'Quentin Known',
  )
  const staff = `Staff ${known.hostId}`
  const service = `Massage ${known.hostId}`
  await log.acts.begin('service', 'create', {
    fields: { name: service, duration: 60, price: 6000, currency: 'EUR' },
  })
  // Who has no hours of their own is there from eight; where others have, theirs must be told.
  await log.acts.begin('schedule', 'create', {
    fields: { name: staff, member: staff, tuesday: ['09:00-12:00'] },
  })
  const begin = async (): Promise<void> => {
    await page.goto(`/bookings?day=2031-05-06&member=${encodeURIComponent(staff)}`)
    await page.getByRole('button', { name: 'New booking' }).click()
    await dialog(page).getByLabel('Service').fill(service)
    await expect.poll(() => dialog(page).getByLabel('Start').inputValue()).toBe('2031-05-06T09:00')
    await expect.poll(() => dialog(page).getByLabel('Staff').inputValue()).toBe(staff)
    await dialog(page).getByText('In Europe/Lisbon').first().waitFor()
  }
  const send = () => dialog(page).getByRole('button', { name: 'Book', exact: true }).click()
  await begin()
  await dialog(page).getByRole('searchbox', { name: 'Client' }).fill('Nadia Newcomer')
  await dialog(page)
    .getByRole('button', { name: /New client/ })
    .click()
  // What is free that day, by the clock of the workspace: nine to twelve less an hour.
  await dialog(page).getByRole('button', { name: 'Show what is free that day' }).click()
  const day = dialog(page).getByRole('region', { name: 'Free times' })
  await day.getByRole('button').first().waitFor()
  const times = await day.getByRole('button').allInnerTexts()
  expect([times[0], times.at(-1)].map(text => /\d\d:\d\d/.exec(text!)![0])).toEqual(['09:00', '11:00'])
  await day.getByRole('button').first().click()
  await send()
  await dialog(page).waitFor({ state: 'detached' })
  const first = row(page, 'Nadia Newcomer')
  await first.waitFor()
  expect(await first.locator('time').innerText()).toBe('09:00–10:00')

  await begin()
  await dialog(page).getByRole('searchbox', { name: 'Client' }).fill('Quentin')
  await dialog(page)
    .getByRole('button', { name: /Quentin Known/ })
    .click()
  await send()
  const free = dialog(page).getByRole('region', { name: 'Free times' })
  await free.getByRole('button').first().waitFor()
  // Nothing of it was written, and the next free start is in the zone of the workspace.
  expect(await rows(page).count()).toBe(1)
  const [next] = await free.getByRole('button').allInnerTexts()
  expect(next).toMatch(/10:00/)
  await free.getByRole('button').first().click()
  await expect.poll(() => dialog(page).getByLabel('Start').inputValue()).toBe('2031-05-06T10:00')
  await send()
  await row(page, 'Quentin Known').waitFor()
  const [entry] = (await log.timeline(known.id, { action: 'booking.booked' }).page()).entries
  expect(entry).toMatchObject({ actor: { type: 'staff' }, source: 'staff' })
  const start = entry!.changes?.find(change => change.field === 'startsAt')
  expect(start?.after).toBe('2031-05-06T09:00:00Z')
})

test('a booking that is typed before the list of services has come has its free times, its length and its price', async ({
  page,
  log,
}) => {
  const { name, hostId } = await newClient(log, client => [
    { action: 'client.created', client, state: { name: client.name } },
  ])
  const staff = `Staff ${hostId}`
  const service = `Stretching ${hostId}`
  await log.acts.begin('service', 'create', {
    fields: { name: service, duration: 45, price: 4500, currency: 'EUR' },
  })
  await log.acts.begin('schedule', 'create', {
    fields: { name: staff, member: staff, tuesday: ['09:00-12:00'] },
  })
  for (const isAsked of [true, false]) {
    const held = Promise.withResolvers<void>()
    await page.route('**/v1/objects/service?*', async route => {
      await held.promise
      await route.continue()
    })
    await page.goto(`/bookings?day=2031-05-13&member=${encodeURIComponent(staff)}`)
    await page.getByRole('button', { name: 'New booking' }).click()
    await dialog(page).getByLabel('Service').fill(service)
    await dialog(page).getByRole('searchbox', { name: 'Client' }).fill(hostId)
    await dialog(page).getByRole('button', { name }).click()
    const act = isAsked ? 'Show what is free that day' : 'Book'
    await dialog(page).getByRole('button', { name: act, exact: true }).click()
    await page.evaluate(() => new Promise(resolve => requestAnimationFrame(resolve)))
    held.resolve()
    if (isAsked)
      await dialog(page).getByRole('region', { name: 'Free times' }).getByRole('button').first().waitFor()
    else await dialog(page).waitFor({ state: 'detached' })
    await page.unroute('**/v1/objects/service?*')
  }
  const [entry] = (await log.timeline(hostId, { action: 'booking.booked' }).page()).entries
  const after = (field: string) => entry!.changes?.find(change => change.field === field)?.after
  expect(['price', 'startsAt', 'endsAt'].map(after)).toEqual([
    4500,
    '2031-05-13T08:00:00Z',
    '2031-05-13T08:45:00Z',
  ])
})
