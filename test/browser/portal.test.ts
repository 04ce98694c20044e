/** screens.md 3.13: the client portal, Q1 and Q2. */
import type { Page } from 'playwright-core'
import { expectReachable } from './axe.ts'
import { expect, newClient, showArrived, test } from './browser-test.ts'
import { newestLine, openShop, type Shop } from './online-shop.ts'
import type { Draft } from './practice/draft.ts'
import { visitor } from './visitor.ts'

const DAY = 86_400_000

/** A client with a booking in a week, an address, and notes that are the staff's. */
async function clientOf({ clinic }: Shop, name: string) {
  const email = `${name.toLowerCase().replaceAll(/[^a-z]/g, '')}@example.com`
  const start = new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 7 * DAY)
  const client = await newClient(
    clinic.log,
    client => [
      { action: 'client.created', client, state: { name: client.name, email } } as Draft,
      {
        action: 'booking.booked',
        client,
        object: { type: 'booking', id: `BK-${client.id}`, name: 'Massage' },
        state: {
          service: 'Massage',
          startsAt: start.toISOString(),
          duration: 60,
          status: 'scheduled',
          notes: 'STAFFNOTE never to be seen',
        },
      } as Draft,
    ],
    name,
  )
  return { ...client, email }
}

async function askLetter(page: Page, shop: Shop, email: string): Promise<void> {
  await page.goto(shop.portal)
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Send link and code' }).click()
  await page.getByRole('heading', { level: 1, name: 'Look at your letters' }).waitFor()
}

async function signIn(page: Page, shop: Shop, email: string): Promise<void> {
  await askLetter(page, shop, email)
  await page.goto(await shop.linkTo(email))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { level: 1, name: 'Your appointments' }).waitFor()
}

/** What arrives waits above the list until it is asked for, so that nothing moves that is being read. */
async function newRow(staff: Page, text: string): Promise<void> {
  const row = staff.getByRole('row').filter({ hasText: text })
  await showArrived(staff, row)
  await row.filter({ hasText: '127.0.0.1' }).filter({ hasText: 'Chrome' }).waitFor()
}

test('Q1 sign-in by link, sign-out and a failure by code are entries with IP and device, live in the Access tab', async ({
  browser,
  practice,
  clinic,
  openPage,
}) => {
  const shop = await openShop(clinic)
  const client = await clientOf(shop, 'Rita Porto')
  const staff = await openPage()
  await shop.clinic.open(staff, `/clients/${client.id}/access`)
  const { context, page } = await visitor(browser, practice.address)
  await page.goto(shop.portal)
  await expectReachable(page, 'sign in')
  await askLetter(page, shop, client.email)
  await expectReachable(page, 'code')
  await page.getByLabel('Code').fill('000000')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('This code is wrong, or its time is over.').waitFor()
  await newRow(staff, 'failed to sign in to the portal')
  expect(await shop.last('client.sign_in_failed')).toMatchObject({
    actor: { type: 'client', name: 'Rita Porto' },
    source: 'customer',
    outcome: 'failure',
    context: { ip: '127.0.0.1', device: expect.stringContaining('Chrome') },
  })
  await page.goto(await shop.linkTo(client.email))
  await expectReachable(page, 'link')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { level: 1, name: 'Your appointments' }).waitFor()
  await expectReachable(page, 'home')
  const entry = await shop.last('client.signed_in')
  expect(entry).toMatchObject({
    actor: { type: 'client', name: 'Rita Porto' },
    source: 'customer',
    data: { method: 'link' },
    context: { ip: '127.0.0.1', device: expect.stringContaining('Chrome') },
  })
  await newRow(staff, 'signed in to the portal')
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.getByText('You are signed out.').waitFor()
  expect(await shop.last('client.signed_out')).toMatchObject({
    actor: { type: 'client', name: 'Rita Porto' },
  })
  await newRow(staff, 'signed out of the portal')
  await context.close()
})

test('Q1 a code signs in, and signing out everywhere ends every session', async ({
  browser,
  practice,
  clinic,
}) => {
  const shop = await openShop(clinic)
  const client = await clientOf(shop, 'Sara Lisboa')
  const first = await visitor(browser, practice.address)
  const second = await visitor(browser, practice.address)
  await signIn(first.page, shop, client.email)
  await askLetter(second.page, shop, client.email)
  await second.page.getByLabel('Code').fill(/code: (\d{6})/.exec(await shop.letterTo(client.email))![1]!)
  await second.page.getByRole('button', { name: 'Sign in' }).click()
  await second.page.getByText('Hello Sara Lisboa').waitFor()
  expect(await shop.last('client.signed_in')).toMatchObject({ data: { method: 'code' } })
  await second.page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await second.page.getByText('You are signed out.').waitFor()
  await first.page.reload()
  await first.page.getByLabel('E-mail').waitFor()
  expect(await first.page.locator('main').innerText()).not.toContain('Sara')
  await first.context.close()
  await second.context.close()
})

test('Q2 the portal shows one’s own bookings and nothing of the log, of others or of staff notes; they can be moved and cancelled', async ({
  browser,
  practice,
  clinic,
  openPage,
}) => {
  const shop = await openShop(clinic)
  const other = await clientOf(shop, 'Somebody Else')
  const client = await clientOf(shop, 'Tania Faro')
  const { context, page } = await visitor(browser, practice.address)
  await signIn(page, shop, client.email)
  await expect.poll(() => page.locator('.rows a').count()).toBe(1)
  await page.locator('.rows a').click()
  await expectReachable(page, 'booking')
  await page.getByRole('link', { name: 'Move' }).click()
  // Another day than this one, of which little may be left.
  await page.getByRole('navigation', { name: 'Days' }).getByRole('listitem').nth(2).getByRole('link').click()
  await page.locator('.times a').nth(1).click()
  await page.getByRole('button', { name: 'Move to this time' }).click()
  await page.getByRole('heading', { level: 1, name: 'Your appointment was moved' }).waitFor()
  const moved = await shop.last('booking.rescheduled')
  expect(moved).toMatchObject({ actor: { type: 'client', name: 'Tania Faro' }, source: 'customer' })
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByText('your appointment is confirmed').waitFor()
  await page.getByRole('link', { name: 'Cancel appointment' }).click()
  await page.getByRole('button', { name: 'Cancel appointment' }).click()
  await page.getByRole('heading', { level: 1, name: 'Your appointment is cancelled' }).waitFor()

  // Every route of the API, with the portal’s cookie, which a browser would not even send there.
  const paths = Object.keys(
    (await shop.clinic.log.request<{ paths: object }>('GET', '/v1/openapi.json')).paths,
  ).filter(path => path.startsWith('/v1/'))
  const cookie = (await context.cookies(practice.address + shop.portal))
    .map(one => `${one.name}=${one.value}`)
    .join('; ')
  expect(cookie).toMatch(/^daybook_portal=/)
  const headers = { cookie, 'daybook-workspace': shop.clinic.workspace }
  for (const path of paths) {
    const address = path.replace('{type}', 'booking').replaceAll(/\{\w+\}/g, other.id)
    const answer = await fetch(practice.address + address, { headers })
    expect([path, answer.status]).toEqual([path, 401])
  }
  for (const path of ['', '/erasure', `/bookings/${other.id}`, '/clients', `/../clients/${other.id}`]) {
    await page.goto(`${shop.portal}${path}`)
    const text = await page.locator('body').innerText()
    expect(text).not.toMatch(/STAFFNOTE|Somebody Else|booking\.booked/)
  }
  await context.close()
  expect(await newestLine(await openPage(), shop, moved)).toContain('Tania Faro moved Massage')
})

test('a client asks for their data and for erasure; both are entries, and wait for a decision', async ({
  browser,
  practice,
  clinic,
  openPage,
}) => {
  const shop = await openShop(clinic)
  const client = await clientOf(shop, 'Vera Braga')
  const { context, page } = await visitor(browser, practice.address)
  await signIn(page, shop, client.email)
  await page.getByRole('button', { name: 'Ask for a copy of my data' }).click()
  await page.getByText('will send you a copy of your data').waitFor()
  expect(await shop.last('client.export_requested')).toMatchObject({
    actor: { type: 'client', name: 'Vera Braga' },
    source: 'customer',
  })
  await page.getByRole('link', { name: 'Ask for my data to be erased' }).click()
  await expectReachable(page, 'erasure')
  await page.getByRole('button', { name: 'Ask', exact: true }).click()
  await page.getByText('will decide about it').waitFor()
  const asked = await shop.last('client.erasure_requested')
  expect(asked).toMatchObject({ actor: { type: 'client', name: 'Vera Braga' }, source: 'customer' })
  await context.close()
  const staff = await openPage()
  expect(await newestLine(staff, shop, asked)).toContain('Vera Braga asked for their data to be erased')
  await shop.clinic.open(staff, '/settings/privacy')
  await staff.getByText('Vera Braga').first().waitFor()
})
