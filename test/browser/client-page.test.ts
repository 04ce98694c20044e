import { expectReachable } from './axe.ts'
import { expect, newClient, openTimeline, rowIds, ownTest as test, sideways } from './browser-test.ts'
import { join } from './people.ts'
import type { Draft } from './practice/draft.ts'
import { LAPTOP } from './practice/one-booking.ts'
import { RECEPTION, THERAPIST } from './practice/people.ts'

const MINUTE_MS = 60_000
const at = (minutes: number) => new Date(Date.UTC(2026, 4, 5, 10) + minutes * MINUTE_MS).toISOString()
const made = (client: { id: string; name: string }): Draft => ({
  action: 'client.created',
  client,
  state: { name: client.name },
  occurredAt: at(-600),
})

test('C14 where the counts or the profile do not come, the page says what is missing, and Retry brings it', async ({
  page,
  log,
}) => {
  const { id, name } = await newClient(log, client => [made(client)])
  const broken = new Set([`/v1/clients/${id}`, '/v1/entries/counts'])
  await page.route('**/v1/**', route =>
    broken.has(new URL(route.request().url()).pathname)
      ? route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"code":"internal"}' })
      : route.continue(),
  )
  await openTimeline(page, id)
  const banner = page.getByRole('alert').filter({ hasText: 'Part of this page is missing' })
  await banner.filter({ hasText: 'the counts' }).filter({ hasText: 'the client’s profile' }).waitFor()
  // What did come stands.
  await expect.poll(() => page.locator('[data-entry]').count()).toBe(1)
  broken.clear()
  await banner.getByRole('button', { name: 'Retry' }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await page.getByText('1 of 1 entry', { exact: true }).waitFor()
  await expect.poll(() => banner.count()).toBe(0)
})

test('C17 repeated views by one person within 30 minutes are one row, others have their own; the page tells its opening once', async ({
  page,
  log,
}) => {
  const view = (client: { id: string }, actor: typeof RECEPTION | typeof THERAPIST, minute: number) =>
    ({ action: 'client.viewed', client, actor, occurredAt: at(minute) }) as Draft
  const { id } = await newClient(log, client => [
    made(client),
    view(client, RECEPTION, 0),
    view(client, RECEPTION, 4),
    {
      action: 'client.updated',
      client,
      actor: THERAPIST,
      occurredAt: at(7),
      changes: [{ field: 'city', before: 'Faro', after: 'Lagos' }],
    },
    view(client, THERAPIST, 8),
    view(client, RECEPTION, 21),
    view(client, RECEPTION, 70),
  ])
  const told: string[] = []
  page.on('request', request => {
    if (request.method() === 'POST' && request.url().endsWith('/views')) told.push(request.url())
  })
  await openTimeline(page, id)
  await expect.poll(() => page.locator('[data-entry]:visible').count()).toBe(5)
  await page.getByRole('button', { name: '3 entries like this' }).click()
  await expect.poll(() => page.locator('[data-entry]:visible').count()).toBe(8)
  await expect.poll(() => told.length).toBe(1)
  expect(told[0]).toContain(`/v1/clients/${id}/views`)
  // The other page of the client is no new opening, and what the API reads is none at all.
  await page.getByRole('link', { name: 'Access' }).click()
  await page.getByText('Nobody has signed in yet').waitFor()
  await page.getByRole('link', { name: 'Timeline' }).click()
  await page.locator('[data-entry]').first().waitFor()
  expect(told).toHaveLength(1)
  await page.goto('/clients')
  await openTimeline(page, id)
  await expect.poll(() => told.length).toBe(2)
  // The workspace keeps no views: nothing was written.
  expect((await log.counts({ client: id })).total).toBe(7)
})

test('R-C7 the access log shows sign-ins, sign-outs, failures and expiries to the second, live, and nothing else', async ({
  page,
  log,
}) => {
  const { id, hostId, name } = await newClient(log, client => {
    const self = { type: 'client', id: client.id, name: client.name } as const
    const access = (action: string, second: number, given: object = {}) =>
      ({
        action,
        client,
        actor: self,
        occurredAt: new Date(Date.UTC(2026, 4, 5, 10, 0, second)).toISOString(),
        context: { ip: '203.0.113.40', userAgent: LAPTOP },
        ...given,
      }) as Draft
    return [
      made(client),
      access('client.sign_in_failed', 5, { outcome: 'failure' }),
      access('client.signed_in', 17),
      access('client.signed_out', 44),
      access('client.session_expired', 59),
    ]
  })
  await page.goto(`/clients/${id}`)
  const stream = page.waitForResponse(response => response.url().includes('/v1/stream'))
  await page.getByRole('navigation', { name: 'Client' }).getByRole('link', { name: 'Access' }).click()
  await page.getByText('4 of 4 entries', { exact: true }).waitFor()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  const rows = page.locator('tbody tr')
  await expect.poll(() => rows.count()).toBe(4)
  const [signedIn] = await rows
    .filter({ hasText: 'Chrome' })
    .filter({ hasText: '11:00:17' })
    .allTextContents()
  expect(signedIn).toContain('203.0.113.40')
  expect(signedIn).toContain('WEST')
  expect(await page.locator('time[datetime="2026-05-05T10:00:17Z"]').getAttribute('title')).toContain(
    '2026-05-05T10:00:17',
  )
  await stream
  await log.append([
    { action: 'visit.recorded', client: { id: hostId } },
    { action: 'client.signed_in', client: { id: hostId }, actor: { type: 'client', id: hostId } },
  ] as never)
  await page.getByRole('button', { name: '1 new entry' }).click()
  await page.getByText('5 of 5 entries', { exact: true }).waitFor()
  await expect.poll(() => rows.count()).toBe(5)
  await expectReachable(page, 'access log')
})

test('R-C7 who may not see access logs is shown neither tab nor sign-in', async ({
  openPage,
  practice,
  log,
}) => {
  const { id } = await newClient(log, client => [
    made(client),
    { action: 'client.signed_in', client, actor: { type: 'client', id: client.id }, occurredAt: at(0) },
  ])
  const staff = await join(practice, 'staff')
  const page = await openPage({ signedOut: true })
  await page.context().addCookies(
    staff.cookie.split('; ').map(pair => {
      const at = pair.indexOf('=')
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: practice.address }
    }),
  )
  await openTimeline(page, id)
  // Beside the rows stands what is known of the client, as far as they may see it.
  const glance = page.getByRole('complementary', { name: 'At a glance' })
  await glance.locator('div').filter({ hasText: 'Last activity' }).locator('time').first().waitFor()
  expect(await page.getByRole('link', { name: 'Access' }).count()).toBe(0)
  expect(await page.getByText('Last sign-in').count()).toBe(0)
})

test('a client’s header says that they are deleted, held or erased, and since when', async ({
  page,
  log,
}) => {
  const { id, hostId } = await newClient(log, client => [made(client)])
  await log.request('PUT', `/v1/clients/${hostId}/hold`, { body: { reason: 'dispute' } })
  await page.goto(`/clients/${id}`)
  await page.getByText(/^Under a legal hold since/).waitFor()
  await log.request('DELETE', `/v1/clients/${hostId}/hold`)
  await log.request('DELETE', `/v1/clients/${hostId}`)
  await page.reload()
  await page.getByText(/^Deleted on .*To be erased on/).waitFor()
  await expectReachable(page, 'deleted client')
  await log.request('POST', `/v1/clients/${hostId}/erase`, { body: { mode: 'erase' } })
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'Erased client' }).waitFor()
  await page.getByText(/^Erased on .*The record of the acts remains/).waitFor()
  await expect.poll(() => rowIds(page)).not.toHaveLength(0)
})

test('on a phone the pages of a client are one line that moves sideways, with the open one in sight', async ({
  page,
  log,
}) => {
  const { id, name } = await newClient(log, client => [made(client)])
  const tabs = page.getByRole('navigation', { name: 'Client' })
  await page.setViewportSize({ width: 360, height: 780 })
  await page.goto(`/clients/${id}/access`)
  await page.getByRole('heading', { level: 1, name }).waitFor()
  const links = tabs.getByRole('link')
  await expect.poll(() => links.count()).toBe(6)
  const tops = await links.evaluateAll(all => all.map(one => one.getBoundingClientRect().top))
  expect(new Set(tops).size).toBe(1)
  const isInSight = (label: string) =>
    tabs.getByRole('link', { name: label }).evaluate(link => {
      const { left, right } = link.getBoundingClientRect()
      return left >= 16 && right <= innerWidth - 32
    })
  await expect.poll(() => isInSight('Access')).toBe(true)
  expect(await isInSight('Timeline')).toBe(false)
  // With the keyboard alone, too: what has the focus is in sight.
  await tabs.getByRole('link', { name: 'Access' }).focus()
  for (const label of ['Profile', 'Related', 'Sessions', 'Timeline']) {
    await page.keyboard.press('Shift+Tab')
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe(label)
    await expect.poll(() => isInSight(label)).toBe(true)
  }
  expect(await sideways(page)).toBe(0)
  await page.keyboard.press('Enter')
  await page.locator('[data-entry]').first().waitFor()
  await expect.poll(() => isInSight('Timeline')).toBe(true)
})

test('C19 erasing a client turns the rows of an open page into "Entry erased on … (chain intact)"', async ({
  page,
  log,
}) => {
  const { id, hostId, name } = await newClient(log, client => [
    made(client),
    {
      action: 'client.updated',
      client,
      actor: RECEPTION,
      occurredAt: at(1),
      changes: [{ field: 'city', before: 'Castro Marim', after: 'Vila Velha' }],
    },
  ])
  const stream = page.waitForResponse(response => response.url().includes('/v1/stream'))
  await openTimeline(page, id)
  await page.getByText('Vila Velha').first().waitFor()
  await stream
  await log.request('POST', `/v1/clients/${hostId}/erase`, { body: { mode: 'erase' } })
  await page.getByRole('heading', { level: 1, name: 'Erased client' }).waitFor()
  await expect
    .poll(() => page.getByText(/^Entry erased on \d+ \w+ \d{4} \(chain intact\)/).count())
    .toBeGreaterThanOrEqual(2)
  for (const gone of [name, 'Castro Marim', 'Vila Velha', hostId])
    await expect.poll(() => page.content()).not.toContain(gone)
  await expectReachable(page, 'erased client')
  await page.goto('/activity')
  await page
    .getByText(/^Entry erased on/)
    .first()
    .waitFor()
})
