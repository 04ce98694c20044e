/** What is measured in the browser, a function each. All answer milliseconds, but for frames. */
import type { Page } from 'playwright-core'

declare global {
  interface Window {
    bench: { first?: number; rows?: number; arrived?: number; keyAt?: number }
  }
}

/** From the navigation's start to the first row in the document. */
export async function firstRow(page: Page, path: string): Promise<number> {
  await page.goto(path)
  await page.waitForFunction(() => window.bench.first !== undefined)
  return page.evaluate(() => window.bench.first!)
}

/** From the key to the rows of the filter: a timeline's scope is a button, the log's a box to tick. */
export async function filter(page: Page, scope: string, role: 'button' | 'checkbox'): Promise<number> {
  await page
    .getByRole('group', { name: 'Scope', exact: true })
    .getByRole(role, { name: scope, exact: role === 'button' })
    .focus()
  await page.keyboard.press('Space')
  await page.waitForFunction(() => window.bench.rows !== undefined)
  return page.evaluate(() => window.bench.rows! - window.bench.keyAt!)
}

/** From the answer to `append` to the count of new entries in the open page; both clocks are the machine's. */
export async function arrival(page: Page, append: () => Promise<unknown>): Promise<number> {
  await page.evaluate(() => (window.bench.arrived = undefined))
  await append()
  const committed = Date.now()
  await page.waitForFunction(() => window.bench.arrived !== undefined)
  return Math.max(0, (await page.evaluate(() => window.bench.arrived!)) - committed)
}

/** From the last byte of the next 50 entries to the frame that shows them. */
export async function appendRows(page: Page): Promise<number> {
  const button = page.getByRole('button', { name: 'Load 50 older' })
  await button.waitFor()
  return button.evaluate(async element => {
    performance.clearResourceTimings()
    window.bench.rows = undefined
    ;(element as HTMLElement).click()
    while (window.bench.rows === undefined) await new Promise(resolve => requestAnimationFrame(resolve))
    await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)))
    const asked = performance.getEntriesByType('resource').filter(one => one.name.includes('/timeline'))
    return performance.now() - (asked.at(-1) as PerformanceResourceTiming).responseEnd
  })
}

/** Frames a second while the page scrolls for two seconds. */
export const frames = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    scrollTo(0, 0)
    const begun = performance.now()
    let drawn = 0
    while (performance.now() - begun < 2000) {
      await new Promise(resolve => requestAnimationFrame(resolve))
      scrollBy(0, 60)
      drawn += 1
    }
    return drawn / ((performance.now() - begun) / 1000)
  })
