/** `npm run screens`: pictures of the pages with the demonstration data, into docs/screens. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createClient, type DaybookClient } from '@daybook/client'
import type { LettersToHandOver, SettingsView } from '@daybook/protocol'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { openChromium } from './open-chromium.ts'
import { invite } from './people.ts'
import { type DemoSite, startDemo } from './start-demo.ts'

const folder = join(import.meta.dirname, '../../docs/screens')
/** Names of screens to take, where not all of them: `npm run screens -- clients activity`. */
const only = process.argv.slice(2)

interface Options {
  /** True for what somebody sees who is not yet in. */
  readonly signedOut?: true
  /** Done before the picture is taken. */
  prepare?(page: Page): Promise<void>
}
type Screen = readonly [name: string, path: string, options?: Options]

/** A line for each page. */
async function screensOf(site: DemoSite): Promise<readonly Screen[]> {
  const log = createClient({ url: site.address, key: site.key })
  const { id } = await log.request<{ id: string }>('GET', '/v1/clients/C-1001')
  const [moved] = (await log.timeline(id, { action: 'booking.rescheduled', limit: 1 }).page()).entries
  const made = await log.exports.request({ format: 'csv', filter: { category: ['payments'] } })
  await log.exports.wait(made.id)
  const { onlineSlug } = await log.request<SettingsView>('PATCH', '/v1/settings', {
    body: { onlineBooking: true, onlineConfirm: false },
  })
  const invitation = new URL((await invite(site)).url).href.slice(site.address.length)
  return [
    ['clients', '/clients'],
    ['client-timeline', `/clients/${id}`],
    ['client-timeline-filtered', `/clients/${id}?source=customer`, { prepare: openActions }],
    ['client-sessions', `/clients/${id}/sessions`],
    ['client-related', `/clients/${id}/related`],
    ['client-profile', `/clients/${id}/profile`],
    ['client-patterns', `/clients/${id}/patterns`],
    ['bookings', '/bookings'],
    ['bookings-week', '/bookings?view=week'],
    ['waiting', '/bookings/waiting'],
    ['entry', `/entries/${moved!.id}`],
    ['activity', '/activity'],
    ['activity-open', '/activity', { prepare: openRow }],
    ['badge', '/clients', { prepare: openBadge }],
    ['object', `/objects/booking/${moved!.objects[0]!.ref}`],
    ['access', `/clients/${id}/access`],
    ['account', '/account'],
    ['connect', '/connect'],
    ['sign-in', '/sign-in', { signedOut: true }],
    ['invitation', invitation, { signedOut: true }],
    ['book', `/book/${onlineSlug}`, { signedOut: true }],
    ['book-times', `/book/${onlineSlug}`, { signedOut: true, prepare: chooseService }],
    ['portal-sign-in', `/portal/${onlineSlug}`, { signedOut: true }],
    ['portal', `/portal/${onlineSlug}`, { signedOut: true, prepare: page => enterPortal(page, log) }],
    ['patterns', '/patterns'],
    ['records', '/records'],
    ['records-schedules', '/records/schedule'],
    ['records-schedule-form', '/records/schedule', { prepare: openSchedule }],
    ['export-dialog', `/clients/${id}?source=customer`, { prepare: openExport }],
    ['export', `/exports/${made.id}`],
    ...SETTINGS.map((section): Screen => [`settings-${section}`, `/settings/${section}`]),
  ]
}

const SETTINGS = [
  'general',
  'tracking',
  'client-fields',
  'bookings',
  'online',
  'rules',
  'types',
  'members',
  'privacy',
  'retention',
  'keys',
  'security',
]

async function openActions(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Action', exact: true }).click()
  await page.getByRole('dialog', { name: 'Action' }).getByRole('checkbox').first().waitFor()
}

async function openRow(page: Page): Promise<void> {
  await page.locator('[data-entry] button[aria-expanded]').nth(2).click()
}

async function openBadge(page: Page): Promise<void> {
  await page
    .locator('button[aria-haspopup="dialog"]')
    .filter({ hasText: /Verified|Check/ })
    .click()
  await page.getByRole('button', { name: 'Check in this browser' }).waitFor()
}

async function openSchedule(page: Page): Promise<void> {
  await page
    .getByRole('row')
    .filter({ hasText: 'Lena Okafor' })
    .getByRole('button', { name: 'Change' })
    .click()
  await page.getByRole('group', { name: 'Weekly hours' }).waitFor()
}

async function chooseService(page: Page): Promise<void> {
  await page.locator('main a').first().click()
  await page.locator('.times a').first().waitFor()
}

/** The portal's session: letters to one address are few. */
let entered: Parameters<BrowserContext['addCookies']>[0] | undefined

/** With the link of the letter that would be sent. */
async function enterPortal(page: Page, log: DaybookClient): Promise<void> {
  if (entered !== undefined) {
    await page.context().addCookies(entered)
    await page.reload()
    return page.getByRole('heading', { level: 1, name: 'Your appointments' }).waitFor()
  }
  const email = 'clara.winter@example.com'
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Send link and code' }).click()
  await page.getByRole('heading', { level: 1, name: 'Look at your letters' }).waitFor()
  let text: string | undefined
  while (text === undefined) {
    const { letters } = await log.request<LettersToHandOver>('GET', '/v1/letters')
    text = letters.findLast(letter => letter.email === email)?.text
  }
  await page.goto(/https?:\S+/.exec(text)![0])
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { level: 1, name: 'Your appointments' }).waitFor()
  entered = await page.context().cookies()
}

async function openExport(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Export' })
  await dialog.getByText(/^[\d,]+ entries$/).waitFor()
}

async function take(browser: Browser, site: DemoSite, [name, path, options = {}]: Screen): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 360]) {
      const context = await browser.newContext({
        baseURL: site.address,
        viewport: { width, height: width === 360 ? 780 : 860 },
        deviceScaleFactor: width === 360 ? 2 : 1,
        colorScheme,
        reducedMotion: 'reduce',
        locale: 'en-GB',
        timezoneId: 'Europe/Lisbon',
      })
      if (!options.signedOut) await context.addCookies([{ ...site.cookie, url: site.address }])
      await context.addInitScript(id => localStorage.setItem('daybook.workspace', id), site.workspace)
      const page = await context.newPage()
      await page.goto(path)
      await page
        .locator('main :is(tbody a, tbody th, [data-entry], article, form, dl, fieldset, li a, p)')
        .filter({ visible: true })
        .first()
        .waitFor()
      await page.waitForTimeout(600)
      await options.prepare?.(page)
      // The pages as a business has them.
      const banner = page.getByRole('complementary', { name: 'Demo data' })
      for (const one of await banner.all()) await one.evaluate(element => (element.style.display = 'none'))
      await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`) })
      await context.close()
    }
  }
}

mkdirSync(folder, { recursive: true })
const [running, server] = await Promise.all([startDemo(), openChromium()])
try {
  const browser = await chromium.connect(server.wsEndpoint())
  const screens = await screensOf(running.site)
  for (const screen of screens)
    if (only.length === 0 || only.includes(screen[0])) await take(browser, running.site, screen)
  console.log(`Pictures are in ${folder}`)
} finally {
  await server.close()
  await running.stop()
}
