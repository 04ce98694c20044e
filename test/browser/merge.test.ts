/** screens.md 3.13, S1 and S2: two profiles of one person on one page, and apart again. */
import type { DaybookClient } from '@daybook/client'
import type { ClientSummary } from '@daybook/protocol'
import type { Page } from 'playwright-core'
import { expectReachable } from './axe.ts'
import { expect, newClient, openTimeline, rowIds, test } from './browser-test.ts'
import type { Draft } from './practice/draft.ts'

const story =
  (state: NonNullable<Draft['state']>, day: number, service: string) =>
  (client: { id: string; name: string }): readonly Draft[] => [
    {
      action: 'client.created',
      client,
      state: { name: client.name, ...state },
      occurredAt: `2026-03-0${day}T09:00:00Z`,
    } as Draft,
    {
      action: 'booking.booked',
      client,
      object: { type: 'booking', id: `BK-${client.id}`, name: service },
      state: { service, startsAt: `2026-04-0${day}T09:00:00Z`, status: 'scheduled' },
      occurredAt: `2026-03-0${day}T09:30:00Z`,
    } as Draft,
  ]

const main = (page: Page): Promise<string> =>
  page.locator('main').evaluate(element => (element as HTMLElement).innerText)
const lastOf = async (log: DaybookClient, clientId: string): Promise<string> =>
  (await log.timeline(clientId, { action: 'client.merged' }).page()).entries[0]!.id

/** A page as it is shown, but for what tells of merges, and for stamps that say how long ago something was. */
async function shown(page: Page, clientId: string): Promise<{ rows: string[]; profile: unknown }> {
  await openTimeline(page, clientId)
  const rows = await page.locator('[data-entry]').allInnerTexts()
  const profile = await page.evaluate(
    async ([id, workspace]) => {
      const answer = await fetch(`/v1/clients/${id}/profile`, {
        headers: { 'daybook-workspace': workspace! },
      })
      return ((await answer.json()) as { fields: unknown }).fields
    },
    [clientId, await page.evaluate(() => localStorage.getItem('daybook.workspace')!)],
  )
  return { rows: rows.filter(row => !/merged|separated/.test(row)), profile }
}

test('S1: merging shows both profiles side by side, whose value wins is chosen field by field, and one timeline with both histories follows', async ({
  page,
  log,
}) => {
  const anna = await newClient(
    log,
    story(
      { email: 'anna.tellenbach@example.com', phone: '+41 44 555 01 01', city: 'Zürich' },
      2,
      'First massage',
    ),
    'Anna Tellenbach',
  )
  const twin = await newClient(
    log,
    story({ email: 'a.tellenbach@example.com', city: 'Zürich', birthday: '1990-05-01' }, 4, 'Second massage'),
    'Anna Tellenbach-Meier',
  )
  await openTimeline(page, anna.id)
  const before = await rowIds(page)
  await openTimeline(page, twin.id)
  const others = await rowIds(page)

  await openTimeline(page, anna.id)
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('link', { name: 'Merge with another client …' }).click()
  await page.getByRole('heading', { level: 1, name: 'Merge clients' }).waitFor()
  const search = page.getByRole('searchbox', { name: 'Search clients' })
  await search.fill('nobody at all')
  await page.getByText('No other client is found by “nobody at all”.').waitFor()
  await search.fill('tellenbach')
  const found = page.getByRole('list', { name: 'Found' }).getByRole('button')
  await expect.poll(() => found.allInnerTexts()).toHaveLength(1)
  await expectReachable(page, 'choose the other')
  await found.first().click()

  const field = (name: string) => page.getByRole('radiogroup', { name, exact: true })
  await field('E-mail').waitFor()
  // What is the same in both has nothing to choose.
  expect(await field('City').count()).toBe(0)
  await expect
    .poll(() => field('Name').getByRole('radio', { name: 'Anna Tellenbach, of Anna Tellenbach' }).isChecked())
    .toBe(true)
  await expect.poll(() => field('Date of birth').getByRole('radio').nth(1).isChecked()).toBe(true)
  await field('E-mail').getByRole('radio').nth(1).check()
  await expectReachable(page, 'merge')
  await page.setViewportSize({ width: 1280, height: 800 })
  await expect.poll(() => new URL(page.url()).search).toBe(`?with=${twin.id}`)
  await page.getByRole('button', { name: 'Keep Anna Tellenbach-Meier instead' }).click()
  await page.waitForURL(new RegExp(`/clients/${twin.id}/merge\\?`))
  await page.getByRole('button', { name: 'Keep Anna Tellenbach instead' }).click()
  await page.waitForURL(new RegExp(`/clients/${anna.id}/merge\\?`))
  await page.getByRole('button', { name: 'Keep Anna Tellenbach-Meier instead' }).waitFor()
  await field('E-mail').getByRole('radio').nth(1).check()
  await page.getByLabel('Reason (optional)').fill('Booked under her new name')
  await page.getByRole('button', { name: 'Merge the two' }).click()

  await page.getByText('Merged with Anna Tellenbach-Meier').waitFor()
  await expect.poll(() => new URL(page.url()).pathname).toBe(`/clients/${anna.id}`)
  await expect
    .poll(async () => (await rowIds(page)).sort())
    .toEqual([...before, ...others, await lastOf(log, anna.id)].sort())
  const [told] = (await log.timeline(anna.id, { action: 'client.merged' }).page()).entries
  expect(told).toMatchObject({
    source: 'staff',
    reason: 'Booked under her new name',
    changes: expect.arrayContaining([
      expect.objectContaining({
        field: 'email',
        before: 'anna.tellenbach@example.com',
        after: 'a.tellenbach@example.com',
      }),
      expect.objectContaining({ field: 'birthday', after: '1990-05-01' }),
    ]),
  })
  expect(told!.changes).toHaveLength(2)
  await expect.poll(() => main(page)).toContain('merged Anna Tellenbach-Meier into Anna Tellenbach')

  // The profile as of a day says who stood on the page then.
  const today = await page.evaluate(() =>
    new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Lisbon' }).format(),
  )
  await page.goto(`/clients/${anna.id}/profile?at=${today}`)
  await page.getByText('was merged into this profile then').waitFor()
  await expectReachable(page, 'profile of a merged client as of a day')
  await page.goto(`/clients/${anna.id}/profile?at=2026-03-20`)
  await page.getByRole('table', { name: /The state at the end of/ }).waitFor()
  expect(await page.getByText('was merged into this profile then').count()).toBe(0)

  // The address of the one who was merged leads here; the list has one line, found by either name.
  await page.goto(`/clients/${twin.id}?order=asc`)
  await expect.poll(() => page.url()).toContain(`/clients/${anna.id}?order=asc`)
  await page.goto('/clients#q=meier')
  await expect.poll(() => page.locator('tbody th a').allTextContents()).toEqual(['Anna Tellenbach'])
  await page.goto(`/clients/${anna.id}`)
  await page.getByRole('button', { name: 'Un-merge Anna Tellenbach-Meier' }).waitFor()
  await expectReachable(page, 'merged client')
})

test('S2: un-merging restores both pages exactly; what came in between stays with the survivor', async ({
  page,
  log,
  openPage,
  clinic,
}) => {
  const ben = await newClient(clinic.log, story({ email: 'ben@example.com' }, 3, 'Ben’s session'), 'Ben Ito')
  const benji = await newClient(
    clinic.log,
    story({ email: 'benji@example.com' }, 5, 'Benji’s session'),
    'Benji Ito',
  )
  await clinic.open(page, `/clients/${ben.id}`)
  const [own, others] = [await shown(page, ben.id), await shown(page, benji.id)]

  // Staff may merge; the way back is not theirs.
  const staff = await clinic.join('staff')
  const theirs = await openPage({ signedOut: true })
  await clinic.enter(theirs, staff, `/clients/${ben.id}/merge?with=${benji.id}`)
  await theirs.getByRole('radiogroup', { name: 'E-mail' }).getByRole('radio').nth(1).check()
  await theirs.getByRole('button', { name: 'Merge the two' }).click()
  await theirs.getByText('Merged with Benji Ito').waitFor()
  expect(await theirs.getByRole('button', { name: /^Un-merge/ }).count()).toBe(0)

  await clinic.log.append([
    {
      action: 'message.sent',
      client: { id: benji.hostId },
      data: { channel: 'email', subject: 'In between' },
    },
  ] as never)
  await openTimeline(page, ben.id)
  await page.getByRole('button', { name: 'Un-merge Benji Ito' }).click()
  const dialog = page.getByRole('dialog', { name: 'Separate Benji Ito from Ben Ito' })
  await dialog.getByText('both pages are as they were before').waitFor()
  // The page loads itself again; nothing may be asked of it before.
  await Promise.all([page.waitForEvent('load'), dialog.getByRole('button', { name: 'Un-merge' }).click()])
  await page.locator('[data-entry]').first().waitFor()
  expect(await page.getByText('Merged with Benji Ito').count()).toBe(0)
  const [ownNow, othersNow] = [await shown(page, ben.id), await shown(page, benji.id)]
  expect(othersNow).toEqual(others)
  expect(ownNow.profile).toEqual(own.profile)
  const between = ownNow.rows.filter(row => !own.rows.includes(row))
  expect(ownNow.rows.filter(row => !between.includes(row))).toEqual(own.rows)
  expect(between).toHaveLength(1)
  expect((await clinic.last('client.unmerged'))!.clients.map(one => one.id)).toEqual([ben.id, benji.id])
  void log
})

test('what is decided on the page of a survivor says whose profiles are meant, and is done to all of them or none', async ({
  openPage,
  clinic,
}) => {
  const [lena, leni] = await Promise.all(
    ['Lena Roth', 'Leni Roth'].map((name, n) =>
      newClient(clinic.log, story({ email: `l${n}@example.com` }, 3, name), name),
    ),
  )
  const pathOf = (one: typeof lena) => `/v1/clients/${one!.id}`
  const read = (one: typeof lena) => clinic.log.request<ClientSummary>('GET', pathOf(one))
  await clinic.log.acts.merge(lena!.id, { other: leni!.id })
  const page = await openPage()
  await clinic.open(page, `/clients/${lena!.id}`)
  const choose = async (act: string) => {
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('button', { name: act }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('This is done to Leni Roth as well, merged into this page.').waitFor()
    return dialog
  }

  let dialog = await choose('Place a legal hold …')
  await expectReachable(page, 'hold of a merged page')
  await dialog.getByRole('button', { name: 'Place the hold' }).click()
  await page.getByText('Their own profile is under a legal hold.').waitFor()
  await page.getByText(/^Under a legal hold since/).waitFor()
  expect(await read(lena)).toMatchObject({ privacy: { hold: {} }, merged: [{ privacy: { hold: {} } }] })
  dialog = await choose('Release the legal hold …')
  await dialog.getByRole('button', { name: 'Release' }).click()
  await page.getByText(/Under a legal hold since/).waitFor({ state: 'detached' })
  expect(await page.getByText('Their own profile is').count()).toBe(0)

  // A hold of just one of them, placed by a program: none of the page is erased, and the page says why and how.
  await clinic.log.privacy.hold(leni!.id)
  await page.reload()
  await page.getByText('Their own profile is under a legal hold.').waitFor()
  dialog = await choose('Erase …')
  await dialog.getByLabel('Confirm').fill('lena roth')
  await dialog.getByRole('button', { name: 'Erase for good' }).click()
  await dialog.getByRole('alert').getByText('or somebody merged into them. Release it first.').waitFor()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  expect(await read(lena)).toMatchObject({ erased: false, merged: [{ id: leni!.id }] })
  dialog = await choose('Release the legal hold …')
  await dialog.getByRole('button', { name: 'Release' }).click()
  await expect.poll(() => page.getByText('Their own profile is').count()).toBe(0)

  dialog = await choose('Delete …')
  await dialog.getByLabel('Confirm').fill('Lena Roth')
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await page.getByText('Their own profile is deleted.').waitFor()
  expect(await read(lena)).toMatchObject({ privacy: { deleted: {} }, merged: [{ privacy: { deleted: {} } }] })
  dialog = await choose('Restore')
  await dialog.getByRole('button', { name: 'Restore' }).click()
  await expect.poll(() => page.getByText('Their own profile is').count()).toBe(0)
  expect((await read(lena)).privacy).toBeUndefined()

  dialog = await choose('Erase …')
  await dialog.getByLabel('Confirm').fill('Lena Roth')
  await dialog.getByRole('button', { name: 'Erase for good' }).click()
  await page.getByRole('heading', { level: 1, name: /^Erased/ }).waitFor()
  for (const one of [lena, leni]) expect(await read(one)).toMatchObject({ id: one!.id, erased: true })
  expect(await page.content()).not.toMatch(/Len[ai] Roth/)
})
