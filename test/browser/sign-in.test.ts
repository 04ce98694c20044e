import { expect, test } from './browser-test.ts'

test('no page is open without the sign-in: each leads to the sign-in page', async ({
  openPage,
  practice,
}) => {
  const page = await openPage({ signedOut: true })
  for (const path of [
    '/',
    '/clients',
    `/clients/${practice.erasedClient}`,
    '/activity',
    '/entries/en_none',
  ]) {
    await page.goto(path)
    await page.waitForURL('**/sign-in')
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await page.locator('[data-entry], table').count()).toBe(0)
  }
})

test('no path of the API is open without the sign-in', async ({ openPage, practice }) => {
  const page = await openPage({ signedOut: true })
  await page.goto('/sign-in')
  const headers = { 'daybook-workspace': practice.workspace }
  for (const path of [
    'session',
    'entries',
    'clients',
    'entries/counts',
    'stream',
    'openapi.json',
    'nowhere',
  ]) {
    const response = await page.request.get(`/v1/${path}`, { headers })
    expect([path, response.status()]).toEqual([path, 401])
  }
})

test('a sign-in link signs in once, and never again; signing out ends the session', async ({
  openPage,
  practice,
}) => {
  const first = await openPage({ signedOut: true })
  await first.goto(practice.unusedLink)
  await first.getByRole('button', { name: 'Sign in' }).click()
  // The owner of this practice has no password yet: they are asked who they are, and may leave it for later.
  await first.getByRole('heading', { name: 'Welcome to Daybook' }).waitFor()
  await first.getByRole('link', { name: 'Later' }).click()
  await first.waitForURL('**/clients')
  await first.getByRole('heading', { name: 'Clients', level: 1 }).waitFor()

  const second = await openPage({ signedOut: true })
  await second.goto(practice.unusedLink)
  await second.getByRole('heading', { name: 'This link no longer works' }).waitFor()
  expect(await second.getByRole('button').count()).toBe(0)
  await second.goto('/clients')
  await second.waitForURL('**/sign-in')

  await first.getByRole('button', { name: 'Preferences' }).click()
  await first.getByRole('button', { name: 'Sign out' }).click()
  await first.waitForURL('**/sign-in')
  await first.goto('/activity')
  await first.waitForURL('**/sign-in')
})
