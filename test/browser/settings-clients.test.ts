/** screens.md 3.10, J3 and J4: what is decided about a client, on the client's page. */
import type { LogStatus } from '@daybook/protocol'
import type { Page } from 'playwright-core'
import { codeOf } from '../../packages/server/src/http/test-totp.ts'
import { expectReachable } from './axe.ts'
import { expect, newClient, test } from './browser-test.ts'
import { turnTwoFactorOn } from './people.ts'
import type { Draft } from './practice/draft.ts'

const drafts = (client: { id: string; name: string }): readonly Draft[] => [
  { action: 'client.created', client, state: { name: client.name, email: 'somebody@example.com' } } as Draft,
  { action: 'booking.booked', client, object: { type: 'booking', id: `BK-${client.id}` } } as Draft,
]
const more = (page: Page) => page.getByRole('button', { name: 'More', exact: true })
const choose = async (page: Page, act: string): Promise<void> => {
  await more(page).first().click()
  await page.getByRole('button', { name: `${act} …` }).click()
}

test('J3 only owner, admin and manager can delete or erase a client; it needs typed confirmation, and a fresh second factor from members who have one', async ({
  openPage,
  clinic,
}) => {
  const client = await newClient(clinic.log, drafts, 'Ines Lopes')
  const path = `/v1/clients/${client.id}`
  for (const role of ['staff', 'auditor']) {
    const person = await clinic.join(role)
    const page = await openPage({ signedOut: true })
    await clinic.enter(page, person, `/clients/${client.id}`)
    await page.locator('[data-entry]').first().waitFor()
    await page.getByRole('button', { name: 'Print' }).waitFor()
    // Staff may merge whom they see; what is decided about a client is not theirs.
    if (role === 'staff') {
      await more(page).click()
      await page.getByRole('link', { name: 'Merge with another client …' }).waitFor()
    } else expect(await more(page).count()).toBe(0)
    expect(
      await page.getByRole('button', { name: /^(Delete|Erase|Anonymise|Place a legal hold) …$/ }).count(),
    ).toBe(0)
    for (const [method, rest, body] of [
      ['DELETE', '', {}],
      ['POST', '/erase', { mode: 'erase' }],
      ['POST', '/restore', {}],
    ] as const)
      await expect(person.ask(method, path + rest, body)).rejects.toThrow(/answered 403/)
  }

  const manager = await clinic.join('manager')
  const { secret } = await turnTwoFactorOn(manager)
  const page = await openPage({ signedOut: true })
  await clinic.enter(page, manager, `/clients/${client.id}`)
  await page.locator('[data-entry]').first().waitFor()
  await choose(page, 'Erase')
  const dialog = page.getByRole('dialog', { name: 'Erase Ines Lopes' })
  const go = dialog.getByRole('button', { name: 'Erase for good' })
  await go.click()
  await dialog.getByText('Confirm is missing.').waitFor()
  await dialog.getByLabel('Confirm').fill('Somebody Else')
  await go.click()
  await dialog.getByText('Confirm must be "Ines Lopes".').waitFor()
  await expect.poll(() => dialog.getByLabel('Confirm').getAttribute('aria-invalid')).toBe('true')
  expect((await clinic.log.request<{ erased: boolean }>('GET', path)).erased).toBe(false)

  // The factor was given a moment ago. As if that were long ago, the first answer is the server's question for a code
  // (that it asks is shown in members.pg.test.ts, by the clock).
  let asked = 0
  await page.route(`**/v1/clients/${client.id}/erase`, async route => {
    asked += 1
    if (asked > 1) return route.continue()
    await route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        type: 'about:blank',
        title: 'Second factor required',
        status: 403,
        code: 'second_factor_required',
        detail: 'Confirm this with a code of your authenticator, or a backup code.',
        requestId: 'req_x',
      }),
    })
  })
  await dialog.getByLabel('Confirm').fill('ines  lopes')
  await go.click()
  const factor = page.getByRole('dialog', { name: 'Confirm that it is you' })
  await factor.getByLabel('Code', { exact: true }).fill('000000')
  await factor.getByRole('button', { name: 'Continue' }).click()
  await factor.getByText('This code is wrong, or its time is over.').waitFor()
  await factor.getByLabel('Code', { exact: true }).fill(codeOf(secret, 1))
  await factor.getByRole('button', { name: 'Continue' }).click()
  await page
    .getByText(/Erased on/)
    .first()
    .waitFor()
  expect(asked).toBe(2)
  await page.getByRole('heading', { name: 'Erased client', level: 1 }).waitFor()
  await page.locator('[data-entry]').first().waitFor()
  await expect.poll(() => page.content()).not.toContain('Ines Lopes')
  await page.getByRole('button', { name: 'Receipt' }).click()
  await page
    .getByRole('dialog', { name: 'Receipt of the erasure' })
    .getByText(/every key of the client/)
    .waitFor()
})

test('J4 deleting starts the grace period of 90 days with Undo, then erases; the log still verifies', {
  timeout: 180_000,
}, async ({ openPage, clinic }) => {
  const client = await newClient(clinic.log, drafts, 'Marta Reis')
  const page = await openPage()
  await clinic.open(page, `/clients/${client.id}`)
  await page.locator('[data-entry]').first().waitFor()
  const remove = async () => {
    await choose(page, 'Delete')
    const dialog = page.getByRole('dialog', { name: 'Delete Marta Reis' })
    await dialog.getByLabel('Reason (optional)').fill('moved away')
    await dialog.getByLabel('Confirm').fill('Marta Reis')
    await dialog.getByRole('button', { name: 'Delete' }).click()
    // Without a time of grace nobody is fast enough to read that they are deleted.
    await page.getByText(/(Deleted|Erased) on/).waitFor()
  }
  const privacy = async () =>
    (
      await clinic.log.request<{ privacy?: { deleted?: { at: string; eraseAt: string } } }>(
        'GET',
        `/v1/clients/${client.id}`,
      )
    ).privacy
  await remove()
  const { deleted } = (await privacy())!
  const days = (Date.parse(deleted!.eraseAt) - Date.parse(deleted!.at)) / 86_400_000
  expect(days).toBe(90)
  expect((await clinic.last('client.deleted'))?.reason).toBe('moved away')
  await expectReachable(page, 'deleted')

  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText(/Deleted on/).waitFor({ state: 'detached' })
  expect((await privacy())?.deleted).toBeUndefined()

  // The way back stands on the page of privacy too.
  await remove()
  await page.goto('/settings/privacy')
  await page.getByRole('button', { name: 'Restore … Marta Reis' }).click()
  await page
    .getByRole('dialog', { name: 'Restore Marta Reis' })
    .getByRole('button', { name: 'Restore' })
    .click()
  await page.getByRole('button', { name: 'Restore … Marta Reis' }).waitFor({ state: 'detached' })

  // Without a grace period its end is at once: the job of due erasures does the rest.
  await clinic.log.request('PUT', '/v1/settings/privacy', { body: { graceDays: 0 } })
  await page.goto(`/clients/${client.id}`)
  await page.locator('[data-entry]').first().waitFor()
  await remove()
  await clinic.log.request('PUT', '/v1/settings/privacy', { body: { graceDays: 90 } })
  await expect
    .poll(
      async () => (await clinic.log.request<{ erased: boolean }>('GET', `/v1/clients/${client.id}`)).erased,
      { timeout: 90_000, interval: 1000 },
    )
    .toBe(true)
  await page.reload()
  await page.getByRole('heading', { name: 'Erased client', level: 1 }).waitFor()
  await page.locator('[data-entry]').first().waitFor()
  expect(await page.content()).not.toContain('Marta Reis')
  await clinic.log.request('POST', '/v1/log/check')
  await expect
    .poll(async () => (await clinic.log.request<LogStatus>('GET', '/v1/log/status')).state, {
      timeout: 60_000,
    })
    .toBe('ok')
})

test('a legal hold is placed and released, and protects whoever it is on', async ({ openPage, clinic }) => {
  const client = await newClient(clinic.log, drafts, 'Tomas Pinto')
  const page = await openPage()
  await clinic.open(page, `/clients/${client.id}`)
  await page.locator('[data-entry]').first().waitFor()
  await choose(page, 'Place a legal hold')
  const dialog = page.getByRole('dialog', { name: 'Place a legal hold on Tomas Pinto' })
  await dialog.getByLabel('Reason (optional)').fill('complaint of 3 March')
  await dialog.getByRole('button', { name: 'Place the hold' }).click()
  await page.getByText(/Under a legal hold since/).waitFor()
  await choose(page, 'Anonymise')
  const other = page.getByRole('dialog', { name: 'Anonymise Tomas Pinto' })
  await other.getByLabel('Confirm').fill('Tomas Pinto')
  await other.getByRole('button', { name: 'Anonymise for good' }).click()
  await other.getByRole('alert').getByText('A legal hold protects this client.').waitFor()
  await other.getByRole('button', { name: 'Cancel' }).click()
  await choose(page, 'Release the legal hold')
  await page.getByRole('dialog').getByRole('button', { name: 'Release' }).click()
  await page.getByText(/Under a legal hold since/).waitFor({ state: 'detached' })
  expect((await clinic.last('hold.released'))?.actor).toMatchObject({ type: 'staff' })
})
