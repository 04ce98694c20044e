/** On a server of its own: the setting is of a whole workspace. */
import { createClient } from '@daybook/client'
import { expect, newClient, openTimeline, test } from './browser-test.ts'
import { startPractice } from './start-practice.ts'

test('C17 the opening of a client’s page is on their timeline only where the setting was on at that time', {
  timeout: 300_000,
}, async ({ openPage }) => {
  const running = await startPractice({ forTests: false })
  try {
    const { practice } = running
    const log = createClient({ url: practice.address, key: practice.key, batch: false })
    const { id } = await newClient(log, client => [{ action: 'client.created', client }])
    const page = await openPage({ signedOut: true, baseURL: practice.address })
    await page.context().addCookies([{ ...practice.cookie, url: practice.address }])
    const open = async () => {
      const told = page.waitForResponse(response => response.url().endsWith(`/v1/clients/${id}/views`))
      await page.goto('/clients')
      await openTimeline(page, id)
      return (await (await told).json()) as { recorded: boolean }
    }
    const switchViews = (profileViews: boolean) =>
      log.request('PATCH', '/v1/settings', { body: { profileViews } })
    const views = async () => (await log.counts({ client: id, action: 'client.viewed' })).total

    expect(await open()).toEqual({ recorded: false })
    await switchViews(true)
    expect(await open()).toMatchObject({ recorded: true })
    expect(await open()).toMatchObject({ recorded: true })
    expect(await views()).toBe(2)
    await switchViews(false)
    expect(await open()).toEqual({ recorded: false })
    expect(await views()).toBe(2)
    // Both are kept, and read as one row.
    await page.getByText('viewed the profile').first().waitFor()
    await page.getByRole('button', { name: '2 entries like this' }).waitFor()
    await expect.poll(() => page.locator('[data-entry]:visible').count()).toBe(2)
    await page.getByText('3 of 3 entries', { exact: true }).waitFor()
  } finally {
    await running.stop()
  }
})
