/** screens.md 3.10: settings; J3 and J4, what is decided about a client, stand in settings-clients.test.ts. */
import type { Entry } from '@daybook/protocol'
import type { Page } from 'playwright-core'
import { expectReachable } from './axe.ts'
import type { Clinic } from './clinic.ts'
import { expect, newClient, test } from './browser-test.ts'
import type { Draft } from './practice/draft.ts'
import { PASSWORD } from './people.ts'

const changesOf = (entry: Entry | undefined) =>
  entry?.changes?.map(({ field, before, after }) => ({ field, before, after }))
const saved = (page: Page): Promise<void> => page.getByRole('status').getByText('Saved').waitFor()

/** What a setting is set back to, so that tests do not depend on one another. */
const reset = (clinic: Clinic, body: object): Promise<unknown> =>
  clinic.log.request('PATCH', '/v1/settings', { body })

test('J1 changing the zone re-labels and re-groups at once and is logged with old and new', async ({
  openPage,
  clinic,
}) => {
  await reset(clinic, { timeZone: 'Europe/Lisbon' })
  // Half past midnight in Lisbon is the evening of the day before in New York.
  const client = await newClient(clinic.log, client => [
    { action: 'client.created', client, occurredAt: '2026-01-10T00:30:00Z' } as Draft,
  ])
  const page = await openPage()
  const other = await page.context().newPage()
  await clinic.open(other, `/clients/${client.id}`)
  await other.getByRole('heading', { name: /10 January 2026/ }).waitFor()
  await expect.poll(() => other.locator('[data-entry] time').first().innerText()).toContain('00:30')

  await clinic.open(page, '/settings/general')
  await page.getByLabel('Time zone').selectOption('America/New_York')
  await page.getByRole('button', { name: 'Save' }).click()
  await saved(page)
  await page.locator('nav').getByText('America/New_York').waitFor()
  await page.goto(`/clients/${client.id}`)
  await page.getByRole('heading', { name: /9 January 2026/ }).waitFor()
  await expect.poll(() => page.locator('[data-entry] time').first().innerText()).toContain('19:30')
  await page.getByRole('button', { name: /^Times in America\/New_York/ }).waitFor()
  expect(changesOf(await clinic.last('settings.updated'))).toEqual([
    { field: 'timeZone', before: 'Europe/Lisbon', after: 'America/New_York' },
  ])
  // A page that was open follows when it is looked at again, and counts by the new days are right.
  await other.bringToFront()
  await other.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })))
  await other.getByRole('heading', { name: /9 January 2026/ }).waitFor()
  for (const [day, total] of [
    ['2026-01-09', 1],
    ['2026-01-10', 0],
  ] as const)
    expect(await clinic.log.counts({ client: client.id, from: day, to: day })).toMatchObject({
      total,
      exact: true,
    })
  await reset(clinic, { timeZone: 'Europe/Lisbon' })
})

test('J2 the profile-view toggle shows a notice to staff and is logged', async ({ openPage, clinic }) => {
  await reset(clinic, { profileViews: false })
  const page = await openPage()
  await clinic.open(page, '/settings/tracking')
  const toggle = page.getByRole('switch', { name: 'Record profile views' })
  await expect.poll(() => toggle.isChecked()).toBe(false)
  await toggle.click()
  await saved(page)
  await expect.poll(() => toggle.isChecked()).toBe(true)
  const entry = await clinic.last('settings.updated')
  expect(changesOf(entry)).toEqual([{ field: 'profileViews', before: false, after: true }])
  expect(entry?.actor).toMatchObject({ type: 'staff' })

  const staff = await openPage({ signedOut: true })
  await clinic.enter(staff, await clinic.join('staff'), '/clients')
  const notice = staff.getByRole('region', { name: 'Notice' })
  await notice.getByText(/records profile views/).waitFor()
  await notice.getByRole('button', { name: 'Understood' }).click()
  await notice.waitFor({ state: 'detached' })
  await staff.reload()
  await staff.getByRole('heading', { name: 'Clients', level: 1 }).waitFor()
  await staff.locator('tbody th a').or(staff.getByText('No clients yet')).first().waitFor()
  expect(await notice.count()).toBe(0)

  await toggle.click()
  await expect
    .poll(async () => changesOf(await clinic.last('settings.updated')))
    .toEqual([{ field: 'profileViews', before: true, after: false }])
  await staff.reload()
  await notice.getByText(/no longer records profile views/).waitFor()
})

test('J5 setting retention previews how many entries’ personal parts become unreadable and when; a legal hold blocks it', async ({
  openPage,
  clinic,
}) => {
  await clinic.log.request('PUT', '/v1/settings/retention', { body: { years: null } })
  const visit = (client: object, year: number, id: string): Draft =>
    ({
      action: 'booking.booked',
      client,
      occurredAt: `${year}-05-04T10:00:00Z`,
      object: { type: 'booking', id },
    }) as Draft
  const old = await newClient(clinic.log, client => [
    visit(client, 2009, 'OLD-1'),
    visit(client, 2009, 'OLD-2'),
  ])
  const held = await newClient(clinic.log, client => [visit(client, 2009, 'HELD-1')])
  await clinic.log.privacy.hold(held.id, { reason: 'complaint' })
  const page = await openPage()
  await clinic.open(page, '/settings/retention')
  await page.getByText('There is no limit.').waitFor()
  await page.getByLabel('Keep for').fill('12')
  await page.getByRole('heading', { name: 'What a limit of 12 years takes' }).waitFor()
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: '2009' }) })
  await expect
    .poll(() => row.getByRole('cell').allInnerTexts())
    .toEqual([expect.stringMatching(/\d\d:\d\d/), '2', '1', '1 (1 client)'])
  expect(await clinic.log.request('GET', '/v1/settings/retention')).toEqual({ years: null })

  await page.getByRole('button', { name: 'Set the limit …' }).click()
  const dialog = page.getByRole('dialog', { name: 'Keep for 12 years' })
  await dialog.getByRole('button', { name: 'Set the limit' }).click()
  await dialog.getByText('Confirm is missing.').waitFor()
  await dialog.getByLabel('Confirm').fill('12 years')
  await dialog.getByRole('button', { name: 'Set the limit' }).click()
  await page.getByText(/What is personal is kept for 12 years, from/).waitFor()
  expect(changesOf(await clinic.last('retention.changed'))).toEqual([
    { field: 'years', before: null, after: 12 },
  ])
  // Nothing is taken before a day is over; who is held stays held.
  expect((await clinic.log.timeline(old.id).page()).entries.every(entry => !entry.erased)).toBe(true)

  await page.getByRole('button', { name: 'Lift it …' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Lift it' }).click()
  await page.getByText('There is no limit.').waitFor()
})

test('J6 the last owner cannot be removed or demoted', async ({ openPage, clinic }) => {
  const page = await openPage()
  await clinic.open(page, '/settings/members')
  const own = page.getByRole('row').filter({ hasText: 'You' })
  const role = own.getByRole('combobox', { name: /^Role of/ })
  await role.selectOption('admin')
  await page
    .getByRole('status')
    .getByText(/last owner/i)
    .waitFor()
  await expect.poll(() => role.inputValue()).toBe('owner')
  await own.getByRole('button', { name: /^More about/ }).click()
  await page.getByRole('button', { name: 'Remove …' }).click()
  const dialog = page.getByRole('dialog', { name: /^Remove/ })
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await dialog
    .getByRole('alert')
    .getByText(/last owner/i)
    .waitFor()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect.poll(() => role.inputValue()).toBe('owner')
})

test('J7 a key is shown once, has scopes and last use; revoking stops it within 5 s', async ({
  openPage,
  practice,
  clinic,
}) => {
  const page = await openPage()
  await clinic.open(page, '/settings/keys')
  await page.getByLabel('Name').fill('Till at the desk')
  await page.getByRole('button', { name: 'Make the key' }).click()
  await page.getByText('It is shown this once.').waitFor()
  const key = await page.locator('main code').first().innerText()
  expect(key).toMatch(/^dbk_/)
  await expect
    .poll(() => page.getByLabel('Example in curl').innerText())
    .toContain(`Authorization: Bearer ${key}`)
  const send = async (): Promise<number> => {
    const response = await fetch(`${practice.address}/v1/entries`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ action: 'client.updated', client: { id: 'till' } }),
    })
    return response.status
  }
  const row = page.getByRole('row').filter({ hasText: 'Till at the desk' })
  await expect.poll(() => row.getByRole('cell').nth(0).innerText()).toBe('append')
  await expect.poll(() => row.getByRole('cell').nth(2).innerText()).toBe('Never')
  expect(await send()).toBe(201)
  await page.reload()
  await row.waitFor()
  expect(await page.content()).not.toContain(key)
  await expect.poll(() => row.getByRole('cell').nth(2).innerText()).toMatch(/\d\d:\d\d/)

  await row.getByRole('button', { name: /^Revoke/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await row.getByText(/^Revoked/).waitFor()
  await expect.poll(send, { interval: 100 }).toBe(401)
  expect((await clinic.last('key.created'))?.objects).toMatchObject([{ name: 'Till at the desk' }])
  const revoked = await clinic.last('key.revoked')
  expect(revoked?.objects).toMatchObject([{ name: 'Till at the desk' }])
  // By the server's own clock: what it took last from the key.
  const [last] = (await clinic.log.timeline('till', { limit: 1 }).page()).entries
  expect(Date.parse(last!.recordedAt) - Date.parse(revoked!.recordedAt)).toBeLessThan(5000)
})

test('J9 a role change takes effect on the next request', async ({ openPage, clinic }) => {
  const person = await clinic.join('auditor')
  const status = (method: string, path: string, body?: unknown) =>
    person.ask(method, path, body).then(
      () => 200,
      (error: Error) => Number(/answered (\d+)/.exec(error.message)?.[1]),
    )
  expect(await status('GET', '/v1/settings')).toBe(200)
  expect(await status('PATCH', '/v1/settings', { clientWord: 'client' })).toBe(403)
  const page = await openPage()
  await clinic.open(page, '/settings/members')
  const row = page.getByRole('row').filter({ hasText: person.email })
  const change = async (role: string) => {
    const saved = page.waitForResponse(answer => answer.request().method() === 'PUT')
    await row.getByRole('combobox', { name: /^Role of/ }).selectOption(role)
    await saved
    await page
      .getByRole('status')
      .getByText(/^Saved/)
      .waitFor()
  }
  await change('admin')
  expect(await status('PATCH', '/v1/settings', { clientWord: 'client' })).toBe(200)
  await change('staff')
  expect(await status('GET', '/v1/settings')).toBe(403)
  expect(changesOf(await clinic.last('member.role_changed'))).toContainEqual({
    field: 'role',
    before: 'admin',
    after: 'staff',
  })
  // Their own page knows as well, once they come back to it.
  const theirs = await openPage({ signedOut: true })
  await clinic.enter(theirs, person, '/settings')
  await theirs.getByText('Settings are for owners and admins.').waitFor()
  expect(await theirs.getByRole('link', { name: 'Settings' }).count()).toBe(0)
})

test('what connected software calls a member is said in the settings, with an entry of before and after', async ({
  openPage,
  clinic,
}) => {
  const member = await clinic.join('staff')
  const page = await openPage()
  await clinic.open(page, '/settings/members')
  const row = page.getByRole('row').filter({ hasText: member.email })
  const open = async () => {
    await row.getByRole('button', { name: /^More about/ }).click()
    await page.getByRole('button', { name: 'Other names …' }).click()
    return page.getByRole('dialog', { name: 'Other names of Rosa Amaral' })
  }
  let dialog = await open()
  const before = await dialog.getByLabel('Names and ids').inputValue()
  await dialog.getByLabel('Names and ids').fill(`${before}\n  st-9 \n\nDr Amaral\nst-9`)
  await expectReachable(page, 'other names')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await row.getByText('also st-9, Dr Amaral').waitFor()
  const names = before.split('\n').filter(Boolean)
  expect((await clinic.last('member.role_changed'))!.changes).toMatchObject([
    { field: 'knownAs', before: names, after: [...names, 'st-9', 'Dr Amaral'] },
  ])
  dialog = await open()
  await dialog.getByLabel('Names and ids').fill('x'.repeat(201))
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByRole('alert').waitFor()
  await dialog.getByLabel('Names and ids').fill('')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('status').getByText('Rosa Amaral has no other names').waitFor()
})

test('the parts of the settings are a list beside what they show, and one line where there is no room', async ({
  openPage,
  clinic,
}) => {
  const page = await openPage()
  await clinic.open(page, '/settings/security')
  const links = page.getByRole('navigation', { name: 'Settings' }).getByRole('link')
  const tops = async (side: 'x' | 'y') =>
    new Set(
      (await Promise.all((await links.all()).map(link => link.boundingBox()))).map(box =>
        Math.round(box![side]),
      ),
    )
  expect((await tops('x')).size).toBe(1)
  for (const width of [360, 768]) {
    await page.setViewportSize({ width, height: 740 })
    await page.reload()
    await page.getByRole('heading', { level: 2 }).first().waitFor()
    expect((await tops('y')).size).toBe(1)
    // The one that is open is in sight.
    const box = (await links.last().boundingBox())!
    expect(box.x + box.width).toBeLessThanOrEqual(width)
  }
})

test('J10 every settings change is an entry with before and after', async ({ openPage, clinic }) => {
  await reset(clinic, {
    name: 'Quiet Street Clinic',
    clientWord: 'client',
    logViews: true,
    recordIp: true,
    teamVisibility: 'everyone',
    fields: { 'client.phone': 'track' },
  })
  await clinic.log.request('PUT', '/v1/settings/privacy', { body: { graceDays: 90, onRequest: 'ask' } })
  await clinic.log.request('PUT', '/v1/settings/security', { body: { twoFactor: [] } })
  const page = await openPage()
  const told = (change: { field: string; before: unknown; after: unknown }) =>
    expect.poll(async () => changesOf(await clinic.last('settings.updated'))).toEqual([change])

  await clinic.open(page, '/settings')
  await page.getByLabel('Name').fill('Loud Street Clinic')
  await page.getByRole('button', { name: 'Save' }).click()
  await told({ field: 'name', before: 'Quiet Street Clinic', after: 'Loud Street Clinic' })
  await saved(page)
  await page.getByLabel('People are called').selectOption('patient')
  await page.getByRole('button', { name: 'Save' }).click()
  await told({ field: 'clientWord', before: 'client', after: 'patient' })
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Patients' }).waitFor()

  await page.goto('/settings/tracking')
  await page.getByRole('switch', { name: 'Record views of the log' }).click()
  await told({ field: 'logViews', before: true, after: false })
  await page.getByRole('switch', { name: 'Record IP addresses' }).click()
  await told({ field: 'recordIp', before: true, after: false })
  await page
    .locator('summary')
    .filter({ hasText: /^Client/ })
    .click()
  await page.getByLabel('Client: Phone').selectOption('hide')
  await told({ field: 'fields.client.phone', before: 'track', after: 'hide' })

  await page.goto('/settings/members')
  await page.getByRole('radio', { name: 'Own clients' }).click()
  await told({ field: 'teamVisibility', before: 'everyone', after: 'own_clients' })

  await page.goto('/settings/privacy')
  await page.getByLabel('Days', { exact: true }).fill('30')
  await page.getByRole('button', { name: 'Save' }).click()
  await told({ field: 'graceDays', before: 90, after: 30 })
  await page.getByRole('radio', { name: 'Anonymises at once' }).click()
  await told({ field: 'onRequest', before: 'ask', after: 'anonymise' })

  await page.goto('/settings/security')
  await page.getByRole('checkbox', { name: 'Auditors' }).click()
  await told({ field: 'twoFactor', before: [], after: ['auditor'] })

  // What is refused changes nothing, and says where.
  await page.goto('/settings/privacy')
  await page.getByLabel('Days', { exact: true }).fill('400')
  await page.getByRole('button', { name: 'Save' }).click()
  const days = page.getByLabel('Days', { exact: true })
  await expect.poll(() => days.getAttribute('aria-invalid')).toBe('true')
  const told365 = await days.getAttribute('aria-describedby')
  await expect.poll(() => page.locator(`[id="${told365!.split(' ')[0]}"]`).innerText()).toMatch(/365/)
  await told({ field: 'twoFactor', before: [], after: ['auditor'] })

  // The entry reads well.
  const last = await clinic.last('settings.updated')
  await page.goto(`/entries/${last!.id}`)
  await page
    .getByText(/changed Two-factor required for/i)
    .first()
    .waitFor()
  await reset(clinic, {
    name: 'Quiet Street Clinic',
    clientWord: 'client',
    logViews: true,
    recordIp: true,
    teamVisibility: 'everyone',
    fields: { 'client.phone': 'track' },
  })
  await clinic.log.request('PUT', '/v1/settings/security', { body: { twoFactor: [] } })
  await clinic.log.request('PUT', '/v1/settings/privacy', { body: { graceDays: 90, onRequest: 'ask' } })
})

test('members are invited by a link that is shown once, which works', async ({ openPage, clinic }) => {
  const page = await openPage()
  await clinic.open(page, '/settings/members')
  await page.getByRole('button', { name: 'Invite somebody …' }).click()
  const email = `nuno-${process.pid}@example.com`
  await page.getByLabel('Name').fill('Nuno Costa')
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('radio', { name: 'Manager' }).click()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Nuno Costa is invited' })
  const url = await dialog.locator('code').innerText()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('row').filter({ hasText: email }).getByText('Manager').waitFor()

  const theirs = await openPage({ signedOut: true })
  await theirs.goto(url)
  await theirs.getByLabel('Password', { exact: true }).and(theirs.locator('input')).fill(PASSWORD)
  await theirs.getByRole('button', { name: /join/i }).click()
  await theirs.getByRole('heading', { name: 'Clients', level: 1 }).waitFor()
  // A manager decides about clients, and changes no setting.
  await theirs.goto('/settings')
  await theirs.getByRole('heading', { name: 'Requests' }).waitFor()
  expect(
    await theirs.getByRole('navigation', { name: 'Settings' }).getByRole('link').allInnerTexts(),
  ).toEqual(['Privacy'])
})

test('an owner closes the workspace by typing its name, and takes it back', async ({ openPage, clinic }) => {
  await reset(clinic, { name: 'Quiet Street Clinic' })
  const page = await openPage()
  await clinic.open(page, '/settings')
  await page.getByRole('button', { name: 'Close this workspace …' }).click()
  const dialog = page.getByRole('dialog', { name: 'Close this workspace' })
  await dialog.getByLabel('Name of the workspace').fill('Another Clinic')
  await dialog.getByRole('button', { name: 'Close the workspace' }).click()
  await dialog.getByText('must be the name of the workspace: "Quiet Street Clinic"').waitFor()
  await dialog.getByLabel('Name of the workspace').fill('Quiet Street Clinic')
  await dialog.getByRole('button', { name: 'Close the workspace' }).click()
  await page.getByText(/It closes on/).waitFor()
  expect(await clinic.last('workspace.closing')).toBeDefined()
  await page.getByRole('button', { name: 'Keep the workspace' }).click()
  await page.getByRole('button', { name: 'Close this workspace …' }).waitFor()
  expect(changesOf(await clinic.last('settings.updated'))).toMatchObject([{ field: 'closesAt', after: null }])

  const admin = await openPage({ signedOut: true })
  await clinic.enter(admin, await clinic.join('admin'), '/settings')
  await admin.getByRole('button', { name: 'Save' }).waitFor()
  expect(await admin.getByRole('button', { name: 'Close this workspace …' }).count()).toBe(0)
})

test('every page of the settings has no axe violations, and nothing scrolls sideways', async ({
  openPage,
  clinic,
}) => {
  // The longest of the words, for the navigation on a phone.
  await reset(clinic, { clientWord: 'customer' })
  await clinic.log.request('POST', '/v1/invitations', {
    body: { email: `axe-${process.pid}@example.com`, name: 'Somebody Invited', role: 'staff' },
  })
  const client = await newClient(clinic.log, client => [{ action: 'client.created', client }])
  const held = await newClient(clinic.log, client => [{ action: 'client.created', client }])
  await clinic.log.privacy.ask(client.id)
  await clinic.log.privacy.hold(held.id)
  await clinic.log.privacy.delete(held.id)
  const page = await openPage()
  for (const section of ['general', 'tracking', 'members', 'privacy', 'retention', 'keys', 'security']) {
    await clinic.open(page, `/settings/${section}`)
    await page.locator('main section').first().waitFor()
    if (section === 'tracking') await page.locator('summary').first().click()
    if (section === 'privacy')
      await page
        .getByRole('button', { name: /^Decline/ })
        .first()
        .waitFor()
    await expectReachable(page, section)
  }
  await page.getByRole('link', { name: 'Members' }).click()
  await page.getByRole('button', { name: 'Invite somebody …' }).click()
  await expectReachable(page, 'inviting')
  await reset(clinic, { clientWord: 'client' })
})
