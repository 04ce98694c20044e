/** The profile of a client (N1–N5, S3), what is done with it, and notes on entries. */
import type { Entry } from '@daybook/protocol'
import type { Page } from 'playwright-core'
import { expectReachable } from './axe.ts'
import { expect, newClient, openTimeline, rowIds, test } from './browser-test.ts'

const open = async (page: Page, id: string): Promise<void> => {
  await page.goto(`/clients/${id}/profile`)
  await page.getByRole('button', { name: 'Edit profile' }).waitFor()
}
const row = (page: Page, field: string) => page.locator(`[data-field="${field}"]`)

test('N1: saving makes one entry with exactly the changed fields', async ({ page, log }) => {
  const client = await newClient(log, one => [
    {
      action: 'client.created',
      client: one,
      changes: [
        { field: 'name', after: one.name },
        { field: 'email', after: 'old@example.com' },
        { field: 'city', after: 'Porto' },
      ],
    },
  ])
  await open(page, client.id)
  await page.getByRole('button', { name: 'Edit profile' }).click()
  await page.getByLabel(/^E-mail/).fill('new@example.com')
  await page.getByLabel(/^Phone/).fill('+351 910 000 001')
  await page.getByLabel(/^Reason/).fill('told at the desk')
  await page.getByRole('button', { name: 'Save profile' }).click()
  await row(page, 'phone').getByText('+351 910 000 001').waitFor()
  const { entries } = await log.timeline(client.hostId).page()
  expect(entries.map(entry => entry.action)).toEqual(['client.updated', 'client.created'])
  expect(entries[0]).toMatchObject({
    source: 'staff',
    actor: { type: 'staff' },
    reason: 'told at the desk',
    changes: [
      { field: 'email', before: 'old@example.com', after: 'new@example.com' },
      { field: 'phone', after: '+351 910 000 001' },
    ],
  })
  await expectReachable(page, 'profile')
  await page.getByRole('button', { name: 'Edit profile' }).click()
  await expectReachable(page, 'profile form')
  await page.getByRole('button', { name: 'Save profile' }).click()
  await page.getByRole('button', { name: 'Edit profile' }).waitFor()
  expect((await log.timeline(client.hostId).page()).entries).toHaveLength(2)
})

test('N2: two people editing: the second sees the first’s changes beside own, and loses nothing', async ({
  page,
  log,
}) => {
  const client = await newClient(log, one => [
    {
      action: 'client.created',
      client: one,
      changes: [
        { field: 'name', after: one.name },
        { field: 'city', after: 'Porto' },
        { field: 'phone', after: '1' },
      ],
    },
  ])
  await open(page, client.id)
  await page.getByRole('button', { name: 'Edit profile' }).click()
  await page.getByLabel(/^City/).fill('Braga')
  await page.getByLabel(/^Company/).fill('Lima & Filhos')
  await log.acts.perform('client', client.hostId, 'update', {
    fields: { city: 'Lisbon', phone: '2' },
    actor: { type: 'staff', id: 'marta', name: 'Marta' },
  })
  await page.getByRole('button', { name: 'Save profile' }).click()
  const meanwhile = page.getByRole('region', { name: 'Changed meanwhile' })
  await meanwhile.waitFor()
  await expect.poll(() => meanwhile.textContent()).toMatch(/City.*Porto.*Lisbon.*Marta/)
  await expect.poll(() => page.getByLabel(/^Phone/).inputValue()).toBe('2')
  expect(await page.getByLabel(/^City/).inputValue()).toBe('Braga')
  expect(await page.getByLabel(/^Company/).inputValue()).toBe('Lima & Filhos')
  await page.getByText('Marta made it “Lisbon”').waitFor()
  await page.getByRole('button', { name: 'Save profile' }).click()
  await row(page, 'company').getByText('Lima & Filhos').waitFor()
  const [last] = (await log.timeline(client.hostId).page()).entries
  expect(last!.changes).toMatchObject([
    { field: 'company', after: 'Lima & Filhos' },
    { field: 'city', before: 'Lisbon', after: 'Braga' },
  ])
})

test('N4: each field shows who changed it last, when, from what; it opens that entry', async ({
  page,
  log,
}) => {
  const client = await newClient(log, one => [
    {
      action: 'client.recorded',
      client: one,
      occurredAt: '2026-03-01T10:00:00Z',
      state: { name: one.name, city: 'Porto' },
    },
    {
      action: 'client.updated',
      client: one,
      actor: { type: 'staff', id: 'marta', name: 'Marta' },
      occurredAt: '2026-04-02T09:30:00Z',
      changes: [{ field: 'city', before: 'Porto', after: 'Lisbon' }],
    },
  ])
  await open(page, client.id)
  const last = row(page, 'city').getByRole('link')
  await expect.poll(() => last.textContent()).toMatch(/Marta, .*2 Apr.*was “Porto”/)
  await expect.poll(() => row(page, 'name').getByRole('link').textContent()).toContain('first recorded')
  const [entry] = (await log.timeline(client.hostId).page()).entries
  await last.click()
  await page.waitForURL(`**/entries/${entry!.id}`)
  await page.getByRole('heading', { level: 1 }).getByText('Marta').waitFor()
})

test('S3: a date on the profile shows the state then, and says what was not known yet', async ({
  page,
  log,
}) => {
  const client = await newClient(log, one => [
    {
      action: 'client.recorded',
      client: one,
      occurredAt: '2026-03-01T10:00:00Z',
      state: { name: one.name, city: 'Porto' },
    },
    {
      action: 'client.updated',
      client: one,
      occurredAt: '2026-04-02T09:30:00Z',
      changes: [{ field: 'city', before: 'Porto', after: 'Lisbon' }],
    },
  ])
  await open(page, client.id)
  await page.getByLabel('As of', { exact: true }).fill('2026-03-15')
  await page.waitForURL(/at=2026-03-15/)
  const table = page.getByRole('table', { name: /The state at the end of/ })
  await expect.poll(() => table.getByRole('row', { name: /City/ }).textContent()).toMatch(/Porto.*Lisbon/)
  // All of it was recorded today: on that day nobody knew.
  await page.getByText(/had happened and (was|were) not known yet/).waitFor()
})

test('N3: a custom field can be added, hidden, retired; old entries keep its label', async ({
  openPage,
  clinic,
}) => {
  const page = await openPage()
  await clinic.open(page, '/settings/client-fields')
  await page.getByRole('button', { name: 'Add a field' }).click()
  await page.getByLabel('Label').fill('Shoe size')
  await page.getByLabel('Kind').selectOption('number')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByText('shoeSize').waitFor()
  await expectReachable(page, 'client fields')
  const client = await newClient(clinic.log, one => [
    { action: 'client.created', client: one, changes: [{ field: 'name', after: one.name }] },
  ])
  await clinic.open(page, `/clients/${client.id}/profile`)
  await page.getByRole('button', { name: 'Edit profile' }).click()
  await page.getByLabel(/^Shoe size/).fill('42')
  await page.getByRole('button', { name: 'Save profile' }).click()
  // Not the minute in which it was saved.
  await row(page, 'shoeSize').getByText('42', { exact: true }).waitFor()
  await clinic.open(page, '/settings/client-fields')
  await page.getByRole('button', { name: 'Change Shoe size' }).click()
  await page.getByLabel('Label').fill('Foot length')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('button', { name: 'Hide Foot length' }).click()
  await page.getByText('Number · hidden').waitFor()
  await clinic.open(page, `/clients/${client.id}/profile`)
  await row(page, 'name').getByText(client.name).first().waitFor()
  expect(await row(page, 'shoeSize').count()).toBe(0)
  await clinic.open(page, '/settings/client-fields')
  await page.getByRole('button', { name: 'Retire Foot length' }).click()
  await page.getByText('Number · hidden · retired').waitFor()
  expect(await clinic.last('field.deleted')).toMatchObject({
    source: 'staff',
    objects: [{ name: 'Foot length' }],
  })
  expect(await clinic.last('field.created')).toMatchObject({ objects: [{ name: 'Shoe size' }] })
  await page.goto(`/clients/${client.id}`)
  await page.locator('[data-entry]').filter({ hasText: 'Shoe size' }).first().waitFor()
})

test('N3: what is hidden is not drawn before that is known, nor where it cannot be known', async ({
  openPage,
  clinic,
}) => {
  const body = { label: 'Glove size', kind: 'number', hidden: true }
  await clinic.log.request('PUT', '/v1/settings/client-fields/gloveSize', { body })
  const client = await newClient(clinic.log, one => [
    {
      action: 'client.created',
      client: one,
      changes: [
        { field: 'name', after: one.name },
        { field: 'gloveSize', after: 8 },
      ],
    },
  ])
  const page = await openPage()
  await clinic.open(page, '/clients')
  // Every answer comes late but the profile's, the one after the other.
  const late: (() => Promise<void>)[] = []
  const paths = [/\/v1\/acts/, /\/last-changes/, /\/v1\/settings\/client-fields/]
  for (const path of paths)
    await page.route(path, route => {
      late.push(() => route.continue())
    })
  const profile = page.waitForResponse(`**/v1/clients/${client.id}/profile`)
  await clinic.open(page, `/clients/${client.id}/profile`)
  await profile
  await page.getByRole('heading', { level: 1, name: client.name }).waitFor()
  await expect.poll(() => late.length).toBe(paths.length)
  for (const answer of late) {
    expect(await page.locator('[data-field]').count()).toBe(0)
    await answer()
  }
  await row(page, 'name').getByText(client.name).waitFor()
  expect(await page.getByText('Glove size').count()).toBe(0)
  const day = page.getByLabel('As of', { exact: true })
  await day.fill((await day.getAttribute('max'))!)
  await page.getByRole('row', { name: /^Name/ }).waitFor()
  expect(await page.getByText(/Glove size/).count()).toBe(0)
  await page.unrouteAll()
  await page.route('**/v1/settings/client-fields', route => route.fulfill({ status: 503, body: '{}' }))
  await clinic.open(page, `/clients/${client.id}/profile`)
  await row(page, 'name').getByText(client.name).waitFor()
  await page.getByRole('alert').filter({ hasText: 'the fields of your own' }).waitFor()
  expect(await page.getByText('Glove size').count()).toBe(0)
})

test('N5: sensitive fields are hidden from roles without the right, in history too', async ({
  openPage,
  clinic,
}) => {
  const body = { label: 'Diagnosis', kind: 'text', sensitive: true }
  await clinic.log.request('PUT', '/v1/settings/client-fields/diagnosis', { body })
  const client = await newClient(clinic.log, one => [
    { action: 'client.created', client: one, changes: [{ field: 'name', after: one.name }] },
  ])
  for (const diagnosis of ['sprain', 'fracture'])
    await clinic.log.acts.perform('client', client.hostId, 'update', { fields: { diagnosis } } as never)
  const owner = await openPage()
  await clinic.open(owner, `/clients/${client.id}/profile`)
  await row(owner, 'diagnosis').getByText('fracture', { exact: true }).waitFor()
  const staff = await openPage({ signedOut: true })
  await clinic.enter(staff, await clinic.join('staff'), `/clients/${client.id}/profile`)
  await row(staff, 'diagnosis').getByText('Hidden').waitFor()
  expect(await staff.content()).not.toMatch(/sprain|fracture/)
  await staff.goto(`/clients/${client.id}`)
  await staff.locator('[data-entry]').first().waitFor()
  await staff.getByText('changed (hidden)').first().waitFor()
  expect(await staff.content()).not.toMatch(/sprain|fracture/)
})

test('each act with a profile is done on its page, and is an entry with who, whence, before and after', async ({
  page,
  log,
}) => {
  const client = await newClient(log, one => [
    { action: 'client.created', client: one, changes: [{ field: 'name', after: one.name }] },
  ])
  await open(page, client.id)
  const dialog = page.getByRole('dialog')
  const last = async (action: string): Promise<Entry> => {
    await expect
      .poll(async () => (await log.timeline(client.hostId, { action }).page()).entries.length)
      .toBeGreaterThan(0)
    return (await log.timeline(client.hostId, { action }).page()).entries[0]!
  }
  const told = (entry: Entry) => ({ source: entry.source, actor: entry.actor.type, changes: entry.changes })
  const staff = { source: 'staff', actor: 'staff' }

  await page.getByRole('button', { name: 'Write notes' }).click()
  await dialog.getByLabel(/^Notes/).fill('Prefers mornings')
  await dialog.getByRole('button', { name: 'Write notes', exact: true }).click()
  await page.getByRole('region', { name: 'Notes' }).getByText('Prefers mornings').first().waitFor()
  expect(told(await last('client.notes_updated'))).toMatchObject({
    ...staff,
    changes: [{ field: 'notes', after: 'Prefers mornings' }],
  })
  await page.getByText('History of the notes').click()
  await page
    .getByRole('link', { name: /^You, / })
    .first()
    .waitFor()

  const wishes = page.getByRole('region', { name: 'Communication' })
  await wishes.getByRole('button', { name: 'Change' }).click()
  await dialog.getByLabel(/^Preferred channel /).selectOption('email')
  await dialog.getByRole('button', { name: 'Communication' }).click()
  await wishes.getByText('e-mail').waitFor()
  expect(told(await last('client.preferences_updated'))).toMatchObject({
    ...staff,
    changes: [{ field: 'channel', after: 'email' }],
  })

  const tags = page.getByRole('region', { name: 'Tags' })
  await tags.getByLabel('Tag').fill('vip')
  await tags.getByRole('button', { name: 'Add tag' }).click()
  await tags.getByRole('button', { name: 'Remove the tag vip' }).waitFor()
  expect(told(await last('client.tagged'))).toMatchObject({
    ...staff,
    changes: [{ field: 'tags', after: ['vip'] }],
  })
  await tags.getByRole('button', { name: 'Remove the tag vip' }).click()
  await tags.getByText('No tags').waitFor()
  expect(told(await last('client.untagged'))).toMatchObject({
    ...staff,
    changes: [{ field: 'tags', before: ['vip'], after: [] }],
  })

  const consents = page.getByRole('region', { name: 'Consents' })
  await consents.getByLabel('Purpose').fill('photos')
  await consents.getByRole('button', { name: 'Record consent' }).click()
  await consents.getByRole('button', { name: 'Withdraw the consent to photos' }).waitFor()
  expect(told(await last('client.consented'))).toMatchObject({
    ...staff,
    changes: [{ field: 'consents', after: ['photos'] }],
  })
  await consents.getByRole('button', { name: 'Withdraw the consent to photos' }).click()
  await consents.getByText('No consent recorded').waitFor()
  expect(told(await last('client.consent_withdrawn'))).toMatchObject({
    ...staff,
    changes: [{ field: 'consents', before: ['photos'], after: [] }],
  })

  const points = page.getByRole('region', { name: 'Points' })
  const change = async (button: string, act: string, n: number, left: number) => {
    await points.getByRole('button', { name: button }).click()
    await dialog.getByLabel(/^Points/).fill(String(n))
    await dialog.getByRole('button', { name: act }).click()
    await points.getByText(String(left), { exact: true }).waitFor()
  }
  await change('Award', 'Award points', 50, 50)
  await change('Spend', 'Spend points', 20, 30)
  await change('Expire', 'Expire points', 10, 20)
  expect(told(await last('points.awarded'))).toMatchObject({
    ...staff,
    changes: [{ field: 'points', after: 50 }],
  })
  expect(told(await last('points.spent'))).toMatchObject({
    ...staff,
    changes: [{ field: 'points', before: 50, after: 30 }],
  })
  expect(told(await last('points.expired'))).toMatchObject({
    ...staff,
    changes: [{ field: 'points', before: 30, after: 20 }],
  })
  await openTimeline(page, client.id)
  for (const said of ['tagged', 'recorded the consent', 'updated the notes'])
    await page.locator('[data-entry]').filter({ hasText: said }).first().waitFor()
})

test('a new client is made on the list, and has a profile', async ({ page, log }) => {
  const name = `Nina Nova ${process.pid}`
  await page.goto('/clients')
  await page.getByRole('button', { name: 'New client' }).click()
  const dialog = page.getByRole('dialog')
  await expect.poll(() => dialog.locator('label').allTextContents()).toMatchObject({ 0: 'Name' })
  await dialog.getByLabel(/^Name/).fill(name)
  await dialog.getByLabel(/^E-mail/).fill('nina at example')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await dialog.getByText('E-mail must be an address such as ana@example.com.').waitFor()
  await dialog.getByLabel(/^E-mail/).fill('nina@example.com')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await page.waitForURL(/\/clients\/cl_\w+\/profile/)
  await row(page, 'email').getByText('nina@example.com').waitFor()
  const [found] = (await log.clients({ q: name }).page()).clients
  expect((await log.timeline(found!.id).page()).entries).toMatchObject([
    {
      action: 'client.created',
      source: 'staff',
      actor: { type: 'staff' },
      changes: [{ field: 'name', after: name }, { field: 'email' }],
    },
  ])
})

test('a note on an entry: written in its details, shown beneath it, live, and on its page', async ({
  page,
  openPage,
  log,
}) => {
  const client = await newClient(log, one => [
    {
      action: 'booking.booked',
      client: one,
      object: { type: 'booking', id: `BK-N-${one.id}`, name: 'Gait analysis' },
    },
  ])
  await openTimeline(page, client.id)
  const other = await openPage()
  await openTimeline(other, client.id)
  const [booked] = await rowIds(page)
  const beneath = (on: Page) =>
    on.locator(`[data-entry="${booked}"]`).getByRole('list', { name: 'Notes on this entry' })
  await page
    .locator(`[data-entry="${booked}"]`)
    .getByRole('button', { name: /details/i })
    .click()
  await page.getByRole('button', { name: 'Add note' }).click()
  await page.getByLabel('Note', { exact: true }).fill('She called twice about the parking.')
  await page.getByRole('button', { name: 'Save note' }).click()
  await beneath(page).getByText('She called twice about the parking.').waitFor()
  await beneath(other).getByText('She called twice about the parking.').waitFor()
  const [note] = (await log.timeline(client.hostId, { action: 'entry.annotated' }).page()).entries
  expect(note).toMatchObject({
    source: 'staff',
    actor: { type: 'staff' },
    causedBy: booked,
    objects: [{ id: `BK-N-${client.hostId}` }],
    data: { note: 'She called twice about the parking.' },
  })
  await expectReachable(page, 'note')
  await page.goto(`/entries/${booked}`)
  await page.getByRole('list', { name: 'Notes on this entry' }).getByText('parking').waitFor()
  await page.getByRole('button', { name: 'Add note' }).click()
  await page.getByLabel('Note', { exact: true }).fill('Solved.')
  await page.getByRole('button', { name: 'Save note' }).click()
  await page.getByRole('list', { name: 'Notes on this entry' }).getByText('Solved.').waitFor()
})
