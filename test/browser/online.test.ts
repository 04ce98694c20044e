/** screens.md 3.13: online booking and its links, P1 to P5; and what the staff see of it. */
import type { Entry } from '@daybook/protocol'
import { expectReachable, violations } from './axe.ts'
import { expect, sideways, test } from './browser-test.ts'
import { bookAs, newestLine, openShop } from './online-shop.ts'
import { visitor } from './visitor.ts'

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }

const changeOf = (entry: Entry, field: string) => {
  const { before, after } = entry.changes!.find(change => change.field === field)!
  return { before, after }
}

/** A visitor's browser: nobody is signed in, and the clock is that of the business. */
test('P1 a stranger books a free time on a 360 px phone; the actor is the client, the source customer', async ({
  browser,
  practice,
  clinic,
  openPage,
}) => {
  const shop = await openShop(clinic)
  const { context, page } = await visitor(browser, practice.address, PHONE)
  await page.goto(shop.booking)
  await page.getByRole('heading', { level: 1, name: 'Book with Quiet Street Clinic' }).waitFor()
  await expect.poll(() => sideways(page)).toBe(0)
  const clicks = 4
  await bookAs(page, shop, { name: 'Paula Um', email: 'paula@example.com' })
  await expect.poll(() => sideways(page)).toBe(0)
  // Four touches and two fields: the minute is spent on typing.
  expect(clicks).toBeLessThan(5)
  const entry = await shop.last('booking.booked')
  expect(entry).toMatchObject({
    actor: { type: 'client', name: 'Paula Um' },
    source: 'customer',
    clients: [{ name: 'Paula Um' }],
  })
  expect(changeOf(entry, 'status')).toEqual({ before: undefined, after: 'scheduled' })
  expect(page.url()).not.toMatch(/paula|example/i)
  await context.close()
  expect(await newestLine(await openPage(), shop, entry)).toContain('Paula Um booked Massage')
})

test('P2 times stand in the zone of the business, with the visitor’s own beside them where they differ', async ({
  browser,
  practice,
  clinic,
}) => {
  const shop = await openShop(clinic)
  const far = await visitor(browser, practice.address, { timezoneId: 'America/New_York' })
  await far.page.goto(shop.booking)
  await far.page.getByRole('link', { name: /Massage/ }).click()
  await far.page.getByText(/^Times in Lisbon \(.+\); your own time beside them \(New York\)$/).waitFor()
  const time = far.page.locator('.times a').first()
  const [ours, own] = [await time.locator('time').innerText(), await time.locator('small').innerText()]
  const at = new Date((await time.locator('time').getAttribute('datetime'))!)
  const clock = (timeZone: string) =>
    at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone })
  expect(ours).toBe(clock('Europe/Lisbon'))
  expect(own).toContain(clock('America/New_York'))
  await time.click()
  await far.page.getByText(`${clock('America/New_York')} New York`).waitFor()
  await far.context.close()
  const near = await visitor(browser, practice.address)
  await near.page.goto(shop.booking)
  await near.page.getByRole('link', { name: /Massage/ }).click()
  const hint = near.page.getByText(/^Times in Lisbon/)
  await hint.waitFor()
  expect(await hint.innerText()).toMatch(/^Times in Lisbon \([^)]+\)$/)
  expect(await near.page.locator('.times a small').count()).toBe(0)
  await near.context.close()
})

test('P3 a link confirms and moves; each is an entry of the client with old and new', async ({
  browser,
  practice,
  clinic,
  openPage,
}) => {
  const shop = await openShop(clinic)
  const { context, page } = await visitor(browser, practice.address)
  const who = { name: 'Clara Dois', email: 'clara@example.com' }
  await bookAs(page, shop, who, { place: 2 })
  const first = await shop.linkTo(who.email)
  await page.goto(first)
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByText('Thank you, your appointment is confirmed.').waitFor()
  const confirmed = await shop.last('booking.confirmed')
  expect(confirmed).toMatchObject({ actor: { type: 'client', name: 'Clara Dois' }, source: 'customer' })
  expect(changeOf(confirmed, 'status')).toEqual({ before: 'scheduled', after: 'confirmed' })

  await page.getByRole('link', { name: 'Move' }).click()
  await page.getByRole('navigation', { name: 'Days' }).getByRole('listitem').nth(5).getByRole('link').click()
  await page.locator('.times a').nth(4).click()
  await page.getByRole('button', { name: 'Move to this time' }).click()
  await page.getByRole('heading', { level: 1, name: 'Your appointment was moved' }).waitFor()
  const moved = await shop.last('booking.rescheduled')
  expect(moved).toMatchObject({ actor: { type: 'client', name: 'Clara Dois' }, source: 'customer' })
  const { before, after } = changeOf(moved, 'startsAt')
  expect(Date.parse(String(after))).toBeGreaterThan(Date.parse(String(before)))

  // The old link is used up, and says no more than that.
  await page.goto(first)
  await page.getByRole('heading', { level: 1, name: 'This link was used' }).waitFor()
  expect(await page.locator('main').innerText()).not.toMatch(/Clara|Massage|Quiet/)
  await context.close()
  const staff = await openPage()
  expect(await newestLine(staff, shop, moved)).toContain('Clara Dois moved Massage')
})

test('P3 what a late cancellation costs is said before it happens; the fee names the rule and its cause', async ({
  browser,
  practice,
  clinic,
  openPage,
}) => {
  const shop = await openShop(clinic)
  const { context, page } = await visitor(browser, practice.address)
  const who = { name: 'Diana Três', email: 'diana@example.com' }
  // Less than a day ahead, and hours away, whatever the clock says: the last time of today, or six o'clock tomorrow.
  const hour = Number(
    new Date().toLocaleTimeString('en-GB', { hour: '2-digit', timeZone: 'Europe/Lisbon' }).slice(0, 2),
  )
  await bookAs(page, shop, who, hour < 12 ? { daysAhead: 0, place: -1 } : { daysAhead: 1, place: 6 })
  await page.goto(await shop.linkTo(who.email))
  await page.getByText('it can no longer be moved here').waitFor()
  await page.getByRole('link', { name: 'Cancel appointment' }).click()
  await page.getByText('cancelling now costs €30.00').waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByLabel('Why?').fill('A train that does not run')
  await page.getByRole('button', { name: 'Cancel appointment' }).click()
  await page.getByRole('heading', { level: 1, name: 'Your appointment is cancelled' }).waitFor()
  const cancelled = await shop.last('booking.cancelled')
  expect(cancelled).toMatchObject({
    actor: { type: 'client', name: 'Diana Três' },
    source: 'customer',
    reason: 'A train that does not run',
  })
  expect(changeOf(cancelled, 'status')).toEqual({ before: 'scheduled', after: 'cancelled' })
  expect(await shop.last('fee.charged')).toMatchObject({
    causedBy: cancelled.id,
    rule: { id: 'late-cancellation' },
    context: { amount: { value: 3000, currency: 'EUR' } },
  })
  await context.close()
  const line = await newestLine(await openPage(), shop, cancelled)
  expect(line).toContain('Diana Três cancelled')
})

test('P4 a used, altered or unknown link says so and tells nothing else', async ({
  browser,
  practice,
  clinic,
}) => {
  const shop = await openShop(clinic)
  const { context, page } = await visitor(browser, practice.address)
  for (const path of [`/visit/${'x'.repeat(43)}`, '/visit/short', `${shop.portal}/in/${'x'.repeat(43)}`]) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1, name: 'This link is not valid' }).waitFor()
    expect(await page.locator('main').innerText()).not.toMatch(/Massage|@|€/)
    expect(await violations(page)).toEqual([])
  }
  await page.goto('/book/nobody-is-here')
  await page.getByRole('heading', { level: 1, name: 'There is nothing here' }).waitFor()
  await context.close()
})

test('P5 axe finds nothing on the pages of a booking, and all of them work without JavaScript', async ({
  browser,
  practice,
  clinic,
}) => {
  const shop = await openShop(clinic)
  const seen = await visitor(browser, practice.address)
  await seen.page.goto(shop.booking)
  await expectReachable(seen.page, 'services')
  await seen.page.getByRole('link', { name: /Massage/ }).click()
  await expectReachable(seen.page, 'times')
  await seen.page.locator('.times a').first().click()
  await expectReachable(seen.page, 'details')
  await seen.page.getByLabel('E-mail').fill('nobody')
  await seen.page.locator('form').evaluate(form => (form as HTMLFormElement).setAttribute('novalidate', ''))
  await seen.page.getByRole('button', { name: 'Book this time' }).click()
  await seen.page.getByText('Please enter your name.').waitFor()
  await expectReachable(seen.page, 'mistakes')
  await seen.context.close()

  const plain = await visitor(browser, practice.address, { javaScriptEnabled: false })
  const who = { name: 'Sem Script', email: 'plain@example.com' }
  await bookAs(plain.page, shop, who, { place: 6 })
  expect(await shop.last('booking.booked')).toMatchObject({ actor: { name: 'Sem Script' } })
  await plain.page.getByRole('link', { name: 'Cancel appointment' }).click()
  await plain.page.getByText('Cancelling costs you nothing.').waitFor()
  await plain.context.close()
})

test('the settings of online booking are entries, and services are offered by a switch', async ({
  clinic,
  openPage,
}) => {
  const shop = await openShop(clinic)
  const page = await openPage()
  await shop.clinic.open(page, '/settings/online')
  await page.getByRole('switch', { name: 'Confirm by link' }).click()
  await page.getByRole('status').getByText('Saved').waitFor()
  const entry = await shop.last('settings.updated')
  expect(changeOf(entry, 'onlineConfirm')).toEqual({ before: false, after: true })
  await page.getByRole('switch', { name: 'Yoga in a group' }).click()
  await expect
    .poll(async () => changeOf(await shop.last('service.updated'), 'online'))
    .toEqual({ before: true, after: false })
  await page.getByLabel('Name in the address').fill('No spaces')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText(/must be 3 to 60 letters/).waitFor()
  await expectReachable(page, 'online settings')
  await shop.clinic.log.request('PATCH', '/v1/settings', { body: { onlineConfirm: false } })
})

test('where nobody sends mail, messages are handed over by the staff, and each is an entry', async ({
  browser,
  practice,
  clinic,
  openPage,
}) => {
  const shop = await openShop(clinic)
  const { context, page: visit } = await visitor(browser, practice.address)
  const who = { name: 'Eva Quatro', email: 'eva@example.com' }
  await bookAs(visit, shop, who, { daysAhead: 4, place: 9 })
  await context.close()
  await shop.letterTo(who.email)
  const page = await openPage()
  // On a phone, too, it stands among the pages, with how many there are.
  await page.setViewportSize({ width: 360, height: 740 })
  await shop.clinic.open(page, '/clients')
  const way = page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: /^Messages ?, \d+ to hand over$/ })
  await way.click()
  await page.waitForURL('**/messages')
  await expectReachable(page, 'messages')
  const letter = page.getByRole('article').filter({ hasText: 'eva@example.com' })
  await letter.getByText('You have booked Massage').waitFor()
  await letter.getByRole('button', { name: 'Handed over' }).click()
  await letter.waitFor({ state: 'detached' })
  expect(await shop.last('message.sent')).toMatchObject({
    actor: { type: 'staff' },
    data: { channel: 'in_person' },
    clients: [{ name: 'Eva Quatro' }],
    sentence: expect.stringMatching(/in person$/),
  })
})
