/**
 * Somebody reads a client's timeline while entries arrive without pause. What is being read must not move, and every
 * press of the button must show exactly what the server has: no gap, nothing twice, the server's order.
 */
import type { DaybookClient } from '@daybook/client'
import type { Page } from 'playwright-core'
import { RECEPTION } from './practice/people.ts'

export interface LoadReport {
  readonly written: number
  /** Bytes of the page's heap after each cycle, garbage collected. */
  readonly heap: readonly number[]
  readonly problems: readonly string[]
}

interface Options {
  readonly page: Page
  readonly log: DaybookClient
  readonly hostId: string
  readonly perSecond: number
  /** How long entries arrive before each press of the button, in seconds, one after another. */
  readonly cycles: readonly number[]
}

const MINUTE_MS = 60_000
const BATCHES = 10
const newer = (page: Page) => page.getByRole('button', { name: /^[\d,]+ new entr/ })
const idsOf = (page: Page): Promise<string[]> =>
  page.locator('[data-entry]').evaluateAll(rows => rows.map(row => (row as HTMLElement).dataset.entry!))

/** The timeline is open and live, with more rows than fit on the screen. */
export async function readUnderLoad({ page, log, hostId, perSecond, cycles }: Options): Promise<LoadReport> {
  const problems: string[] = []
  const heap: number[] = []
  let written = 0
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable')
  for (const seconds of cycles) {
    const place = await takePlace(page)
    // So many, however long a busy machine takes over it: never faster than was asked for.
    for (let batch = 0; batch < seconds * BATCHES; batch++) {
      const begun = performance.now()
      written += await write(log, hostId, perSecond / BATCHES, written)
      if (batch % 5 === 0) problems.push(...(await moved(page, place)))
      await page.waitForTimeout(Math.max(0, 1000 / BATCHES - (performance.now() - begun)))
    }
    await newer(page).waitFor()
    problems.push(...(await moved(page, place)))
    problems.push(...(await showAndCompare(page, log, hostId)))
    await devtools.send('HeapProfiler.collectGarbage')
    const { metrics } = await devtools.send('Performance.getMetrics')
    heap.push(metrics.find(metric => metric.name === 'JSHeapUsedSize')!.value)
  }
  await devtools.detach()
  return { written, heap, problems }
}

/** Mostly what happens now; every tenth happened a while ago and belongs between what is loaded. */
async function write(log: DaybookClient, hostId: string, count: number, before: number): Promise<number> {
  const drafts = Array.from({ length: count }, (_, index) => {
    const number = before + index
    const late = number % 10 === 9 ? (1 + (number % 40)) * MINUTE_MS : 0
    return {
      action: 'visit.recorded',
      client: { id: hostId },
      actor: RECEPTION,
      object: { type: 'visit', id: `load-${hostId}-${number}` },
      occurredAt: new Date(Date.now() - late).toISOString(),
    }
  })
  await log.append(drafts as never)
  return count
}

interface Place {
  readonly id: string
  readonly top: number
  readonly scroll: number
  readonly rows: number
}

/** Focuses a row in the middle of the list, as somebody does who reads there. */
async function takePlace(page: Page): Promise<Place> {
  await page.locator('[data-entry]').nth(20).focus()
  await page.evaluate(() => scrollBy(0, 40))
  return page.evaluate(readPlace)
}

const readPlace = () => {
  const row = document.activeElement as HTMLElement
  return {
    id: row.dataset.entry ?? '',
    top: Math.round(row.getBoundingClientRect().top),
    scroll: scrollY,
    rows: document.querySelectorAll('[data-entry]').length,
  }
}

async function moved(page: Page, was: Place): Promise<string[]> {
  const is = await page.evaluate(readPlace)
  return JSON.stringify(is) === JSON.stringify(was)
    ? []
    : [`what was being read moved: ${JSON.stringify(was)} became ${JSON.stringify(is)}`]
}

/** Nothing is written meanwhile: what the page shows then is the beginning of what the server has. */
async function showAndCompare(page: Page, log: DaybookClient, hostId: string): Promise<string[]> {
  const rest = log.timeline(hostId, { limit: 200 })[Symbol.asyncIterator]()
  const all: string[] = []
  let shown: string[] = []
  let there: string[] = []
  // What was written last has to arrive before it can be shown; the last of it may belong further down.
  for (let tries = 0; tries < 600; tries++) {
    if ((await newer(page).count()) > 0) await newer(page).click()
    await page.waitForTimeout(100)
    shown = await idsOf(page)
    while (all.length < shown.length) {
      const { value, done } = await rest.next()
      if (done) break
      all.push(value.id)
    }
    there = all.slice(0, shown.length)
    if (shown.length > 0 && shown.join() === there.join() && (await newer(page).count()) === 0) break
  }
  // The focus moves to what was shown in a frame of its own.
  await page.evaluate(
    () => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  )
  if (shown.length > 0 && shown.join() === there.join()) return []
  const at = shown.findIndex((id, index) => there[index] !== id)
  const twice = shown.length - new Set(shown).size
  return [`row ${at} of ${shown.length} is ${shown[at]}, not ${there[at]}; ${twice} rows stand twice`]
}
