/** The workspace's activity log, F1 to F9, in a workspace of its own: it counts what is in it. */
import type { Locator, Page, Request } from 'playwright-core'
import { expectReachable } from './axe.ts'
import { expect, newClient, rowIds, sideways, ownTest as test } from './browser-test.ts'
import { join } from './people.ts'
import type { Draft } from './practice/draft.ts'
import { MANAGER, RECEPTION, SYSTEM } from './practice/people.ts'

let made = 0
/** Free text that no other test's entries have. */
const word = (): string => `strandkorb${process.pid}n${++made}`

const mixed =
  (reason: string) =>
  (client: { id: string; name: string }): Draft[] => {
    const self = { type: 'client', id: client.id, name: client.name } as const
    const object = { type: 'booking', id: `BK-${client.id}`, name: 'Follow-up session' }
    const at = (day: number) => new Date(Date.UTC(2026, 4, day, 10)).toISOString()
    return [
      { action: 'client.updated', client, actor: RECEPTION, reason, occurredAt: at(1) },
      { action: 'booking.booked', client, object, actor: self, reason, occurredAt: at(2) },
      { action: 'booking.confirmed', client, object, actor: RECEPTION, reason, occurredAt: at(3) },
      {
        action: 'reminder.sent',
        client,
        object,
        actor: SYSTEM,
        source: 'automated',
        reason,
        occurredAt: at(4),
      },
      { action: 'booking.cancelled', client, object, actor: self, reason, occurredAt: at(5) },
      { action: 'payment.refunded', client, actor: SYSTEM, source: 'automated', reason, occurredAt: at(6) },
      { action: 'booking.confirmed', client, object, actor: MANAGER, reason, occurredAt: at(7) },
    ]
  }

const row = (page: Page, text: string | RegExp): Locator =>
  page.locator('tr[data-entry]').filter({ hasText: text })
const facet = (page: Page, title: string): Locator => page.getByRole('group', { name: title, exact: true })
const total = (page: Page, text: string) => page.getByText(text, { exact: true }).waitFor()

/** Opens the log and waits for its first rows. */
async function openLog(page: Page, rest = ''): Promise<void> {
  await page.goto(`/activity${rest}`)
  await page.locator('tr[data-entry]').first().waitFor()
}

/** Opens the log and waits until its stream is open, so that what comes next comes live. */
async function openLive(page: Page, rest = ''): Promise<void> {
  const stream = page.waitForResponse(response => response.url().includes('/v1/stream'))
  await openLog(page, rest)
  await stream
}

test('F1 facets, dates, scope and text combine, and each count is what the table then shows', async ({
  page,
  log,
}) => {
  const reason = word()
  await newClient(log, mixed(reason))
  await openLog(page, `#q=${reason}`)
  await total(page, '7 of 7 entries')
  const countOf = async (title: string, value: string): Promise<number> => {
    const label = facet(page, title).locator('label').filter({ hasText: value }).locator('span').last()
    return Number(await label.textContent())
  }
  const counted = (title: string) =>
    expect
      .poll(() => facet(page, title).locator('label').first().locator('span').last().textContent())
      .toMatch(/\d/)
  // Every value alone: the number beside it is the number of rows.
  for (const [title, value] of [
    ['Category', 'Bookings'],
    ['Type', 'Notification'],
    ['Source', 'Automated'],
    ['Scope', 'Sessions'],
    ['Scope', 'Profile'],
    ['Actor', 'Rita Sampaio'],
    ['Action', 'Session confirmed'],
  ] as const) {
    // All that it offers is known once it is counted.
    await counted(title)
    const more = facet(page, title).getByRole('button', { name: /Show all/ })
    if (await more.isVisible()) await more.click()
    await expect.poll(() => countOf(title, value)).toBeGreaterThan(0)
    const count = await countOf(title, value)
    const box = facet(page, title).getByRole('checkbox', { name: value })
    await box.check()
    await total(page, `${count} of ${count} ${count === 1 ? 'entry' : 'entries'}`)
    await expect.poll(async () => (await rowIds(page)).length).toBe(count)
    await box.uncheck()
    await total(page, '7 of 7 entries')
  }
  // Values of one are OR, facets are AND, and what is chosen stays on offer with its count.
  await facet(page, 'Source').getByRole('checkbox', { name: 'Customer' }).check()
  await facet(page, 'Source').getByRole('checkbox', { name: 'Staff' }).check()
  await total(page, '5 of 5 entries')
  await facet(page, 'Category').getByRole('checkbox', { name: 'Bookings' }).check()
  await total(page, '4 of 4 entries')
  await expect.poll(() => countOf('Source', 'Automated')).toBe(1)
  await facet(page, 'Dates').getByLabel('From').fill('2026-05-03')
  await facet(page, 'Dates').getByLabel('To').fill('2026-05-05')
  await total(page, '2 of 2 entries')
  await expect.poll(() => countOf('Action', 'Session cancelled')).toBe(1)
  // All five categories, all eight sources and all nineteen types are offered.
  expect(await facet(page, 'Category').getByRole('checkbox').count()).toBe(5)
  for (const [title, values] of [
    ['Source', 8],
    ['Type', 19],
  ] as const) {
    const more = facet(page, title).getByRole('button', { name: /Show all/ })
    if (await more.isVisible()) await more.click()
    await expect.poll(() => facet(page, title).getByRole('checkbox').count()).toBe(values)
  }
  await page.reload()
  await total(page, '2 of 2 entries')
})

test('F2 actors are told apart by id: namesakes are two, and somebody who has left can still be found', async ({
  page,
  log,
  practice,
}) => {
  const reason = word()
  const twin = (id: string): Draft['actor'] => ({ type: 'staff', id, name: 'Robin Twin' })
  await newClient(log, client => [
    { action: 'client.updated', client, actor: twin(`${reason}-a`), reason },
    { action: 'client.updated', client, actor: twin(`${reason}-b`), reason },
    { action: 'client.tagged', client, actor: twin(`${reason}-b`), reason },
  ])
  await openLog(page, `#q=${reason}`)
  const twins = facet(page, 'Actor').locator('label').filter({ hasText: 'Robin Twin' })
  await expect
    .poll(() => twins.allTextContents())
    .toEqual([`Robin Twin${reason}-b2`, `Robin Twin${reason}-a1`])
  await twins.filter({ hasText: `${reason}-a` }).click()
  await total(page, '1 of 1 entry')
  await expect.poll(() => new URL(page.url()).searchParams.get('actor')).toBe(`staff:${reason}-a`)

  const leaver = await join(practice, 'staff')
  const remove = await fetch(`${practice.address}/v1/members/${leaver.id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${practice.key}` },
  })
  expect(remove.status).toBe(200)
  await openLog(page, `?actor=staff:${leaver.id}`)
  await row(page, 'Member joined').waitFor()
  await facet(page, 'Actor').getByRole('checkbox', { name: 'Rosa Amaral', checked: true }).waitFor()
})

test('F3 an answer that comes late never takes the place of a newer one', async ({ page, log }) => {
  const reason = word()
  await newClient(log, mixed(reason))
  await openLog(page, `#q=${reason}`)
  await total(page, '7 of 7 entries')
  // What is asked for Bookings comes only after what is asked for Payments.
  const held = Promise.withResolvers<void>()
  let late = 0
  let ended = 0
  const ofBookings = /\/v1\/entries(\/counts)?\?.*category=bookings(?!.*category=payments)/
  const count = (request: Request): void => {
    if (ofBookings.test(request.url())) ended++
  }
  page.on('requestfinished', count)
  page.on('requestfailed', count)
  await page.route(ofBookings, async route => {
    await held.promise
    late++
    await route.continue()
  })
  const box = (name: string) => facet(page, 'Category').getByRole('checkbox', { name })
  await box('Bookings').check()
  await box('Bookings').uncheck()
  await box('Payments').check()
  await total(page, '1 of 1 entry')
  held.resolve()
  // Each has come, or is not listened to any more.
  await expect.poll(() => late > 0 && ended >= late).toBe(true)
  await total(page, '1 of 1 entry')
  expect(await rowIds(page)).toHaveLength(1)
  await row(page, 'Refund').waitFor()
})

test('F4 a view is saved under a name, opens by an address of its own, and is private until it is shared', async ({
  page,
  openPage,
  log,
  practice,
}) => {
  const reason = word()
  await newClient(log, mixed(reason))
  await openLog(page, `?source=customer&order=asc#q=${reason}`)
  await page.getByRole('button', { name: 'Save this view' }).click()
  const dialog = page.getByRole('dialog', { name: 'Save this view' })
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await dialog.getByText('Give it a name').waitFor()
  await dialog.getByRole('textbox', { name: 'Name' }).fill(`By clients ${reason}`)
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  const views = page.getByRole('navigation', { name: 'Saved views' })
  const link = views.getByRole('link', { name: `By clients ${reason}` })
  await expect.poll(() => link.getAttribute('aria-current')).toBe('page')
  const address = (await link.getAttribute('href'))!
  expect(address).toMatch(/^\/activity\?view=sv_/)

  // Its address alone opens the same rows, in the same order, and the search too.
  await openLog(page)
  await page.goto(address)
  await total(page, '2 of 2 entries')
  await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe(reason)
  await expect.poll(() => page.locator('tr[data-entry] th').first().textContent()).toContain('Session booked')

  const rosa = await join(practice, 'staff')
  const at = rosa.cookie.indexOf('=')
  const other = await openPage({ signedOut: true })
  await other.context().addCookies([
    {
      name: rosa.cookie.slice(0, at),
      value: rosa.cookie.slice(at + 1).split(';')[0]!,
      url: practice.address,
    },
  ])
  await other.goto(address)
  await other.getByText('This saved view is not there any more, or not shared with you').waitFor()
  await views.getByRole('button', { name: `Options of By clients ${reason}` }).click()
  await page.getByRole('button', { name: 'Share with the team' }).click()
  await views.getByText('shared').first().waitFor()
  await other.goto(address)
  await other.getByText('2 of 2 entries', { exact: true }).waitFor()
  await expect
    .poll(() => other.getByRole('navigation', { name: 'Saved views' }).getByRole('link').count())
    .toBeGreaterThan(1)

  // Other filters leave it; its maker may let it take them over, and delete it.
  await facet(page, 'Action').getByRole('checkbox', { name: 'Session booked' }).check()
  await total(page, '1 of 1 entry')
  await expect.poll(() => link.getAttribute('aria-current')).toBe('true')
  await views.getByRole('button', { name: `Options of By clients ${reason}` }).click()
  await page.getByRole('button', { name: 'Take over these filters' }).click()
  await expect.poll(() => link.getAttribute('aria-current')).toBe('page')
  await other.goto(address)
  await other.getByText('1 of 1 entry', { exact: true }).waitFor()
  await views.getByRole('button', { name: `Options of By clients ${reason}` }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Delete for good' }).click()
  await link.waitFor({ state: 'detached' })
})

test('F5 the log reads newest first, or oldest first, and stays so', async ({ page, log }) => {
  const reason = word()
  await newClient(log, mixed(reason))
  await openLog(page, `#q=${reason}`)
  await total(page, '7 of 7 entries')
  const newest = await rowIds(page)
  const seqs = await Promise.all(newest.map(async id => (await log.entry(id)).seq))
  expect(seqs).toEqual(seqs.toSorted((a, b) => b - a))
  await page.getByRole('button', { name: 'Newest first' }).click()
  await expect.poll(() => rowIds(page)).toEqual(newest.toReversed())
  await facet(page, 'Category').getByRole('checkbox', { name: 'Bookings' }).check()
  await total(page, '5 of 5 entries')
  await page.getByRole('button', { name: 'Oldest first' }).waitFor()
  await page.reload()
  await total(page, '5 of 5 entries')
  const oldest = await rowIds(page)
  expect(oldest).toHaveLength(5)
  expect(oldest).toEqual(oldest.toSorted((a, b) => newest.indexOf(b) - newest.indexOf(a)))
})

test('F6 a row opens by its button; actor, target and the time around are links', async ({ page, log }) => {
  const reason = word()
  const { id, name } = await newClient(log, mixed(reason))
  await openLog(page, `#q=${reason}`)
  await total(page, '7 of 7 entries')
  const open = async (text: string): Promise<void> => {
    const button = row(page, text).getByRole('button', { name: 'Details' })
    expect(await button.getAttribute('aria-expanded')).toBe('false')
    await button.focus()
    await page.keyboard.press('Enter')
    await page.getByText('Raw entry').waitFor()
    await expect.poll(() => button.getAttribute('aria-expanded')).toBe('true')
    const details = page.locator(`[id="${await button.getAttribute('aria-controls')}"]`)
    await expect.poll(() => details.getByText(/^Happened/).count()).toBe(1)
    await expect.poll(() => button.evaluate(one => one === document.activeElement)).toBe(true)
  }
  await open('Session cancelled')
  await page.getByRole('link', { name: 'All by this actor' }).click()
  await page.waitForURL(url => url.searchParams.get('actor') === id)
  await total(page, '2 of 2 entries')
  await expect.poll(() => row(page, name).count()).toBe(2)

  await page.goBack()
  await total(page, '7 of 7 entries')
  await page.getByRole('link', { name: 'All about this target' }).click()
  await page.waitForURL(url => url.searchParams.get('object')?.startsWith('ob_') === true)
  await total(page, '5 of 5 entries')

  await page.goBack()
  await total(page, '7 of 7 entries')
  await page.getByRole('link', { name: 'Around this time' }).click()
  await page.waitForURL(url => url.searchParams.get('from') === '2026-05-05T09:50:00.000Z')
  await row(page, name).first().waitFor()
  const occurred = await Promise.all((await rowIds(page)).map(async one => (await log.entry(one)).occurredAt))
  for (const at of occurred)
    expect(Math.abs(Date.parse(at) - Date.parse('2026-05-05T10:00:00Z'))).toBeLessThanOrEqual(600_000)
})

test('F7 opening the log is an entry, once; it can be switched off, and the switch is an entry', async ({
  openPage,
  log,
}) => {
  await newClient(log, client => [{ action: 'client.created', client }])
  const page = await openPage()
  const viewed = async (): Promise<number> =>
    (await log.counts({ action: 'log.viewed', actor: 'staff' })).total +
    (await log.counts({ action: 'log.viewed' })).total
  const before = await viewed()
  const noted = page.waitForResponse(response => response.url().endsWith('/v1/log/viewed'))
  await openLog(page)
  await noted
  await row(page, 'Activity log opened').first().waitFor()
  await facet(page, 'Category').getByRole('checkbox', { name: 'Bookings' }).check()
  await page.getByRole('button', { name: 'Newest first' }).click()
  await page.getByRole('link', { name: 'Clients', exact: true }).click()
  await page.locator('tbody th a').first().waitFor()
  expect(await viewed()).toBe(before + 1)
  const again = page.waitForResponse(response => response.url().endsWith('/v1/log/viewed'))
  await page.getByRole('link', { name: 'Activity', exact: true }).click()
  await again
  expect(await viewed()).toBe(before + 2)

  await log.request('PATCH', '/v1/settings', { body: { logViews: false } })
  try {
    const unnoted = page.waitForResponse(response => response.url().endsWith('/v1/log/viewed'))
    await openLog(page)
    expect(await (await unnoted).json()).toEqual({ recorded: false })
    expect(await viewed()).toBe(before + 2)
    await openLog(page, '?action=settings.updated')
    await row(page, /Log views: was yes, now no|Log views:.*yes.*no/)
      .first()
      .waitFor()
  } finally {
    await log.request('PATCH', '/v1/settings', { body: { logViews: true } })
  }
})

test('F8 live rows come in by themselves at the top, wait behind the button where somebody reads, and stand still when live is off', async ({
  page,
  openPage,
  log,
}) => {
  const reason = word()
  const { hostId } = await newClient(log, mixed(reason))
  const say = (place: string): Promise<unknown> =>
    log.append({
      action: 'visit.recorded',
      client: { id: hostId },
      actor: RECEPTION,
      reason,
      data: { place },
    })
  await openLive(page, `#q=${reason}`)
  await total(page, '7 of 7 entries')

  await say('first')
  await expect.poll(() => rowIds(page).then(ids => ids.length)).toBe(8)
  await expect.poll(() => page.getByRole('button', { name: /new entr/ }).count()).toBe(0)
  await total(page, '8 of 8 entries')

  // Somebody is in the table: nothing moves.
  await page.locator('tr[data-entry]').nth(2).focus()
  const still = await rowIds(page)
  await say('second')
  await page.getByRole('button', { name: '1 new entry' }).waitFor()
  expect(await rowIds(page)).toEqual(still)
  await page.getByRole('button', { name: '1 new entry' }).click()
  await expect.poll(() => rowIds(page).then(ids => ids.length)).toBe(9)
  await total(page, '9 of 9 entries')

  // Off, it stands still, with its counts.
  const toggle = page.getByRole('switch', { name: 'Live' })
  await toggle.click()
  await expect.poll(() => toggle.getAttribute('aria-checked')).toBe('false')
  const off = await rowIds(page)
  const other = await openPage()
  await openLive(other, `#q=${reason}`)
  await total(other, '9 of 9 entries')
  await say('third')
  await say('fourth')
  // Where it is on, both have come.
  await total(other, '11 of 11 entries')
  expect(await rowIds(page)).toEqual(off)
  expect(await page.getByRole('button', { name: /new entr/ }).count()).toBe(0)
  await total(page, '9 of 9 entries')

  // Other filters are read all the same.
  await facet(page, 'Category').getByRole('checkbox', { name: 'Payments' }).check()
  await total(page, '1 of 1 entry')
  await facet(page, 'Category').getByRole('checkbox', { name: 'Payments' }).uncheck()
  await expect.poll(() => rowIds(page)).toEqual(off)

  // On again, what was missed comes, each once.
  await toggle.click()
  await expect.poll(() => rowIds(page).then(ids => ids.length)).toBe(11)
  const all = await rowIds(page)
  expect(new Set(all).size).toBe(11)
  expect(all.slice(2)).toEqual(off)
})

test('F9 laid out as cards at 320 px, the table is a table still', async ({ page, log }) => {
  const reason = word()
  await newClient(log, mixed(reason))
  await page.setViewportSize({ width: 320, height: 800 })
  await openLog(page, `#q=${reason}`)
  await total(page, '7 of 7 entries')
  expect(await sideways(page)).toBe(0)
  expect(
    await page
      .locator('tr[data-entry]')
      .first()
      .evaluate(one => getComputedStyle(one).display),
  ).toBe('flex')
  const table = page.getByRole('table', { name: /Activity log, times in Europe\/Lisbon/ })
  expect(await table.getByRole('columnheader').allTextContents()).toEqual([
    'When',
    'Actor',
    'Action',
    'Target',
    'Category',
    'Source',
    'Context',
    'Details',
  ])
  const first = table.getByRole('row').nth(1)
  await expect.poll(() => first.getByRole('cell').count()).toBe(7)
  expect(await first.getByRole('rowheader').textContent()).toContain('Session confirmed')
  // Chromium's own view of it, with layout and roles put together.
  const tree = await table.ariaSnapshot()
  expect(tree.match(/- row /g)).toHaveLength(8)
  expect(tree).toContain('columnheader "Source"')
  expect(tree).toContain('cell "Nadia Kern"')

  await page.getByRole('button', { name: 'Filters' }).click()
  await facet(page, 'Source').getByRole('checkbox', { name: 'Customer' }).check()
  await total(page, '2 of 2 entries')
})

test('the log has no axe violations at 320, 768 and 1280 px, light and dark, with a row and the filters open', async ({
  page,
  log,
}) => {
  const reason = word()
  await newClient(log, mixed(reason))
  await openLog(page, `?source=customer#q=${reason}`)
  await page.getByRole('button', { name: 'Details' }).first().click()
  await page.getByText('Raw entry').waitFor()
  await expectReachable(page, 'log')
  await page.getByRole('button', { name: 'Save this view' }).click()
  await page.getByRole('dialog', { name: 'Save this view' }).waitFor()
  await expectReachable(page, 'save a view')
})
