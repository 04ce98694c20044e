/** From an empty data folder to a week of a practice, each thing done on the page where somebody would do it. */
import { join } from 'node:path'
import type { Entry, LettersToHandOver } from '@daybook/protocol'
import type { Page } from 'playwright-core'
import { fill, openAct, openQuick, send } from './act-on-page.ts'
import { expect, openTimeline, sideways, test } from './browser-test.ts'
import { type Clinic, clinicOf } from './clinic.ts'
import { bookAs } from './online-shop.ts'
import { startFresh } from './start-fresh.ts'

const DAY = 86_400_000
const ZONE = 'Europe/Lisbon'
const ANA = { name: 'Ana Prates', email: 'ana@example.com' }

/** A picture of what is seen, where a folder for them is named. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.WEEK_PICTURES
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}

/** From the first sign-in to a workspace of one's own. */
async function begin(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByLabel('Your name').fill('Olga Novak')
  await page.getByLabel('E-mail').fill('olga@example.com')
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery')
  await page.getByLabel('Name of the business').fill('Harbour Physiotherapy')
  await page.getByLabel('Time zone').selectOption(ZONE)
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.getByRole('heading', { name: 'Harbour Physiotherapy is ready' }).waitFor()
}

/** What the test reads with, and with what reception is invited. */
async function makeKey(page: Page, address: string): Promise<{ key: string; workspace: string }> {
  const session = await (await page.request.get('/v1/session')).json()
  const workspace = (session as { workspaces: { id: string }[] }).workspaces[0]!.id
  const made = await page.request.post('/v1/keys', {
    headers: { origin: address, 'daybook-workspace': workspace },
    data: { name: 'The week', scopes: ['admin'] },
  })
  return { key: ((await made.json()) as { key: string }).key, workspace }
}

/** A service and the hours of the room, made in Records. */
async function makeRecords(page: Page): Promise<void> {
  const dialog = page.locator('dialog[open]')
  await page.goto('/records/service')
  await page.getByRole('button', { name: /^New / }).first().click()
  await fill(dialog, { Name: 'Massage', 'Duration (minutes)': '60', Price: '60.00' })
  await send(dialog)
  await page.getByRole('link', { name: 'Massage' }).first().waitFor()
  await picture(page, '01-services')
  await page.goto('/records/schedule')
  await page.getByRole('button', { name: /^New / }).first().click()
  await fill(dialog, { Name: 'The room' })
  const monday = dialog.getByRole('group', { name: 'Monday', exact: true })
  await monday.getByRole('button', { name: 'Add hours' }).click()
  await dialog.getByLabel('Monday until').fill('13:00')
  await monday.getByRole('button', { name: 'Add hours' }).click()
  await dialog.getByRole('button', { name: 'The same until Friday' }).click()
  await picture(page, '02-schedule')
  await send(dialog)
  await page.getByRole('link', { name: 'The room' }).first().waitFor()
}

/** Switches online booking on; answers the path of the booking page. */
async function goOnline(page: Page): Promise<string> {
  await page.goto('/settings/online')
  await page.getByRole('switch', { name: 'Massage' }).click()
  await page.getByRole('status').getByText('Saved').waitFor()
  await page.getByRole('switch', { name: 'Online booking' }).click()
  const link = page.getByRole('link', { name: /\/book\/[a-z]/ })
  await link.waitFor()
  await picture(page, '03-online')
  return new URL((await link.getAttribute('href'))!).pathname
}

/** How many days from the first that is offered it is to the next Monday to Friday but two. */
function workingDayAhead(): number {
  // A time is offered two hours before at the latest.
  const first = new Date(new Date(Date.now() + DAY / 12).toLocaleDateString('sv', { timeZone: ZONE }))
  return [2, 3, 4].find(n => ![0, 6].includes(new Date(first.getTime() + n * DAY).getUTCDay()))!
}

/** No mail server is there: the letter stands in the app, is read out, and is done with. */
async function handOver(page: Page, { log }: Clinic): Promise<string> {
  await expect
    .poll(async () => (await log.request<LettersToHandOver>('GET', '/v1/letters')).letters.length)
    .toBe(1)
  await page.goto('/clients')
  await page.getByRole('link', { name: /^Messages ?, 1 to hand over$/ }).click()
  const letter = page.getByRole('article').filter({ hasText: ANA.email })
  const link = /https?:\S+/.exec(await letter.innerText())![0]
  await picture(page, '05-message')
  await letter.getByRole('button', { name: 'Handed over' }).click()
  await letter.waitFor({ state: 'detached' })
  return link
}

async function confirmAndMove(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await picture(page, '06-link')
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByText('Thank you, your appointment is confirmed.').waitFor()
  await page.getByRole('link', { name: 'Move' }).click()
  const days = page.getByRole('navigation', { name: 'Days' }).getByRole('list')
  // Six working days on is always another day than the one that was booked.
  await days.getByRole('link').nth(5).click()
  await page.locator('.times a').nth(2).click()
  await picture(page, '07-move')
  await page.getByRole('button', { name: 'Move to this time' }).click()
  await page.getByRole('heading', { level: 1, name: 'Your appointment was moved' }).waitFor()
  await picture(page, '08-moved')
  expect(await sideways(page)).toBe(0)
}

/** Yesterday’s session was paid before, and nobody came: it costs its price, and reception gives back what was paid. */
async function missYesterday(page: Page, { last }: Clinic): Promise<void> {
  const yesterday = new Date(Date.now() - DAY).toLocaleDateString('sv', { timeZone: ZONE })
  await page.goto(`/bookings?day=${yesterday}`)
  await page.getByRole('button', { name: 'New booking' }).click()
  const dialog = page.locator('dialog[open]')
  await dialog.getByRole('searchbox', { name: 'Client' }).fill('Ana')
  await dialog.getByRole('button', { name: /Ana Prates/ }).click()
  await fill(dialog, { Service: 'Massage', Start: `${yesterday}T10:00` })
  await picture(page, '09-new-booking')
  await send(dialog)
  await page.locator('main tbody tr').filter({ hasText: ANA.name }).getByRole('link').first().click()
  await payAll(page)
  await send(await openAct(page, 'Did not come'))
  await page.locator('tr[data-entry]').filter({ hasText: 'as no-show' }).waitFor()
  await picture(page, '10-no-show')
  const paid = (await last('payment.succeeded'))!.objects.find(({ type }) => type === 'payment')!
  await page.goto(`/objects/payment/${paid.ref}`)
  const refund = await openAct(page, 'Refund')
  await fill(refund, { Amount: '60.00', Reason: 'was in hospital' })
  await send(refund)
  await page.getByText('“was in hospital”').waitFor()
  await picture(page, '11-refund')
}

/** On the page of a booking: the price is what the service costs, and all of it is open. */
async function payAll(page: Page): Promise<void> {
  const payment = await openQuick(page, 'Add payment')
  await expect.poll(() => payment.getByLabel(/^Amount/).inputValue()).toBe('60.00')
  await send(payment)
  await page.getByText('Paid: done').waitFor()
}

interface Line {
  readonly action: string
  readonly by: keyof typeof ROWS
  /** Before and after of each field that counts. */
  readonly changes: Readonly<Record<string, readonly [before: unknown, after: unknown]>>
  /** What the row says, its white space made one. */
  readonly says: RegExp
}

/** Who it was, and what the row of it says of that to the owner. */
const ROWS = {
  Ana: { actor: { type: 'client', name: ANA.name }, source: 'customer', says: /^Ana Prates .* Customer ·/ },
  Rosa: { actor: { type: 'staff', name: 'Rosa Amaral' }, source: 'staff', says: /^Rosa Amaral .* Staff ·/ },
  Olga: { actor: { type: 'staff', name: 'Olga Novak' }, source: 'staff', says: /^You .* Staff ·/ },
  System: { actor: { type: 'system' }, source: 'automated', says: /^System .* Automated$/ },
} as const

const NONE = undefined
const BOOKED = { status: [NONE, 'scheduled'], service: [NONE, 'Massage'], price: [NONE, 6000] } as const
const PAID = { status: [NONE, 'succeeded'], amount: [NONE, 6000] } as const
const PAYMENT = /recorded a payment of €60\.00 by Ana Prates for Massage .*Status received/

/** The week, in the order in which it was told. */
const WEEK: readonly Line[] = [
  {
    action: 'client.created',
    by: 'Ana',
    changes: { name: [NONE, ANA.name], email: [NONE, ANA.email] },
    says: /created the profile .*E-mail ana@example\.com/,
  },
  {
    action: 'booking.booked',
    by: 'Ana',
    changes: { ...BOOKED, channel: [NONE, 'online'] },
    says: /booked Massage for .+, 09:00 online .*Status scheduled/,
  },
  {
    action: 'message.sent',
    by: 'Olga',
    changes: {},
    says: /sent Ana Prates "Your appointment with Harbour Physiotherapy"/,
  },
  {
    action: 'booking.confirmed',
    by: 'Ana',
    changes: { status: ['scheduled', 'confirmed'] },
    says: /confirmed Massage online .*Status was scheduled → , now confirmed/,
  },
  {
    action: 'booking.rescheduled',
    by: 'Ana',
    changes: { startsAt: ['*', '*'] },
    says: /moved Massage online .*Start was .+, 09:00 → , now .+, 10:00 End/,
  },
  {
    action: 'booking.booked',
    by: 'Rosa',
    changes: BOOKED,
    says: /booked Massage for Ana Prates on .+, 10:00 .*Status scheduled/,
  },
  { action: 'payment.succeeded', by: 'Rosa', changes: PAID, says: PAYMENT },
  {
    action: 'booking.no_show',
    by: 'Rosa',
    changes: { status: ['scheduled', 'no_show'] },
    says: /marked Ana Prates as no-show for Massage .*Status was scheduled → , now no-show/,
  },
  {
    action: 'fee.charged',
    by: 'System',
    changes: { amount: [NONE, 6000], rule: [NONE, 'No-show'] },
    says: /charged Ana Prates €60\.00 \(No-show\) .*Why No-show Show what led to this/,
  },
  {
    action: 'payment.refunded',
    by: 'Rosa',
    changes: { status: ['succeeded', 'refunded'], refunded: [NONE, 6000] },
    says: /refunded €60\.00 .*Status was received → , now refunded .*“was in hospital”/,
  },
  { action: 'payment.succeeded', by: 'Rosa', changes: PAID, says: PAYMENT },
]

function changesOf({ changes = [] }: Entry, wanted: Line['changes']) {
  return Object.fromEntries(
    Object.entries(wanted).map(([field, [before, after]]) => {
      const change = changes.find(one => one.field === field)
      return [field, [before === '*' ? '*' : change?.before, after === '*' ? '*' : change?.after]]
    }),
  )
}

/** All of the week is on the open timeline: by whom, from where, what was and what is. */
async function expectWeek(page: Page, told: readonly Entry[]): Promise<void> {
  expect(told.map(({ action }) => action)).toEqual(WEEK.map(({ action }) => action))
  for (const [i, entry] of told.entries()) {
    const { action, by, changes, says } = WEEK[i]!
    const { actor, source, says: saysWho } = ROWS[by]
    expect(entry).toMatchObject({ actor, source, clients: [{ name: ANA.name }] })
    expect({ [action]: changesOf(entry, changes) }).toEqual({ [action]: changes })
    const row = page.locator(`article[data-entry="${entry.id}"]`)
    const text = (await row.innerText()).replaceAll(/\s+/g, ' ').replace(/^\d\d:\d\d \w+ /, '')
    expect(text).toMatch(saysWho)
    expect(text).toMatch(says)
  }
  const of = (action: string) => told.find(entry => entry.action === action)!
  expect(of('fee.charged')).toMatchObject({
    causedBy: of('booking.no_show').id,
    rule: { id: 'no-show', name: 'No-show' },
  })
  const moved = of('booking.rescheduled').changes!.find(({ field }) => field === 'startsAt')!
  expect(Date.parse(String(moved.after))).toBeGreaterThan(Date.parse(String(moved.before)))
}

test('a week of a one-room practice, as a new user would do it: each thing that is done is a line on the client’s timeline', async ({
  openPage,
}) => {
  const fresh = await startFresh()
  try {
    const { address } = fresh
    const place = { signedOut: true, baseURL: address, timezoneId: ZONE }
    const owner = await openPage(place)
    await begin(owner, fresh.link)
    await makeRecords(owner)
    const booking = await goOnline(owner)
    const clinic = clinicOf({ address, ...(await makeKey(owner, address)) })

    const phone = await openPage({
      ...place,
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    })
    await bookAs(phone, { booking }, ANA, { daysAhead: workingDayAhead() })
    await picture(phone, '04-booked')
    expect(await sideways(phone)).toBe(0)
    await confirmAndMove(phone, await handOver(owner, clinic))

    const desk = await openPage(place)
    await clinic.enter(desk, await clinic.join('staff'), '/bookings')
    await missYesterday(desk, clinic)
    const [ana] = (await clinic.log.clients({ q: ANA.name }).page()).clients
    const brief = (page: Page) => page.getByRole('region', { name: 'Before you start' })
    await openTimeline(desk, ana!.id)
    await brief(desk)
      .getByRole('link', { name: /, 10:00$/ })
      .first()
      .click()
    await payAll(desk)
    await picture(desk, '12-paid')

    // Five minutes before the session.
    await owner.goto('/clients')
    await owner.getByRole('link', { name: ANA.name }).first().click()
    await owner.locator('[data-entry]').first().waitFor()
    await expect
      .poll(() => brief(owner).innerText())
      .toMatch(/Next\s+\w{3} \d+ \w{3,4}, 10:00\s+Unpaid\s+€60\.00\s+No-shows\s+1 of 1\s+last .+, 10:00/)
    await picture(owner, '13-client')
    const { entries } = await clinic.log.timeline(ana!.id, { order: 'asc' }).page()
    // That nobody sends mail is told as well, when the clock comes to it.
    await expectWeek(
      owner,
      entries.filter(({ action }) => action !== 'message.skipped'),
    )
  } finally {
    await fresh.stop()
  }
}, 360_000)
