/** What the staff app owes whoever signs in: nothing inline runs, no text becomes markup, no address tells of a person. */
import { expect, loadAll, newClient, openTimeline, test } from './browser-test.ts'
import { join, PASSWORD } from './people.ts'
import { hasSharedData, readSharedData } from '../../packages/server/src/http/shared-data.ts'

const NAUGHTY = 'naughty-strings/blns.json'

test('every page forbids what is not a file of its own origin, and none of it needs more', async ({
  openPage,
  practice,
}) => {
  const page = await openPage()
  for (const path of ['/clients', '/activity', '/account', '/connect', '/exports', '/settings', '/nowhere']) {
    const response = (await page.goto(path))!
    const policy = response.headers()['content-security-policy']!
    expect([path, policy]).toEqual([
      path,
      expect.stringContaining("default-src 'none'; script-src 'self'; style-src 'self'"),
    ])
    expect(policy).not.toMatch(/unsafe|nonce|\*|https?:/)
    expect(response.headers()['x-content-type-options']).toBe('nosniff')
    const html = await (await fetch(practice.address + path)).text()
    expect(html).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|javascript:/i)
    await page.locator('h1').first().waitFor()
  }
  // A script that somebody had brought in does not run: the browser says so, which is the only error of this page.
  const stranger = await page.context().newPage()
  await stranger.goto('/clients')
  await stranger.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.hacked = 1'
    document.body.append(script)
  })
  expect(await stranger.evaluate(() => 'hacked' in window)).toBe(false)
  await stranger.close()
})

test('a session’s cookie cannot be read by a script, nor sent from another site', async ({
  openPage,
  practice,
}) => {
  const page = await openPage({ signedOut: true })
  const { email } = await join(practice)
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/clients')
  const [cookie] = (await page.context().cookies()).filter(one => one.name.includes('session_token'))
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  expect(await page.evaluate(() => document.cookie)).not.toContain('session_token')
})

test.skipIf(!hasSharedData(NAUGHTY))(
  'all naughty strings are shown as text, and nothing else',
  async ({ openPage, log }) => {
    const kept = readSharedData<string[]>(NAUGHTY, []).filter(
      text => text.isWellFormed() && !text.includes('\0') && text.trim() !== '',
    )
    expect(kept.length).toBeGreaterThan(400)
    const { id } = await newClient(log, client =>
      kept.map(text => ({
        action: 'client.updated',
        client,
        reason: text,
        data: { origin: text },
        changes: [{ field: 'notes', label: text, before: null, after: text }],
      })),
    )
    const page = await openPage()
    page.on('dialog', dialog => {
      void dialog.dismiss()
      expect.fail(`a dialog opened: ${dialog.message()}`)
    })
    await openTimeline(page, id)
    await loadAll(page)
    const shown = (await page.locator('main').evaluate(main => main.textContent ?? '')).replaceAll(/\s+/g, '')
    const missing = kept.filter(text => !shown.includes(text.trim().replaceAll(/\s+/g, '').slice(0, 60)))
    expect(missing).toEqual([])
    expect(
      await page
        .locator('main :is(script, iframe, img, object, embed, video, audio, form, marquee, blink)')
        .count(),
    ).toBe(0)
    expect(
      await page
        .locator('main [href^="javascript" i], main [onerror], main [onload], main [onclick]')
        .count(),
    ).toBe(0)
  },
)

test('no address tells who is looked for or looked at', async ({ openPage, log }) => {
  const { id, hostId } = await newClient(
    log,
    client => [
      {
        action: 'client.created',
        client,
        state: { name: client.name, email: 'quill.secretive@example.com' },
      },
    ],
    'Quill Secretive',
  )
  const page = await openPage()
  const places: string[] = []
  page.on('framenavigated', frame => places.push(frame.url()))
  page.on('request', request => {
    if (request.isNavigationRequest()) places.push(request.url())
  })
  await page.goto('/clients')
  await page.getByRole('searchbox', { name: 'Search clients' }).fill('quill')
  await page.getByRole('link', { name: 'Quill Secretive' }).click()
  await page.waitForURL(`**/clients/${id}*`)
  await page.getByRole('searchbox', { name: 'Search this history' }).fill('secretive')
  await expect.poll(() => page.url()).toContain('#')
  await page.reload()
  expect(places.length).toBeGreaterThan(2)
  for (const place of places) {
    const { pathname, search } = new URL(place)
    expect((pathname + search).toLowerCase()).not.toMatch(/quill|secretive/)
    expect(pathname + search).not.toContain(hostId)
  }
})
