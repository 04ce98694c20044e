/** screens.md 3.1: password, second factor, sessions. */
import type { Page } from 'playwright-core'
import { codeOf } from '../../packages/server/src/http/test-totp.ts'
import { expectReachable } from './axe.ts'
import { expect, test } from './browser-test.ts'
import { invite, join, OTHER_PASSWORD, PASSWORD, turnTwoFactorOn } from './people.ts'

async function fillPassword(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}
const isIn = (page: Page): Promise<void> => page.getByRole('heading', { name: 'Clients', level: 1 }).waitFor()
/** The status of a request that the page's own cookies make. */
const statusOf = (page: Page, path: string, workspace: string): Promise<number> =>
  page.request.get(path, { headers: { 'daybook-workspace': workspace } }).then(answer => answer.status())

test('A1 a wrong password and an unknown e-mail show the same text; the fourth quick try shows when to try again', async ({
  openPage,
  practice,
}) => {
  const { email } = await join(practice)
  const texts: string[] = []
  for (const address of [email, `nobody-${process.pid}@example.com`]) {
    const page = await openPage({ signedOut: true })
    const answers: number[] = []
    page.on('response', response => {
      if (response.url().endsWith('/sign-in/email')) answers.push(response.status())
    })
    await fillPassword(page, address, 'a wrong one')
    texts.push(await page.getByRole('alert').innerText())
    // Three within half a minute: the second and third without the page, which may be slow.
    const data = { email: address, password: 'a wrong one' }
    const headers = { origin: practice.address }
    for (let i = 0; i < 2; i++) {
      const tried = await page.request.post('/api/auth/sign-in/email', { data, headers })
      answers.push(tried.status())
    }
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect.poll(() => answers).toEqual([401, 401, 401, 429])
    await expect
      .poll(() => page.getByRole('alert').innerText())
      .toMatch(/^Too many tries\. Try again in \d+ s\.\s+Too many tries\. Try again in \d+ s\.$/)
    // Seconds count down for the eye; a screen reader hears them once.
    const seen = page.getByRole('alert').locator('[aria-hidden]')
    const first = await seen.innerText()
    await expect.poll(() => seen.innerText(), { timeout: 20_000 }).not.toBe(first)
  }
  expect(texts[0]).toBe('The e-mail or the password is wrong.')
  expect(texts[1]).toBe(texts[0])
})

test('A2 with two-factor on, the password alone never yields an authenticated request', async ({
  openPage,
  practice,
}) => {
  const person = await join(practice)
  const { secret } = await turnTwoFactorOn(person)
  const page = await openPage({ signedOut: true })
  await fillPassword(page, person.email)
  await page.getByRole('heading', { name: 'Enter your code' }).waitFor()
  for (const path of ['/v1/session', '/v1/entries', '/v1/clients', '/v1/stream', '/api/auth/list-sessions'])
    expect([path, await statusOf(page, path, practice.workspace)]).toEqual([path, 401])
  const other = await page.context().newPage()
  await other.goto('/clients')
  await other.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(new URL(other.url()).pathname).toBe('/sign-in')

  await page.getByLabel('Code', { exact: true }).fill('000000')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByText('This code is wrong, or its time is over.').waitFor()
  await page.getByLabel('Code', { exact: true }).fill(codeOf(secret, 1))
  await page.getByRole('button', { name: 'Continue' }).click()
  await isIn(page)
})

test('A3 a used backup code fails the second time', async ({ openPage, practice }) => {
  const person = await join(practice)
  const { backupCodes } = await turnTwoFactorOn(person)
  const enter = async () => {
    const page = await openPage({ signedOut: true })
    await fillPassword(page, person.email)
    await page.getByRole('button', { name: 'Use a backup code' }).click()
    await page.getByLabel('Backup code').fill(backupCodes[0]!)
    await page.getByRole('button', { name: 'Continue' }).click()
    return page
  }
  await isIn(await enter())
  const again = await enter()
  await again.getByText('This backup code is wrong, or was used before.').waitFor()
  expect(await statusOf(again, '/v1/session', practice.workspace)).toBe(401)
})

test('A4 setting two-factor up shows a QR code and the text secret, and asks for a code before it is on', async ({
  openPage,
  practice,
}) => {
  const person = await join(practice)
  const page = await openPage({ signedOut: true })
  await fillPassword(page, person.email)
  await isIn(page)
  await page.goto('/account')
  await page.getByText('It is off.').waitFor()
  await page.getByRole('button', { name: 'Set it up' }).click()
  await page.getByLabel('Password', { exact: true }).and(page.locator('input')).fill(PASSWORD)
  await page.getByRole('button', { name: 'Continue' }).click()
  const code = page.getByRole('img', { name: /QR code/ })
  await code.waitFor()
  const secret = (await page.locator('code').first().innerText()).replaceAll(' ', '')
  expect(secret).toMatch(/^[A-Z2-7]{32,}$/)
  expect(await readQr(page)).toContain(`secret=${secret}&issuer=Daybook`)
  const isOn = async () =>
    (await person.ask<{ member: { twoFactor: boolean } }>('GET', '/v1/session')).member.twoFactor
  expect(await isOn()).toBe(false)

  await page.getByLabel('Code', { exact: true }).fill('123')
  await page.getByRole('button', { name: 'Turn it on' }).click()
  await page.getByText('This code is wrong, or its time is over.').waitFor()
  expect(await isOn()).toBe(false)
  await page.getByLabel('Code', { exact: true }).fill(codeOf(secret))
  await page.getByRole('button', { name: 'Turn it on' }).click()
  await page.getByRole('heading', { name: 'Keep these codes' }).waitFor()
  expect(await page.locator('ul code').count()).toBe(10)
  await expectReachable(page, 'backup codes')
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await page.getByText('It is on.').waitFor()

  // New codes, and off again, each by the password.
  await page.getByRole('button', { name: 'New backup codes' }).click()
  await page.getByLabel('Password', { exact: true }).and(page.locator('input')).fill(PASSWORD)
  await page.getByRole('button', { name: 'Make new codes' }).click()
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await page.getByRole('button', { name: 'Turn it off' }).click()
  await page.getByLabel('Password', { exact: true }).and(page.locator('input')).fill(PASSWORD)
  await page.getByRole('button', { name: 'Turn it off' }).click()
  await page.getByText('It is off.').waitFor()
})

/** What a phone would read from the page. */
async function readQr(page: Page): Promise<string> {
  const { default: decode } = await import('qr/decode.js')
  const { data, side } = await page.getByRole('img', { name: /QR code/ }).evaluate(async svg => {
    const scale = 6
    const modules = Number(svg.getAttribute('viewBox')!.split(' ')[2])
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = modules * scale
    const context = canvas.getContext('2d')!
    context.scale(scale, scale)
    context.fillStyle = '#fff'
    context.fillRect(0, 0, modules, modules)
    context.fillStyle = '#000'
    context.fill(new Path2D(svg.querySelector('path')!.getAttribute('d')!))
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
    return { data: [...data], side: canvas.width }
  })
  return decode({ width: side, height: side, data: Uint8Array.from(data) })
}

test('A5 "Revoke" makes the other browser’s next request go to the sign-in', async ({
  openPage,
  practice,
}) => {
  const { email } = await join(practice)
  const phone = await openPage({
    signedOut: true,
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  })
  await fillPassword(phone, email)
  await isIn(phone)
  const page = await openPage({ signedOut: true })
  await fillPassword(page, email)
  await isIn(page)
  await page.getByRole('link', { name: 'Rosa Amaral' }).click()
  const row = page.getByRole('row').filter({ hasText: 'Safari on iPhone' })
  await row.waitFor()
  expect(await row.innerText()).toContain('127.0.0.1')
  await expectReachable(page, 'account')
  await row.getByRole('button', { name: 'Revoke the session on Safari on iPhone' }).click()
  await row.waitFor({ state: 'detached' })
  await page.getByText('Revoked: Safari on iPhone').waitFor()
  // The next thing that the phone asks for.
  await phone.getByRole('link', { name: 'Activity' }).click()
  await phone.waitForURL('**/sign-in')
  // And back to where it was, once signed in again.
  await phone.getByLabel('E-mail').fill(email)
  await phone.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await phone.getByRole('button', { name: 'Sign in' }).click()
  await phone.waitForURL('**/activity')
  await isOpen(page)
})
const isOpen = (page: Page): Promise<void> =>
  page.getByRole('heading', { name: 'Where you are signed in' }).waitFor()

test('A6 every act of an account appears in the workspace log with address and device', async ({
  openPage,
  practice,
  log,
}) => {
  const person = await join(practice)
  const page = await openPage({ signedOut: true })
  await fillPassword(page, person.email, 'a wrong one')
  await page.getByRole('alert').waitFor()
  await fillPassword(page, person.email)
  await isIn(page)
  await page.goto('/account')
  await page.getByRole('button', { name: /^Revoke the session/ }).click()
  await page.getByText(/^Revoked: /).waitFor()
  await page.getByLabel('Current password').fill(PASSWORD)
  await page.getByLabel('New password').fill(OTHER_PASSWORD)
  await page.getByRole('button', { name: 'Change the password' }).click()
  await page.getByText('The password is changed.').waitFor()
  await page.getByRole('button', { name: 'Set it up' }).click()
  await page.getByLabel('Password', { exact: true }).and(page.locator('input')).fill(OTHER_PASSWORD)
  await page.getByRole('button', { name: 'Continue' }).click()
  const secret = (await page.locator('code').first().innerText()).replaceAll(' ', '')
  await page.getByLabel('Code', { exact: true }).fill(codeOf(secret))
  await page.getByRole('button', { name: 'Turn it on' }).click()
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await page.getByRole('button', { name: 'Turn it off' }).click()
  await page.getByLabel('Password', { exact: true }).and(page.locator('input')).fill(OTHER_PASSWORD)
  await page.getByRole('button', { name: 'Turn it off' }).click()
  await page.getByText('It is off.').waitFor()
  await page.getByRole('button', { name: 'Preferences' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in')

  const { entries } = await log
    .entries({ actor: `staff:${person.id}`, action: 'account.*', order: 'asc', limit: 50 })
    .page()
  // The first sign-in was the test's own, by the invitation.
  expect(entries.slice(1).map(entry => entry.action)).toEqual([
    'account.sign_in_failed',
    'account.signed_in',
    'account.session_revoked',
    'account.password_changed',
    'account.two_factor_enabled',
    'account.two_factor_disabled',
    'account.signed_out',
  ])
  for (const entry of entries.slice(1))
    expect([entry.action, entry.context]).toEqual([
      entry.action,
      expect.objectContaining({ ip: '127.0.0.1', device: expect.stringContaining('Chrome') }),
    ])

  // The owner reads it in the log.
  const owner = await openPage()
  await owner.goto(`/activity?actor=staff:${person.id}`)
  const rows = owner.locator('[data-entry]')
  await rows.first().waitFor()
  for (const said of ['Rosa Amaral', 'Sign-in failed', 'Password changed', '127.0.0.1'])
    await expect.poll(() => owner.locator('main').innerText()).toContain(said)
})

test('A7 the whole flow works by keyboard, and errors are tied to their fields', async ({
  openPage,
  practice,
}) => {
  const person = await join(practice)
  const { secret } = await turnTwoFactorOn(person)
  const page = await openPage({ signedOut: true })
  await page.goto('/sign-in')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement as HTMLInputElement
      const told = element.getAttribute('aria-describedby')?.split(' ') ?? []
      return {
        name: element.name || element.innerText,
        invalid: element.getAttribute('aria-invalid'),
        told: told.map(id => document.getElementById(id)?.innerText ?? '').join(' '),
      }
    })
  await expect.poll(async () => (await focused()).name).toBe('email')
  // Sent empty: the first field that is missing something is told.
  await page.keyboard.press('Enter')
  await expect.poll(focused).toEqual({ name: 'email', invalid: 'true', told: 'E-mail is missing.' })
  await page.keyboard.type(person.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type('a wrong one')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  await expect.poll(focused).toEqual({
    name: 'password',
    invalid: 'true',
    told: 'The e-mail or the password is wrong.',
  })
  await expectReachable(page, 'refused sign-in')
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(PASSWORD)
  // Showing it, and back to the field.
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.getByLabel('Password', { exact: true }).getAttribute('type')).toBe('text')
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Enter your code' }).waitFor()
  await expect.poll(async () => (await focused()).name).toBe('code')
  await page.keyboard.type('000000')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  await expect
    .poll(async () => (await focused()).told)
    .toMatch(/^This code is wrong, or its time is over\. The six digits/)
  await expectReachable(page, 'refused code')
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(codeOf(secret, 1))
  await page.keyboard.press('Enter')
  await isIn(page)
})

test('A8 a role can be asked for two-factor sign-in; a member without it reaches only the set-up', async ({
  openPage,
  clinic,
}) => {
  const person = await join(clinic, 'auditor')
  const page = await openPage({ signedOut: true })
  await fillPassword(page, person.email)
  await isIn(page)
  await clinic.log.request('PUT', '/v1/settings/security', { body: { twoFactor: ['auditor'] } })
  try {
    for (const path of ['/clients', '/activity', '/account', '/']) {
      await page.goto(path)
      await page.waitForURL('**/two-factor')
      await page.getByRole('heading', { name: 'Set up two-factor sign-in' }).waitFor()
      expect(await page.getByRole('navigation').count()).toBe(0)
    }
    for (const path of ['/v1/entries', '/v1/clients', '/v1/keys', '/v1/stream'])
      expect([path, await statusOf(page, path, clinic.workspace)]).toEqual([path, 403])
    await expectReachable(page, 'set-up page')
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('img', { name: /QR code/ }).waitFor()
    await expectReachable(page, 'set-up page with the QR code')
    const secret = (await page.locator('code').first().innerText()).replaceAll(' ', '')
    await page.getByLabel('Code', { exact: true }).fill(codeOf(secret))
    await page.getByRole('button', { name: 'Turn it on' }).click()
    await page.getByRole('button', { name: 'I have kept them' }).click()
    await isIn(page)
  } finally {
    await clinic.log.request('PUT', '/v1/settings/security', { body: { twoFactor: [] } })
  }
})

test('what outlasts a session asks for a code of a moment ago, and goes on', async ({
  openPage,
  practice,
}) => {
  const person = await join(practice, 'admin')
  const { secret, backupCodes } = await turnTwoFactorOn(person)
  const page = await openPage({ signedOut: true })
  await fillPassword(page, person.email)
  await page.getByLabel('Code', { exact: true }).fill(codeOf(secret, 1))
  await page.getByRole('button', { name: 'Continue' }).click()
  await isIn(page)
  await page.goto('/connect')
  // Five minutes later, which no test waits for: the server's refusal, once, and then the server itself.
  let refused = false
  await page.route('**/v1/keys', route => {
    if (refused) return route.continue()
    refused = true
    return route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        code: 'second_factor_required',
        detail: 'Confirm this with a code.',
        status: 403,
      }),
    })
  })
  await page.getByRole('button', { name: 'Make a key' }).click()
  const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' })
  await dialog.getByRole('button', { name: 'Use a backup code' }).click()
  await expectReachable(page, 'asking for a code')
  await dialog.getByLabel('Backup code').fill('wrong')
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await dialog.getByText('This backup code is wrong, or was used before.').waitFor()
  await dialog.getByLabel('Backup code').fill(backupCodes[3]!)
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await page.getByText('It is shown this once.').waitFor()
  await expect.poll(() => dialog.count()).toBe(0)
})

test('a role that is asked for two factors while its member reads leads to the set-up', async ({
  openPage,
  clinic,
}) => {
  const person = await join(clinic, 'manager')
  const page = await openPage({ signedOut: true })
  await fillPassword(page, person.email)
  await isIn(page)
  await clinic.log.request('PUT', '/v1/settings/security', { body: { twoFactor: ['manager'] } })
  try {
    await page.getByRole('searchbox').fill('clara')
    await page.getByRole('heading', { name: 'Set up two-factor sign-in' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/two-factor')
  } finally {
    await clinic.log.request('PUT', '/v1/settings/security', { body: { twoFactor: [] } })
  }
})

test('an invitation leads in by a link, with a password of one’s own', async ({ openPage, practice }) => {
  const { email, url } = await invite(practice)
  const page = await openPage({ signedOut: true })
  await page.goto(url)
  await page.getByRole('heading', { name: 'Join Harbour Physiotherapy' }).waitFor()
  await page.getByText('invites you to work here as a member of the staff').waitFor()
  await expectReachable(page, 'invitation')
  expect(await page.getByLabel('E-mail').inputValue()).toBe(email)
  await page.getByLabel('Password', { exact: true }).fill('short')
  await page.getByRole('button', { name: 'Join' }).click()
  await page.getByText('Password needs at least 10 characters.').waitFor()
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Join' }).click()
  await isIn(page)
  await page.getByRole('link', { name: 'Rosa Amaral' }).waitFor()

  const late = await openPage({ signedOut: true })
  await late.goto(url)
  await late.getByRole('heading', { name: 'This invitation no longer works' }).waitFor()
  await expectReachable(late, 'ended invitation')
})

test('an invitation of somebody who has an account leads through the sign-in', async ({
  openPage,
  practice,
}) => {
  const person = await join(practice)
  // Back after having been removed: the account is still there.
  const headers = { authorization: `Bearer ${practice.key}`, 'content-type': 'application/json' }
  await fetch(`${practice.address}/v1/members/${person.id}`, { method: 'DELETE', headers })
  const body = JSON.stringify({ email: person.email, name: 'Nora', role: 'manager' })
  const made = await fetch(`${practice.address}/v1/invitations`, { method: 'POST', headers, body })
  const { url } = (await made.json()) as { url: string }
  const page = await openPage({ signedOut: true })
  await page.goto(url)
  await page.getByText(`There is an account for ${person.email} already.`).waitFor()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/sign-in')
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText(`You are signed in as ${person.email}.`).waitFor()
  await page.getByRole('button', { name: 'Join' }).click()
  await isIn(page)
})

test('a link sets a new password once', async ({ openPage, practice }) => {
  const person = await join(practice)
  const owner = await openPage()
  const made = await owner.request.post(`/v1/members/${person.id}/password-link`, {
    headers: { 'daybook-workspace': practice.workspace, origin: practice.address },
  })
  const { url } = (await made.json()) as { url: string }
  const page = await openPage({ signedOut: true })
  await page.goto(url)
  await page.getByRole('heading', { name: 'Set a new password' }).waitFor()
  await expectReachable(page, 'new password')
  await page.getByLabel('New password').fill(OTHER_PASSWORD)
  await page.getByRole('button', { name: 'Set the password' }).click()
  await page.getByRole('heading', { name: 'Your password is set' }).waitFor()
  await page.getByRole('link', { name: 'Sign in' }).click()
  await fillPassword(page, person.email, OTHER_PASSWORD)
  await isIn(page)
  const late = await openPage({ signedOut: true })
  await late.goto(url)
  await late.getByLabel('New password').fill(PASSWORD)
  await late.getByRole('button', { name: 'Set the password' }).click()
  await late.getByRole('heading', { name: 'This link no longer works' }).waitFor()
})

test('the way back after the sign-in is an address of this app only', async ({ openPage, practice }) => {
  const { email } = await join(practice)
  for (const wanted of [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
  ]) {
    const page = await openPage({ signedOut: true })
    await page.goto('/sign-in')
    await page.evaluate(path => sessionStorage.setItem('daybook.way-back', path), wanted)
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await isIn(page)
    expect(new URL(page.url()).origin).toBe(practice.address)
  }
})
