/** The page of a booking: its checklist, quick actions, history, state as of a date, and why the system acted. */
import type { DaybookClient } from '@daybook/client'
import type { Page } from 'playwright-core'
import { fill, openAct, openQuick, send } from './act-on-page.ts'
import { expectReachable } from './axe.ts'
import { expect, newClient, openTimeline, test } from './browser-test.ts'

let made = 0

interface Booked {
  readonly client: { readonly id: string }
  readonly clientId: string
  readonly name: string
  readonly id: string
}

/** A booking that Daybook keeps, for 60 euros, of a client of its own. */
async function book(log: DaybookClient, fields: object = {}): Promise<Booked> {
  const {
    id: clientId,
    hostId,
    name,
  } = await newClient(log, client => [{ action: 'client.created', client, state: { name: client.name } }])
  made += 1
  const { object } = await log.acts.begin('booking', 'book', {
    client: { id: hostId },
    fields: {
      service: 'Gait analysis',
      startsAt: '2031-05-06T09:00:00Z',
      duration: 60,
      member: `Member ${process.pid} ${made}`,
      price: 6000,
      currency: 'EUR',
      ...fields,
    },
  })
  return { client: { id: hostId }, clientId, name, id: object!.id }
}

const pay = (log: DaybookClient, { client, id }: Pick<Booked, 'client' | 'id'>, amount: number) =>
  log.acts.begin('payment', 'record', { client, fields: { amount, currency: 'EUR', booking: id } })

const open = async (page: Page, id: string, rest = ''): Promise<void> => {
  await page.goto(`/objects/booking/${id}${rest}`)
  await page.locator('tr[data-entry]').first().waitFor()
}

const steps = (page: Page) => page.getByRole('region', { name: /^Checklist/ }).getByRole('listitem')

test('E1 E3: the steps of a booking come from its entries, say in words how they stand, and lead to them', async ({
  page,
  log,
}) => {
  const booked = await book(log)
  await open(page, booked.id)
  const list = page.getByRole('region', { name: /^Checklist/ })
  await expect.poll(() => steps(page).count()).toBe(3)
  expect(await list.getByRole('list').evaluate(element => element.tagName)).toBe('OL')
  await expect.poll(() => steps(page).nth(2).innerText()).toContain('Paid: not yet')
  await expect.poll(() => list.innerText()).toContain('2 of 3 done')
  // Each state has its drawing as well, which says nothing by itself.
  expect(await steps(page).locator('svg[aria-hidden=true]').count()).toBe(3)

  await pay(log, booked, 2000)
  await expect.poll(() => steps(page).nth(2).innerText()).toMatch(/Paid: partly\s+€20.00 of €60.00/)
  const { entries } = await pay(log, booked, 4000)
  await expect.poll(() => steps(page).nth(2).innerText()).toMatch(/Paid: done\s+€60.00/)
  await expect.poll(() => list.innerText()).toContain('3 of 3 done')
  await expectReachable(page, 'booking')
  await steps(page).nth(2).getByRole('link').click()
  await page.waitForURL(`**/entries/${entries[0]!.id}`)
  await page.goBack()
  await steps(page).first().getByRole('link').click()
  await page.getByRole('heading', { level: 1 }).filter({ hasText: 'booked Gait analysis' }).waitFor()
})

test('E2: a refund after the payment shows "Paid – refunded"', async ({ page, log }) => {
  const booked = await book(log)
  const { object: payment } = await pay(log, booked, 6000)
  await page.goto(`/objects/payment/${payment!.id}`)
  const dialog = await openAct(page, 'Refund')
  await fill(dialog, { Amount: '20.00', Reason: 'a little late' })
  await send(dialog)
  await page.getByRole('status').getByText('Refund recorded').waitFor()
  await page.getByText('“a little late”').waitFor()
  const rest = await openAct(page, 'Refund')
  await rest.getByText('€40.00 is left to refund').waitFor()
  await fill(rest, { Amount: '40.01' })
  await rest.locator('button[type=submit]').click()
  await rest.getByText('Of €60.00 only €40.00 is left to refund, and this would be €40.01.').waitFor()
  await fill(rest, { Amount: '40.00', Reason: 'the practitioner is ill' })
  await send(rest)
  await page.getByText('“the practitioner is ill”').waitFor()
  // Nothing is left: nothing more is offered.
  await expect.poll(() => page.getByRole('button', { name: /^Refund/ }).count()).toBe(0)
  await open(page, booked.id)
  await expect.poll(() => steps(page).nth(2).innerText()).toContain('Paid – refunded')
})

test('whoever goes on before the page has read again begins with what the last act answered', async ({
  page,
  log,
}) => {
  const { object: payment } = await pay(log, await book(log), 6000)
  await page.goto(`/objects/payment/${payment!.id}`)
  const dialog = await openAct(page, 'Refund')
  // From here on what is read comes when the test is over.
  await page.route(
    url => url.pathname.startsWith('/v1/objects/'),
    route => (route.request().method() === 'GET' ? undefined : route.continue()),
  )
  await fill(dialog, { Amount: '20.00', Reason: 'a little late' })
  await send(dialog)
  const rest = await openAct(page, 'Refund')
  await rest.getByText('€40.00 is left to refund').waitFor()
})

test('E4: a reschedule made as a new booking links both ways, and both histories show it', async ({
  page,
  log,
}) => {
  const [old, next] = [`BO-${process.pid}`, `BN-${process.pid}`]
  await newClient(log, client => [
    { action: 'booking.booked', client, object: { type: 'booking', id: old, name: 'Massage' } },
    {
      action: 'booking.rescheduled',
      client,
      objects: [
        { type: 'booking', id: old, name: 'Massage' },
        { type: 'booking', id: next, name: 'Massage' },
      ],
    },
  ])
  await open(page, old)
  await expect.poll(() => page.locator('tr[data-entry]').count()).toBe(2)
  await page.getByText('Moved to').getByRole('link', { name: next }).click()
  await page.getByRole('heading', { level: 1, name: `${next} · Massage` }).waitFor()
  await expect.poll(() => page.locator('tr[data-entry]').count()).toBe(1)
  await page.getByText('Moved from').getByRole('link', { name: old }).click()
  await page.getByRole('heading', { level: 1, name: `${old} · Massage` }).waitFor()
})

test('E5: the names of the steps are settings, at most eight, and old bookings are told by them', async ({
  openPage,
  clinic,
}) => {
  await clinic.log.request('PATCH', '/v1/settings', { body: { links: null } })
  const { id } = await book(clinic.log)
  const page = await openPage()
  await clinic.open(page, '/settings/bookings')
  const names = page.getByLabel('Name', { exact: true })
  await names.nth(2).fill('Settled')
  await page.getByRole('button', { name: 'Add a step' }).click()
  await names.nth(3).fill('Confirmed')
  await page.getByRole('button', { name: 'Save the steps' }).click()
  await page.getByRole('alert').getByText('is done by nothing').waitFor()
  const by = page.getByLabel('Done by', { exact: true }).nth(2)
  await by.fill('booking.confirmed')
  await by.press('Enter')
  for (let count = 4; count < 8; count++) await page.getByRole('button', { name: 'Add a step' }).click()
  await page.getByText('8 of at most 8').waitFor()
  await expect
    .poll(() => page.getByRole('button', { name: 'Add a step' }).getAttribute('aria-disabled'))
    .toBe('true')
  for (let step = 8; step > 4; step--) await page.getByRole('button', { name: `Remove step ${step}` }).click()
  await expectReachable(page, 'settings of bookings')
  await page.getByRole('button', { name: 'Save the steps' }).click()
  await expect
    .poll(async () => (await clinic.last('settings.updated'))?.changes?.map(({ field }) => field))
    .toEqual(['checklist'])
  await clinic.open(page, `/objects/booking/${id}`)
  await expect
    .poll(async () => (await steps(page).allInnerTexts()).map(text => text.split('\n')[0]))
    .toEqual(['Created: done', 'Scheduled: done', 'Settled: not yet', 'Confirmed: not yet'])
})

test('E6: the table prints, and exports exactly what it shows', async ({ page, log }) => {
  const booked = await book(log)
  await log.acts.perform('booking', booked.id, 'confirm', { reason: 'by phone' })
  await open(page, booked.id)
  await expect.poll(() => steps(page).count()).toBe(3)
  await page.emulateMedia({ media: 'print' })
  for (const text of [booked.id, 'Checklist', 'Old value', 'by phone', 'Times in Europe/Lisbon'])
    await expect.poll(() => page.locator('main').innerText()).toContain(text)
  expect(await page.locator('button:visible').count()).toBe(0)
  await page.emulateMedia({ media: 'screen' })
  await page.getByRole('button', { name: 'Export' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export' })
  await dialog.getByText('2 entries').first().waitFor()
  await dialog.getByRole('button', { name: 'Start export' }).click()
  await page.waitForURL('**/exports/ex_*')
  await page
    .getByRole('link', { name: 'Download' })
    .or(page.getByRole('button', { name: 'Download' }))
    .waitFor({ timeout: 60_000 })
  const download = page.waitForEvent('download')
  await page
    .getByRole('link', { name: 'Download' })
    .or(page.getByRole('button', { name: 'Download' }))
    .click()
  const chunks: Uint8Array[] = []
  for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Uint8Array)
  const csv = Buffer.concat(chunks).toString()
  expect(csv.match(/booking\.(booked|confirmed)/g)).toHaveLength(2)
  expect(csv).toContain('by phone')
})

test('E7: quick actions act where Daybook keeps the records', async ({ page, log }) => {
  const booked = await book(log)
  await log.acts.begin('payment', 'expect', {
    client: booked.client,
    fields: { amount: 2500, currency: 'EUR', booking: booked.id },
  })
  await open(page, booked.id)
  await send(await openQuick(page, 'Approve'))
  await expect.poll(() => steps(page).nth(2).innerText()).toContain('€25.00 of €60.00')
  // What waited does so no more.
  await expect.poll(() => page.getByRole('button', { name: 'Approve' }).count()).toBe(0)

  const payment = await openQuick(page, 'Add payment')
  // What is still to be paid.
  await expect.poll(() => payment.getByLabel(/^Amount/).inputValue()).toBe('35.00')
  await fill(payment, { Amount: '35,00' })
  await send(payment)
  await expect.poll(() => steps(page).nth(2).innerText()).toContain('Paid: done')

  // Without an invoice there is one made first; then it is sent.
  const invoice = await openQuick(page, 'Send invoice')
  await expect.poll(() => invoice.getByLabel(/^Total/).inputValue()).toBe('60.00')
  await invoice.getByRole('button', { name: 'Create' }).click()
  const sending = page.getByRole('dialog', { name: /^Send invoice:/ })
  await sending.getByRole('button', { name: 'Send invoice' }).click()
  await sending.waitFor({ state: 'hidden' })
  await page
    .locator('tr[data-entry]')
    .filter({ hasText: /sent (an )?invoice/ })
    .waitFor()
  const { entries } = await log.history('booking', booked.id, { limit: 2 }).page()
  expect(entries.map(({ action }) => action)).toEqual(['invoice.sent', 'invoice.created'])
})

test('E7: where a host keeps the records they are links into it, and absent where not configured', async ({
  openPage,
  clinic,
}) => {
  const { id } = await book(clinic.log)
  const page = await openPage()
  await clinic.open(page, '/settings/bookings')
  await page.getByRole('radio', { name: 'In our own app' }).click()
  await page.getByLabel('Add payment').fill('javascript:alert(1)')
  const form = page.getByRole('region', { name: 'Where bookings are kept' })
  await form.getByRole('button', { name: 'Save' }).click()
  await page.getByText(/^Add payment must begin with https/).waitFor()
  await page.getByLabel('Add payment').fill('https://app.example/pay?for={id}')
  await page.getByLabel('Open in your app').fill('https://app.example/bookings/{id}')
  await form.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved').first().waitFor()
  await clinic.open(page, `/objects/booking/${id}`)
  const quick = page.getByRole('group', { name: 'Quick actions' })
  await quick.waitFor()
  await expect
    .poll(() =>
      quick.getByRole('link').evaluateAll(links => links.map(link => (link as HTMLAnchorElement).href)),
    )
    .toEqual([`https://app.example/pay?for=${id}`, `https://app.example/bookings/${id}`])
  expect(await page.getByRole('group', { name: /^What can be done/ }).count()).toBe(0)
  expect(await page.getByRole('button', { name: 'Send invoice' }).count()).toBe(0)
  await clinic.log.request('PATCH', '/v1/settings', { body: { links: null } })
})

test('E9: the history leads to the client’s sessions and to the timeline', async ({ page, log }) => {
  const { id, clientId } = await book(log)
  await open(page, id)
  await page.getByRole('link', { name: 'Show in the sessions' }).click()
  await page.waitForURL(new RegExp(`/clients/${clientId}/sessions#ob_`))
  const card = page.getByRole('article').filter({ hasText: id })
  await expect.poll(() => card.evaluate(element => element === document.activeElement)).toBe(true)
  await card.getByRole('link', { name: 'History' }).click()
  await page.getByRole('heading', { level: 1 }).filter({ hasText: id }).waitFor()
  await page.getByRole('link', { name: 'Show in the timeline' }).click()
  await page.waitForURL(new RegExp(`/clients/${clientId}\\?object=ob_`))
  await page.locator('article[data-entry]').first().waitFor()
})

test('S3: a date shows the state of a booking then, and says what was not known yet', async ({
  page,
  log,
}) => {
  const id = `BS-${process.pid}`
  const object = { type: 'booking', id, name: 'Massage' } as const
  const today = new Date().toISOString().slice(0, 10)
  const past = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
  await newClient(log, client => [
    {
      action: 'booking.booked',
      client,
      object,
      state: { status: 'scheduled', room: 'Room 1' },
      occurredAt: past(9),
    },
    {
      action: 'booking.updated',
      client,
      object,
      changes: [{ field: 'room', before: 'Room 1', after: 'Room 2' }],
      occurredAt: past(5),
    },
  ])
  await log.acts.perform('booking', id, 'update', { fields: { room: 'Room 3' } })
  await open(page, id)
  const date = page.getByRole('textbox', { name: 'As of' })
  // It had happened five days ago, and was told of today.
  await date.fill(past(4).slice(0, 10))
  const region = page.getByRole('region', { name: 'As of a date' })
  await region.getByText('2 entries had happened and were not known yet.').waitFor()
  const room = region.getByRole('row').filter({ hasText: 'Room' })
  await expect.poll(() => room.getByRole('cell').allInnerTexts()).toEqual(['nothing', 'Room 2', 'Room 3'])
  await page.waitForURL(/\?at=/)
  await page.reload()
  await region.getByText('2 entries had happened and were not known yet.').waitFor()
  await expectReachable(page, 'as of')
  await date.fill(past(8).slice(0, 10))
  await region.getByText('1 entry had happened and was not known yet.').waitFor()
  await expect.poll(() => room.getByRole('cell').nth(1).innerText()).toBe('Room 1')
  await date.fill('2001-01-01')
  await region.getByText('nothing of it had happened yet').waitFor()
  await date.fill(today)
  await region.getByText('Nothing of what had happened was still to be recorded.').waitFor()
  await region.getByRole('button', { name: 'Back to now' }).click()
  await expect.poll(() => new URL(page.url()).search).toBe('')
  await expect.poll(() => date.inputValue()).toBe('')
})

test('why: of what the system did one click shows the rule and what led to it, on the page of the entry and in a row', async ({
  page,
  log,
}) => {
  const soon = new Date(Date.now() + 3 * 3_600_000).toISOString()
  const booked = await book(log, { startsAt: soon })
  await pay(log, booked, 6000)
  await log.acts.perform('booking', booked.id, 'cancel', { forClient: true, reason: 'has a cold' })
  const { entries } = await log.history('booking', booked.id, { action: 'fee.charged' }).page()
  await page.goto(`/entries/${entries[0]!.id}`)
  const why = page.getByRole('button', { name: 'Why did the system do this?' })
  await why.click()
  const chain = page.getByRole('status').getByRole('listitem')
  await expect
    .poll(() => chain.allInnerTexts())
    .toMatchObject([expect.stringContaining('Late cancellation'), expect.stringContaining('has a cold')])
  await openTimeline(page, booked.clientId)
  const row = page.locator(`article[data-entry="${entries[0]!.id}"]`)
  await row.waitFor()
  await row.getByRole('button', { name: 'Details' }).click()
  await row.getByRole('button', { name: 'Why did the system do this?' }).click()
  await row.getByRole('listitem').filter({ hasText: 'has a cold' }).getByRole('link').click()
  await page.getByRole('heading', { level: 1 }).filter({ hasText: 'cancelled' }).waitFor()
})

test('an act that is refused says why and what to do: a taken time offers the free ones, another’s change is kept', async ({
  page,
  log,
}) => {
  const booked = await book(log)
  const { fields } = await log.acts.read('booking', booked.id)
  const taken = await book(log, { member: fields['member'], startsAt: '2031-05-07T09:00:00Z' })
  await open(page, taken.id)
  const dialog = await openAct(page, 'Move')
  await fill(dialog, { Start: '2031-05-06T10:30', Reason: 'asked for it' })
  const free = dialog.getByRole('region', { name: 'Free times' })
  await dialog.locator('button[type=submit]').click()
  await free.getByRole('button').first().waitFor()
  await expectReachable(page, 'a taken time')
  await free.getByRole('button').first().click()
  // Twice in the same moment is once.
  await dialog.locator('button[type=submit]').dblclick()
  await dialog.waitFor({ state: 'hidden' })
  const moves = await log.history('booking', taken.id, { action: 'booking.rescheduled' }).page()
  expect(moves.entries.map(({ reason }) => reason)).toEqual(['asked for it'])

  const change = await openAct(page, 'Change')
  await fill(change, { Price: '80', Room: 'Room 7' })
  await log.acts.perform('booking', taken.id, 'update', { fields: { price: 7000, location: 'Annex' } })
  await change.locator('button[type=submit]').click()
  const since = change.getByRole('region', { name: 'Changed meanwhile' })
  await since.getByText('€70.00').waitFor()
  await expect.poll(() => change.getByLabel(/^Price/).inputValue()).toBe('80')
  await send(change)
  expect((await log.acts.read('booking', taken.id)).fields).toMatchObject({
    price: 8000,
    room: 'Room 7',
    location: 'Annex',
  })

  // What is missing or wrong is said beside its field.
  const payment = await openQuick(page, 'Add payment')
  await fill(payment, { Amount: 'forty' })
  await payment.locator('button[type=submit]').click()
  const amount = payment.getByLabel(/^Amount/)
  await expect.poll(() => amount.getAttribute('aria-invalid')).toBe('true')
  const told = await amount.getAttribute('aria-describedby')
  await expect
    .poll(() => page.locator(`[id="${told!.split(' ')[0]}"]`).innerText())
    .toBe('Amount must be an amount such as 40.00.')
})
