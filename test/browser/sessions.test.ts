/** A client's sessions, what is related to them, and the brief beside the timeline. */
import { findField, formatValue } from '@daybook/catalogue'
import type { DaybookClient } from '@daybook/client'
import type { ClientBrief, Entry, Json, ObjectView } from '@daybook/protocol'
import { timeOfDay } from '@daybook/timeline'
import type { Page } from 'playwright-core'
import { fold } from '../../packages/server/src/actions/fold-model.fixture.ts'
import { expectReachable } from './axe.ts'
import { expect, newClient, openTimeline, test } from './browser-test.ts'

const DAY = 86_400_000
/** The day on which the tests began, though midnight comes meanwhile. */
const TODAY = Math.floor(Date.now() / DAY) * DAY
const at = (days: number): string =>
  `${new Date(TODAY + days * DAY + 10 * 3_600_000).toISOString().slice(0, 19)}Z`

/** Two visits with notes, one not paid, a no-show, and what comes. */
async function newVisitor(log: DaybookClient) {
  const client = await newClient(log, client => [
    { action: 'client.created', client, state: { name: client.name } },
  ])
  const whose = { id: client.hostId, name: client.name }
  const id = (n: number): string => `S${n}-${client.hostId}`
  const book = (n: number, days: number, fields: object = {}) =>
    log.acts.perform('booking', id(n), 'book', {
      client: whose,
      fields: {
        service: 'Massage',
        startsAt: at(days),
        duration: 45,
        price: 6000,
        currency: 'EUR',
        member: id(0),
        ...fields,
      },
    })
  await book(1, -40, { notes: 'Prefers mornings.' })
  await book(2, -20, { notes: 'Allergic to latex.', room: 'Room 2' })
  await book(3, -30)
  await book(4, 5)
  await book(5, 3)
  await log.acts.perform('booking', id(1), 'complete')
  await log.acts.perform('booking', id(2), 'complete')
  await log.acts.perform('booking', id(3), 'no-show')
  await log.acts.perform('booking', id(5), 'confirm')
  await log.acts.begin('payment', 'record', {
    client: whose,
    fields: { amount: 6000, currency: 'EUR', booking: id(1), method: 'cash' },
  })
  return { ...client, booking: id }
}

const card = (page: Page, text: string) => page.locator('article').filter({ hasText: text })

test('O1: the sessions are all there, the next first, with the details that their entries tell', async ({
  page,
  log,
}) => {
  const visitor = await newVisitor(log)
  await page.goto(`/clients/${visitor.id}`)
  await page.getByRole('navigation', { name: 'Client' }).getByRole('link', { name: 'Sessions' }).click()
  await card(page, visitor.booking(5)).waitFor()
  await expect
    .poll(() =>
      page
        .locator('article')
        .evaluateAll(all => all.map(one => /S[1-5]-T-\d+-\d+/.exec(one.textContent!)?.[0])),
    )
    .toEqual([5, 4, 2, 3, 1].map(visitor.booking))
  await expect.poll(() => page.locator('main h2').allInnerTexts()).toEqual(['To come', 'Over'])
  for (const n of [2, 5]) {
    const entries: Entry[] = []
    for await (const entry of log.history('booking', visitor.booking(n), { order: 'asc' }))
      entries.push(entry)
    const own = entries.filter(entry => entry.objects[0]?.id === visitor.booking(n))
    const told = own.reduce<Record<string, Json>>(fold, {})
    const text = await card(page, visitor.booking(n)).innerText()
    const options = { locale: 'en', timeZone: 'Europe/Lisbon', currency: 'EUR' } as const
    const place = { locale: 'en', timeZone: 'Europe/Lisbon' }
    const [start, end] = [told['startsAt'], told['endsAt']].map(time =>
      timeOfDay(Date.parse(String(time)), place),
    )
    expect(text).toContain(`${start}–${end}`)
    for (const field of ['status', 'duration', 'price', 'member', 'room', 'notes'])
      expect([
        n,
        field,
        text.includes(formatValue(findField('booking', field), told[field], options)),
      ]).toEqual([n, field, true])
  }
  await expectReachable(page, 'sessions')
  // To its lines in the timeline, and back.
  await card(page, visitor.booking(2)).getByRole('link', { name: 'In the timeline' }).click()
  await page.locator('[data-entry]').first().waitFor()
  await expect.poll(() => new URL(page.url()).searchParams.get('object')).toMatch(/^ob_/)
})

test('O2: what the state does not allow is not offered, and refused with a reason when asked by API', async ({
  page,
  log,
}) => {
  const visitor = await newVisitor(log)
  await page.goto(`/clients/${visitor.id}/sessions`)
  const past = card(page, visitor.booking(2))
  await past.waitFor()
  const offered = async (n: number): Promise<string[]> => {
    const own = card(page, visitor.booking(n))
    await own.getByText('More acts').click()
    const menu = page.getByRole('dialog', { name: 'More that can be done' })
    await menu.waitFor()
    const names = [
      ...(await own.getByRole('group').getByRole('button').allInnerTexts()),
      ...(await menu.getByRole('button').allInnerTexts()),
    ]
    await page.keyboard.press('Escape')
    return names.map(name => name.replace(' …', ''))
  }
  expect(await offered(2)).not.toContain('Cancel session')
  expect(await offered(5)).toContain('Cancel session')
  const refused = await log.acts
    .perform('booking', visitor.booking(2), 'cancel')
    .catch((error: Error) => error)
  expect(String(refused)).toContain('"completed"')

  const coming = card(page, visitor.booking(5))
  await coming.getByRole('button', { name: 'Arrived' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Arrived' }).click()
  await coming.getByText('Arrived', { exact: true }).first().waitFor()
  await expect.poll(() => coming.getByRole('button', { name: 'Arrived' }).count()).toBe(0)
  const [entry] = (await log.timeline(visitor.id, { action: 'booking.checked_in' }).page()).entries
  expect([entry!.actor.type, entry!.source]).toEqual(['staff', 'staff'])
})

test('E8: the Related tab lists every booking, quote, invoice and enquiry with its last state', async ({
  page,
  log,
}) => {
  const visitor = await newVisitor(log)
  const client = { id: visitor.hostId }
  await log.append([
    { action: 'enquiry.received', client, object: { type: 'enquiry', id: `E-${visitor.hostId}` } },
    {
      action: 'quote.created',
      client,
      object: { type: 'quote', id: `Q-${visitor.hostId}` },
      state: { total: 9900, currency: 'EUR' },
    },
    { action: 'quote.accepted', client, object: { type: 'quote', id: `Q-${visitor.hostId}` } },
    { action: 'invoice.sent', client, object: { type: 'invoice', id: `I-${visitor.hostId}` } },
  ] as never)
  await page.goto(`/clients/${visitor.id}/related`)
  await page.getByText(`Q-${visitor.hostId}`).waitFor()
  const seen: ObjectView[] = []
  for await (const one of log.lists.related(visitor.hostId)) seen.push(one)
  expect(new Set(seen.map(one => one.type))).toEqual(
    new Set(['booking', 'quote', 'invoice', 'enquiry', 'payment', 'fee']),
  )
  for (const object of seen) {
    const row = page.getByRole('row').filter({ hasText: object.id })
    const status = object.fields['status']
    if (status !== undefined)
      await row
        .getByText(formatValue(findField(object.type, 'status'), status, { locale: 'en', timeZone: 'UTC' }))
        .first()
        .waitFor()
    expect(await row.getByRole('link').first().getAttribute('href')).toBe(
      `/objects/${object.type}/${object.ref}`,
    )
  }
  await expectReachable(page, 'related')
})

test('R-C8: the brief says before the session what matters, and each number leads to what it counts', async ({
  page,
  log,
}) => {
  const visitor = await newVisitor(log)
  await log.append({
    action: 'client.updated',
    client: { id: visitor.hostId },
    changes: [{ field: 'city', before: null, after: 'Faro' }],
  } as never)
  const brief = await log.request<ClientBrief>('GET', `/v1/clients/${visitor.id}/brief`)
  await openTimeline(page, visitor.id)
  const box = page.getByRole('region', { name: 'Before you start' })
  await box.getByText('Allergic to latex.').waitFor()
  await expect
    .poll(async () =>
      (await box.locator('dd time').evaluateAll(all => all.map(one => one.getAttribute('datetime')))).slice(
        0,
        2,
      ),
    )
    .toEqual([at(-20), at(3)])
  await expect
    .poll(() => box.innerText())
    .toMatch(/Unpaid\s+€120\.00[\s\S]*No-shows\s+1 of 3[\s\S]*Allergic to latex[\s\S]*Prefers mornings/)
  // Beside the rows where there is room, above them where there is not.
  const place = async () => (await box.boundingBox())!
  const list = async () => (await page.locator('[data-entry]').first().boundingBox())!
  await expect
    .poll(async () => (await place()).x - (await list()).x - (await list()).width)
    .toBeGreaterThan(0)
  await page.setViewportSize({ width: 900, height: 800 })
  await expect.poll(async () => (await list()).y - (await place()).y).toBeGreaterThan(0)
  await page.setViewportSize({ width: 1280, height: 800 })

  await box.getByRole('link', { name: `${brief.changes.count} changes` }).click()
  const { count } = brief.changes
  await page.getByText(`${count} of ${count} entries`, { exact: true }).waitFor()
})
