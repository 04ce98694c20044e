/** `npm run screens`: pictures of the pages with the invented practice, into docs/screens. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from '@daybook/client'
import { type Browser, chromium, type Page } from 'playwright-core'
import { openChromium } from './open-chromium.ts'
import { invite } from './people.ts'
import { CLARA } from './practice/people.ts'
import { startPractice, type Practice } from './start-practice.ts'

const folder = join(import.meta.dirname, '../../docs/screens')

interface Screen {
  readonly name: string
  readonly path: string
  /** True for what somebody sees who is not yet in. */
  readonly signedOut?: true
  /** Done before the picture is taken. */
  prepare?(page: Page): Promise<void>
}

async function screensOf(practice: Practice): Promise<readonly Screen[]> {
  const log = createClient({ url: practice.address, key: practice.key })
  const { id } = await log.request<{ id: string }>('GET', `/v1/clients/${CLARA.id}`)
  const [cancelled] = (await log.timeline(id, { action: 'booking.cancelled', limit: 1 }).page()).entries
  const made = await log.exports.request({ format: 'csv', filter: { client: id } })
  await log.exports.wait(made.id)
  return [
    { name: 'clients', path: '/clients' },
    { name: 'client-timeline', path: `/clients/${id}` },
    {
      name: 'client-timeline-filtered',
      path: `/clients/${id}?source=customer`,
      async prepare(page) {
        await page.getByRole('button', { name: 'Action', exact: true }).click()
        await page.getByRole('dialog', { name: 'Action' }).getByRole('checkbox').first().waitFor()
      },
    },
    { name: 'entry', path: `/entries/${cancelled!.id}` },
    { name: 'activity', path: '/activity' },
    { name: 'account', path: '/account' },
    { name: 'connect', path: '/connect' },
    { name: 'sign-in', path: '/sign-in', signedOut: true },
    {
      name: 'invitation',
      path: new URL((await invite(practice)).url).href.slice(practice.address.length),
      signedOut: true,
    },
    {
      name: 'export-dialog',
      path: `/clients/${id}?source=customer`,
      async prepare(page) {
        await page.getByRole('button', { name: 'Export', exact: true }).click()
        await page
          .getByRole('dialog', { name: 'Export' })
          .getByText(/^[\d,]+ entries$/)
          .waitFor()
      },
    },
    { name: 'export', path: `/exports/${made.id}` },
  ]
}

async function take(browser: Browser, practice: Practice, screen: Screen): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 360]) {
      const context = await browser.newContext({
        baseURL: practice.address,
        viewport: { width, height: width === 360 ? 780 : 860 },
        deviceScaleFactor: width === 360 ? 2 : 1,
        colorScheme,
        reducedMotion: 'reduce',
        locale: 'en-GB',
        timezoneId: 'Europe/Lisbon',
      })
      if (!screen.signedOut) await context.addCookies([{ ...practice.cookie, url: practice.address }])
      const page = await context.newPage()
      await page.goto(screen.path)
      await page.locator('main :is(tbody a, tbody th, [data-entry], article, form, dl)').first().waitFor()
      await page.waitForTimeout(600)
      await screen.prepare?.(page)
      const file = join(folder, `${screen.name}-${colorScheme}-${width}.png`)
      await page.screenshot({ path: file })
      await context.close()
    }
  }
}

mkdirSync(folder, { recursive: true })
const [running, server] = await Promise.all([startPractice({ forTests: false }), openChromium()])
try {
  const browser = await chromium.connect(server.wsEndpoint())
  for (const screen of await screensOf(running.practice)) await take(browser, running.practice, screen)
  console.log(`Pictures are in ${folder}`)
} finally {
  await server.close()
  await running.stop()
}
