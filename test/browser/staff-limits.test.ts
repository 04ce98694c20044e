import type { Page } from 'playwright-core'
import type { DaybookClient } from '@daybook/client'
import { expect, newClient, rowIds, ownTest as test } from './browser-test.ts'
import { join, type Person } from './people.ts'
import type { Practice } from './start-practice.ts'

type Visibility = 'everyone' | 'own_clients' | 'own_acts'
type OpenPage = (options?: { signedOut: boolean }) => Promise<Page>

const IP = '203.0.113.61'
const DEVICE = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

/** One of the staff who sees so much, and a page on which they are signed in. */
async function openStaff(
  practice: Practice,
  log: DaybookClient,
  openPage: OpenPage,
  visibility: Visibility,
): Promise<{ person: Person; page: Page }> {
  const person = await join(practice)
  await log.request('PUT', `/v1/members/${person.id}`, { body: { visibility } })
  const page = await openPage({ signedOut: true })
  const cookies = person.cookie.split('; ').map(pair => {
    const at = pair.indexOf('=')
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: practice.address }
  })
  await page.context().addCookies(cookies)
  return { person, page }
}

/** A client with a booking, made at the desk and assigned to somebody. */
const withBooking = (log: DaybookClient, member: string, actor = 'desk') =>
  newClient(log, client => [
    {
      action: 'booking.booked',
      client,
      object: { type: 'booking', id: `${client.id}-B` },
      actor: { type: 'staff', id: actor, name: `Mx ${actor}` },
      state: { service: 'Limited massage', member },
      context: { ip: IP, userAgent: DEVICE },
    },
  ])

test('B5 staff limited to own clients see only those, and other addresses lead nowhere', async ({
  practice,
  log,
  openPage,
}) => {
  const { person, page } = await openStaff(practice, log, openPage, 'own_clients')
  const own = await withBooking(log, person.id)
  const other = await withBooking(log, 'somebody-else')
  await page.goto('/clients')
  await page.getByRole('link', { name: own.name }).waitFor()
  await expect.poll(() => page.locator('tbody th a').allTextContents()).toEqual([own.name])
  await page.getByRole('searchbox', { name: 'Search clients' }).fill(other.name)
  await page.getByText('No client matches').waitFor()

  const otherEntry = (await log.timeline(other.hostId).page()).entries[0]!
  for (const id of [other.id, other.hostId]) {
    const response = await page.request.get(`/v1/clients/${id}`, {
      headers: { 'daybook-workspace': practice.workspace },
    })
    expect(response.status()).toBe(404)
    await page.goto(`/clients/${id}`)
    await page.getByText('There is no such client').waitFor()
  }
  await page.goto(`/entries/${otherEntry.id}`)
  await page.getByText('There is no such entry').waitFor()
  expect(await page.content()).not.toContain(other.name)
  await page.goto(`/clients/${own.id}`)
  await page.locator('[data-entry]').first().waitFor()
})

test('D2 addresses are for those who may read access logs; the device of a booking act is for all who see it', async ({
  page: owner,
  practice,
  log,
  openPage,
}) => {
  const { person, page } = await openStaff(practice, log, openPage, 'everyone')
  const { hostId } = await withBooking(log, person.id)
  const signIn = { action: 'client.signed_in', client: { id: hostId }, actor: { type: 'client' } as const }
  await log.append([{ ...signIn, context: { ip: IP, userAgent: DEVICE } }])
  const [access, booking] = (await log.timeline(hostId).page()).entries
  await owner.goto(`/entries/${booking!.id}`)
  await owner.getByText(IP, { exact: true }).waitFor()
  await owner.goto(`/entries/${access!.id}`)
  await owner.getByText(IP, { exact: true }).waitFor()

  await page.goto(`/entries/${booking!.id}`)
  await page.getByText('Firefox on Linux').first().waitFor()
  const html = await page.content()
  expect([html.includes(IP), html.includes(DEVICE)]).toEqual([false, false])
  await page.goto(`/entries/${access!.id}`)
  await page.getByText('There is no such entry').waitFor()
})

test('F10 staff limited to own clients or own acts never see other rows, nor in counts and facets', async ({
  practice,
  log,
  openPage,
}) => {
  for (const visibility of ['own_clients', 'own_acts'] as const) {
    const { person, page } = await openStaff(practice, log, openPage, visibility)
    const own = await withBooking(log, person.id, person.id)
    const other = await withBooking(log, 'somebody-else', 'somebody-else')
    await log.append([{ action: 'payment.succeeded', client: { id: other.hostId } }])
    const mine = (await log.timeline(own.hostId).page()).entries.map(entry => entry.id)
    await page.goto('/activity')
    await page.getByText('1 of 1 entry', { exact: true }).waitFor()
    await expect.poll(() => rowIds(page)).toEqual(mine)
    const group = page.getByRole('group', { name: 'Category', exact: true })
    const countOf = (name: string) => group.locator('label').filter({ hasText: name }).locator('span').last()
    await expect.poll(() => countOf('Bookings').textContent()).toBe('1')
    // Of the payment there is no count, as of what never was.
    expect(await countOf('Payments').allTextContents()).toEqual(['0'])
    expect(await page.getByRole('group', { name: 'Actor', exact: true }).textContent()).not.toContain(
      'Mx somebody-else',
    )
  }
})
