/** screens.md 3.12: from an empty data folder to the first entry. */
import { expectReachable } from './axe.ts'
import { expect, test } from './browser-test.ts'
import { startFresh } from './start-fresh.ts'

test('L4 L5 the first run: who the owner is, the first workspace, a key, and the first entry appears beside it', async ({
  openPage,
}) => {
  const fresh = await startFresh()
  try {
    const page = await openPage({ signedOut: true, baseURL: fresh.address })
    await page.goto(fresh.link)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Welcome to Daybook' }).waitFor()
    await expectReachable(page, 'welcome')
    // Nothing else opens before there is a workspace.
    await page.goto('/clients')
    await page.waitForURL('**/welcome')
    await page.getByRole('button', { name: 'Begin' }).click()
    await page.getByText('Your name is missing.').waitFor()
    await page.getByLabel('Your name').fill('Olga Novak')
    await page.getByLabel('E-mail').fill('olga@example.com')
    await page.getByLabel('Password', { exact: true }).fill('password12')
    await page.getByLabel('Name of the business').fill('Harbour Physiotherapy')
    await expect.poll(() => page.getByLabel('Time zone').inputValue()).toBe('America/New_York')
    await page.getByLabel('Time zone').selectOption('Europe/Lisbon')
    await page.getByRole('button', { name: 'Begin' }).click()
    await page.getByText('Password is one of the first that anybody would try.').waitFor()
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery')
    await page.getByRole('button', { name: 'Begin' }).click()
    await page.getByRole('heading', { name: 'Harbour Physiotherapy is ready' }).waitFor()
    await expectReachable(page, 'ready')

    // The empty pages lead on too.
    await page.getByRole('link', { name: 'Go to the clients' }).click()
    await page.getByText('No clients yet').waitFor()
    await page.getByText('Europe/Lisbon').waitFor()
    await page.getByRole('link', { name: 'Connect your app' }).click()
    await page.getByRole('heading', { name: 'Connect your app' }).waitFor()
    await page.getByText('You created the workspace').waitFor()
    await page.getByRole('button', { name: 'Make a key' }).click()
    await page.getByText('It is shown this once.').waitFor()
    const key = await page.locator('code').first().innerText()
    expect(key).toMatch(/^dbk_/)
    await expect.poll(() => page.locator('pre').innerText()).toContain(`Authorization: Bearer ${key}`)
    const curl = await page.locator('pre').innerText()
    expect(curl).toContain(`curl ${fresh.address}/v1/entries`)
    await page.getByRole('radio', { name: 'TypeScript' }).check()
    await expect.poll(() => page.locator('pre').innerText()).toContain(`key: '${key}'`)
    await page.getByText('Live: new entries appear by themselves.').waitFor()

    // As the example says it, from outside of the browser.
    const draft = JSON.parse(/-d '(.*)'$/s.exec(curl)![1]!) as object
    const sent = await fetch(`${fresh.address}/v1/entries`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(draft),
    })
    expect(sent.status).toBe(201)
    await page.getByText('Test Client booked First session').waitFor()
    await page.getByRole('button', { name: 'Send it from here' }).click()
    await expect.poll(() => page.getByText('Test Client booked First session').count()).toBe(2)
    await expectReachable(page, 'connect')

    // From now on by password.
    await page.getByRole('button', { name: 'Preferences' }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL('**/sign-in')
    await page.getByLabel('E-mail').fill('olga@example.com')
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('link', { name: 'Test Client' }).waitFor()
  } finally {
    await fresh.stop()
  }
}, 240_000)
