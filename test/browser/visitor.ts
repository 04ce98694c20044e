import type { Browser, BrowserContext, Page } from 'playwright-core'
import { onTestFailed } from 'vitest'
import { watchPage } from './what-was-seen.ts'

/** Somebody from outside with a browser profile of their own: who books online, or looks at their own bookings. */
export async function visitor(
  browser: Browser,
  address: string,
  options: object = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    baseURL: address,
    locale: 'en-GB',
    timezoneId: 'Europe/Lisbon',
    reducedMotion: 'reduce',
    ...options,
  })
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  const wasSeen = watchPage(page)
  onTestFailed(async () => console.log(await wasSeen()))
  return { context, page }
}
