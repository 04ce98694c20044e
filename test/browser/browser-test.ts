/**
 * `test` with a page of a real browser, signed in to a real server: `page` in a profile that the tests of a file share
 * (as a member's own, so that it has cached the app), `openPage` for others. Errors on a page fail its test. Two files
 * run at a time, in one workspace; `clinic` is another, of one file alone.
 */
import { createClient, type DaybookClient } from '@daybook/client'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core'
import { test as base, expect, inject } from 'vitest'
import type { Shared } from './browser-setup.ts'
import { clinicOf, type Place } from './clinic.ts'
import type { Draft } from './practice/draft.ts'
import { slowAnswers } from './slow-answers.ts'
import type { Practice } from './start-practice.ts'
import { watchPage } from './what-was-seen.ts'

type PageOptions = BrowserContextOptions & { readonly signedOut?: boolean }
/** Opens a page with a browser profile of its own. */
type OpenPage = (options?: PageOptions) => Promise<Page>

export const test = base
  .extend('shared', { scope: 'file' }, () => askDoor<Shared>(''))
  .extend('clinic', { scope: 'file' }, async ({ shared: _ }) => clinicOf(await askDoor<Place>('workspace')))
  .extend('browser', { scope: 'file' }, async ({ shared }, { onCleanup }): Promise<Browser> => {
    const browser = await chromium.connect(shared.browser)
    onCleanup(() => browser.close())
    return browser
  })
  .extend('practice', { scope: 'file' }, ({ shared }): Practice => shared.practice)
  .extend('log', { scope: 'file' }, ({ practice }) =>
    createClient({ url: practice.address, key: practice.key, batch: false }),
  )
  .extend(
    'home',
    { scope: 'file' },
    async ({ browser, practice }, { onCleanup }): Promise<BrowserContext> => {
      const context = await newContext(browser, practice)
      onCleanup(() => context.close())
      return context
    },
  )
  .extend('page', async ({ home, task }, { onCleanup }): Promise<Page> => {
    const page = await home.newPage()
    const errors = errorsOf(page)
    const wasSeen = watchPage(page)
    onCleanup(async () => {
      if (task.result?.state === 'fail') console.log(await wasSeen())
      await page.close()
      expect(errors).toEqual([])
    })
    return page
  })
  .extend('openPage', async ({ browser, practice, task }, { onCleanup }): Promise<OpenPage> => {
    const opened: { context: BrowserContext; errors: string[]; wasSeen: () => Promise<string> }[] = []
    onCleanup(async () => {
      if (task.result?.state === 'fail') for (const { wasSeen } of opened) console.log(await wasSeen())
      for (const { context } of opened) await context.close()
      expect(opened.flatMap(({ errors }) => errors)).toEqual([])
    })
    return async options => {
      const context = await newContext(browser, practice, options)
      const page = await context.newPage()
      opened.push({ context, errors: errorsOf(page), wasSeen: watchPage(page) })
      return page
    }
  })

/** `test` in a workspace that no other file looks at: of what is counted or newest in it, all is the file's own. */
export const ownTest = test.extend(
  'practice',
  { scope: 'file' },
  ({ shared, clinic: { workspace, key } }): Practice => ({ ...shared.practice, workspace, key }),
)

async function askDoor<T extends object>(path: string): Promise<T> {
  const answer = (await (await fetch(inject('browserDoor') + path)).json()) as T | { error: string }
  if ('error' in answer) throw new Error(answer.error)
  return answer
}

/** A browser profile, with the owner signed in unless told otherwise. */
async function newContext(
  browser: Browser,
  practice: Practice,
  { signedOut = false, ...options }: PageOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: practice.address,
    viewport: { width: 1280, height: 800 },
    // Not the zone of the practice: stamps must not follow the device.
    timezoneId: 'America/New_York',
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...options,
  })
  context.setDefaultTimeout(30_000)
  if (process.env.SLOW_ANSWERS) await slowAnswers(context)
  if (!signedOut) await signIn(context, practice, options.baseURL ?? practice.address)
  return context
}

/** What goes wrong on a page, as it comes. What the network refuses is not counted: some tests are about that. */
function errorsOf(page: Page): string[] {
  const errors: string[] = []
  const add = (text: string) => {
    if (!/Failed to (load resource|fetch dynamically imported module)/.test(text)) errors.push(text)
  }
  page.on('pageerror', error => add(String(error)))
  page.on('console', message => {
    if (message.type() === 'error') add(message.text())
  })
  return errors
}

async function signIn(context: BrowserContext, practice: Practice, address: string): Promise<void> {
  await context.addCookies([{ ...practice.cookie, url: address, httpOnly: true, sameSite: 'Lax' }])
  await context.addInitScript(id => {
    if (localStorage.getItem('daybook.workspace') === null) localStorage.setItem('daybook.workspace', id)
  }, practice.workspace)
}

let made = 0

/** A client that no other test uses, with these entries; answers Daybook's own id. */
export async function newClient(
  log: DaybookClient,
  drafts: (client: { id: string; name: string }) => readonly Draft[],
  name?: string,
): Promise<{ id: string; hostId: string; name: string }> {
  made += 1
  const hostId = `T-${process.pid}-${made}`
  const client = { id: hostId, name: name ?? `Test Person ${hostId}` }
  await log.append(drafts(client) as never)
  const found = await log.request<{ id: string }>('GET', `/v1/clients/${hostId}`)
  return { id: found.id, hostId, name: client.name }
}

/** Opens a client's timeline and waits for its first rows. */
export async function openTimeline(page: Page, clientId: string, rest = ''): Promise<void> {
  await page.goto(`/clients/${clientId}${rest}`)
  await page.locator('[data-entry]').first().waitFor()
}

/**
 * Opens a client's timeline and waits until all of the page is there: what stands above and beside the rows comes when
 * its own answers are there, and moves them.
 */
export async function openWhole(page: Page, client: { id: string; name: string }): Promise<void> {
  await openTimeline(page, client.id)
  await page.getByRole('heading', { level: 1, name: client.name }).waitFor()
  await page.getByRole('button', { name: 'Print' }).waitFor()
  await page.getByText(/^\d+ of \d+ entr(y|ies)$/).waitFor()
  const glance = page.getByRole('complementary', { name: 'At a glance' })
  await glance.getByRole('heading', { name: 'In this history' }).waitFor()
  await glance.getByText('nothing booked').waitFor()
}

/** Presses "Load 50 older" until the history is all there. */
export async function loadAll(page: Page): Promise<void> {
  const older = page.getByRole('button', { name: 'Load 50 older' })
  const end = page.getByText('This is the start of the history.')
  for (;;) {
    await older.or(end).first().waitFor()
    if (!(await older.isVisible())) return
    const { length } = await rowIds(page)
    await older.click()
    await expect.poll(async () => (await rowIds(page)).length).toBeGreaterThan(length)
  }
}

/** Presses the button of what arrived until a row is there: entries come one after another, and what comes later waits again. */
export async function showArrived(page: Page, row: Locator): Promise<void> {
  const arrived = page.getByRole('button', { name: /new entr(y|ies)$/ })
  await row.or(arrived).first().waitFor()
  while (!(await row.isVisible())) {
    await arrived.click()
    await row.or(arrived).first().waitFor()
  }
}

/** Keeps what a page gives to the clipboard: the browser has one for all pages, and other files copy as well. */
export async function keepCopied(page: Page): Promise<() => Promise<string>> {
  await page.addInitScript(() => {
    const { clipboard } = navigator
    const write = clipboard.writeText.bind(clipboard)
    clipboard.writeText = async text => {
      await write(text)
      Object.assign(window, { copied: text })
    }
  })
  return () => page.evaluate(() => (window as unknown as { copied: string }).copied)
}

/** The ids of the rows on the page, in order; those inside of bursts too. */
export const rowIds = (page: Page): Promise<string[]> =>
  page.locator('[data-entry]').evaluateAll(rows => rows.map(row => (row as HTMLElement).dataset.entry!))

/** Pixels by which the page can be scrolled sideways. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return Math.max(0, scrollWidth - clientWidth)
  })

export { expect }
