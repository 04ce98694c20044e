/** The history of one object (R-C2), and evidence from the pages that offer it (R-F4). */
import type { DaybookClient } from '@daybook/client'
import { unzipSync } from 'fflate'
import type { Download, Locator, Page } from 'playwright-core'
import { expectReachable } from './axe.ts'
import { expect, newClient, openTimeline, ownTest as test } from './browser-test.ts'
import { join } from './people.ts'
import type { Draft } from './practice/draft.ts'
import { RECEPTION, SYSTEM } from './practice/people.ts'

/** A booking that is moved, paid and cancelled; answers its host's id. */
async function newBooking(log: DaybookClient) {
  let booking = ''
  const client = await newClient(log, client => {
    booking = `BK-${client.id}`
    const self = { type: 'client', id: client.id, name: client.name } as const
    const object = { type: 'booking', id: booking, name: 'Gait analysis' }
    const at = (day: number) => `2026-06-0${day}T09:30:15Z`
    return [
      {
        action: 'booking.booked',
        client,
        object,
        actor: self,
        occurredAt: at(1),
        state: { status: 'scheduled', startsAt: '2026-06-20T10:00:00Z' },
      },
      {
        action: 'booking.rescheduled',
        client,
        object,
        actor: RECEPTION,
        occurredAt: at(2),
        changes: [{ field: 'startsAt', before: '2026-06-20T10:00:00Z', after: '2026-06-21T11:30:00Z' }],
      },
      {
        action: 'payment.succeeded',
        client,
        objects: [{ type: 'payment', id: `PAY-${client.id}` }, object],
        actor: SYSTEM,
        occurredAt: at(3),
        context: { amount: { value: 9500, currency: 'EUR' } },
      },
      {
        action: 'booking.cancelled',
        client,
        object,
        actor: self,
        reason: 'flu',
        occurredAt: at(4),
        changes: [{ field: 'status', before: 'scheduled', after: 'cancelled' }],
      },
    ] satisfies Draft[]
  })
  return { ...client, booking }
}

/** The browser may be another machine's: a download is read through it. */
async function bytesOf(download: Download): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}

const lines = (page: Page): Locator => page.getByRole('table').getByRole('row')

test('C2 the history of a booking is a table: when, who, what, old and new value, with every linked entry', async ({
  page,
  log,
}) => {
  const { booking, name, hostId } = await newBooking(log)
  await page.goto(`/objects/booking/${booking}`)
  await page.getByRole('heading', { level: 1, name: `${booking} · Gait analysis` }).waitFor()
  await expect
    .poll(() => page.getByRole('columnheader').allTextContents())
    .toEqual(['Date and time', 'Who', 'What', 'Old value', 'New value'])
  const acts = page.locator('tr[data-entry]')
  await expect.poll(() => acts.count()).toBe(4)
  const moved = lines(page).filter({ hasText: 'Sat 20 Jun 2026, 11:00' }).filter({ hasText: 'Sun 21 Jun' })
  await expect
    .poll(() => moved.getByRole('cell').allTextContents())
    .toEqual([
      '2 Jun 2026, 10:30:15 WEST',
      'Rita Sampaio',
      'Sat 20 Jun 2026, 11:00',
      'Sun 21 Jun 2026, 12:30',
    ])
  // The payment is there, and leads to its own history.
  const paid = acts.filter({ hasText: 'PAY-' })
  expect(await paid.textContent()).toContain('€95.00')
  await paid.getByRole('link', { name: `PAY-${hostId}` }).click()
  await page.waitForURL('**/objects/payment/ob_*')
  await page.getByRole('heading', { level: 1, name: 'Payment of €95.00' }).waitFor()
  await page.getByRole('main').getByText(`PAY-${hostId}`, { exact: true }).first().waitFor()
  await page.goBack()

  // Each field's last change, in one click.
  const fields = page.getByRole('region', { name: 'Last change of each field' })
  await expect
    .poll(() => fields.getByRole('listitem').allTextContents())
    .toEqual([
      `Statuscancelled4 Jun 2026, 10:30:15 WEST, ${name}`,
      'StartSun 21 Jun 2026, 12:302 Jun 2026, 10:30:15 WEST, Rita Sampaio',
    ])
  await fields.getByRole('link', { name: /Rita Sampaio/ }).click()
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('moved')

  await page.getByRole('button', { name: 'Newest first' }).click()
  await expect.poll(() => acts.first().textContent()).toContain('booked')
  // What happens now comes in by itself.
  await log.append({
    action: 'booking.confirmed',
    client: { id: hostId },
    object: { type: 'booking', id: booking },
  })
  await expect.poll(() => acts.count()).toBe(5)
})

test('the dialog of an act calls its object as the page does, also where entries alone know the amount', async ({
  page,
  log,
}) => {
  const { id } = await newClient(
    log,
    client =>
      [
        {
          action: 'payment.received',
          client,
          object: { type: 'payment', id: `told-${client.id}` },
          context: { amount: { value: 6000, currency: 'EUR' } },
        },
      ] as Draft[],
  )
  const { entries } = await log.timeline(id).page()
  await page.goto(`/objects/payment/${entries[0]!.objects[0]!.ref}`)
  await page.getByRole('heading', { level: 1, name: 'Payment of €60.00', exact: true }).waitFor()
  await page.getByRole('button', { name: 'Refund', exact: true }).click()
  await page.getByRole('dialog', { name: 'Refund: Payment of €60.00', exact: true }).waitFor()
})

test('what has no name of its own is called by what it is and what is known of it, its id beneath', async ({
  page,
  log,
}) => {
  const of = (type: string, id: string) => ({ type, id: `${type}-${id}` })
  const { id, hostId, name } = await newClient(
    log,
    client =>
      [
        { action: 'client.created', client, state: { name: client.name } },
        {
          action: 'fee.charged',
          client,
          object: of('fee', client.id),
          changes: [
            { field: 'amount', after: 1500 },
            { field: 'currency', after: 'EUR' },
          ],
        },
        {
          action: 'invoice.created',
          client,
          object: of('invoice', client.id),
          state: { number: `N-${client.id}`, total: 9900, currency: 'EUR' },
        },
        { action: 'visit.recorded', client, object: of('visit', client.id) },
        {
          action: 'payment.refunded',
          client,
          object: of('payment', client.id),
          occurredAt: '2026-06-03T09:00:00Z',
          context: { amount: { value: 1000, currency: 'EUR' } },
          state: { amount: 6000, currency: 'EUR' },
        },
      ] as Draft[],
  )
  for (const [type, title] of [
    ['fee', 'Fee of €15.00'],
    ['invoice', `Invoice N-${hostId}`],
    ['visit', `Visit of ${name}`],
    ['payment', 'Payment of €60.00'],
  ] as const) {
    await page.goto(`/objects/${type}/${type}-${hostId}`)
    await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
    await page.getByRole('banner').or(page.locator('main header')).getByText(`${type}-${hostId}`).waitFor()
    await expect.poll(() => page.title()).toBe(`${title} · Daybook`)
  }
  await page.goto(`/clients/${id}/related`)
  for (const title of ['Payment of €60.00', 'Fee of €15.00', `N-${hostId}`])
    await page.getByRole('rowheader').getByRole('link', { name: title, exact: true }).waitFor()
})

test('C2 a timeline’s chips lead to the history of their object, and it leads back', async ({
  page,
  log,
}) => {
  const { id, booking, name } = await newBooking(log)
  await openTimeline(page, id)
  await page.getByRole('link', { name: booking, exact: true }).first().click()
  await page.waitForURL('**/objects/booking/ob_*')
  await page.locator('tr[data-entry]').first().waitFor()
  await page.getByRole('link', { name: 'Show in the timeline' }).click()
  await page.waitForURL(new RegExp(`/clients/${id}\\?object=ob_`))
  await page.getByText('4 of 4 entries', { exact: true }).waitFor()
  await page.goBack()
  await page.waitForURL('**/objects/booking/ob_*')
  await page.locator('tr[data-entry]').first().waitFor()
  await page.getByRole('main').getByRole('link', { name }).first().click()
  await page.waitForURL(new RegExp(`/clients/${id}$`))
})

test('C2 it can be reached by everybody, prints, and says where there is nothing', async ({ page, log }) => {
  const { booking } = await newBooking(log)
  await page.goto(`/objects/booking/${booking}`)
  await page.locator('tr[data-entry]').first().waitFor()
  await expectReachable(page, 'object')
  await page.emulateMedia({ media: 'print' })
  for (const text of [booking, 'Times in Europe/Lisbon', 'Old value', 'flu'])
    await expect.poll(() => page.locator('main').innerText()).toContain(text)
  expect(await page.locator('button:visible').count()).toBe(0)
  await page.emulateMedia({ media: 'screen' })
  await page.goto('/objects/booking/NO-SUCH')
  await page.getByText('There is no such history').waitFor()
  expect(await page.getByRole('link', { name: 'Activity' }).count()).toBeGreaterThan(0)
})

test('evidence is one button on the pages of an object, an entry and a client, for those who may export', async ({
  page,
  openPage,
  log,
  practice,
}) => {
  const { id, booking } = await newBooking(log)
  const [entry] = (await log.timeline(id, { limit: 1 }).page()).entries
  for (const path of [`/objects/booking/${booking}`, `/entries/${entry!.id}`, `/clients/${id}`]) {
    await page.goto(path)
    const download = page.waitForEvent('download', { timeout: 60_000 })
    await page.getByRole('button', { name: 'Evidence' }).click()
    const file = await download
    expect(file.suggestedFilename()).toMatch(/^evidence-\d{4}-\d\d-\d\d\.zip$/)
    const names = Object.keys(unzipSync(await bytesOf(file)))
    expect(names).toContain('trust-policy')
    // That it was made is an entry of the log, and says of how many.
    const { entries } = await log.entries({ action: 'evidence.exported', limit: 1 }).page()
    const proofs = names.filter(name => /^entries\/\d+\.tlog-proof$/.test(name))
    expect(proofs.length).toBe(entries[0]?.data?.count)
    expect(proofs.length >= 4).toBe(!path.startsWith('/entries'))
  }

  // It says that it is at work, can be given up, and says what went wrong.
  await page.goto(`/objects/booking/${booking}`)
  const held = Promise.withResolvers<void>()
  await page.route('**/v1/evidence', async route => {
    await held.promise
    await route.abort().catch(() => {})
  })
  await page.getByRole('button', { name: 'Evidence' }).click()
  await page.getByText('Making evidence …').waitFor()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Evidence' }).click()
  held.resolve()
  await page.getByRole('alert').getByText('The evidence could not be made').waitFor()
  await page.unroute('**/v1/evidence')

  const staff = await join(practice, 'staff')
  const at = staff.cookie.indexOf('=')
  const other = await openPage({ signedOut: true })
  await other.context().addCookies([
    {
      name: staff.cookie.slice(0, at),
      value: staff.cookie.slice(at + 1).split(';')[0]!,
      url: practice.address,
    },
  ])
  await other.goto(`/objects/booking/${booking}`)
  await other.locator('tr[data-entry]').first().waitFor()
  expect(await other.getByRole('button', { name: 'Evidence' }).count()).toBe(0)
})
