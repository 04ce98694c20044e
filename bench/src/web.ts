/** The staff app in Chromium, over the seeded workspace of a million entries (of ten thousand in a quick run): what is not stable enough for tests. */
import { createClient } from '@daybook/client'
import { type Browser, chromium, type Page } from 'playwright-core'
import { openChromium } from '../../test/browser/open-chromium.ts'
import { startChild } from './child.ts'
import { atLeast, atMost, count, decimal, type Figure, type Section } from './figure.ts'
import type { ServedWeb } from './processes/web-server.ts'
import { BUSIEST } from './recipe.ts'
import type { Seeded } from './seed.ts'
import { latencyOf, median } from './statistics.ts'
import type { Surroundings } from './surroundings.ts'
import { appendRows, arrival, filter, firstRow, frames } from './web/measures.ts'
import { openPage } from './web/open-page.ts'

const ROUNDS = 9
const ARRIVALS = 40
const ROWS = 1000
/** The reference of the budgets. */
const SLOWER = 4
const SCOPES = ['Sessions', 'Profile', 'Payments', 'All']
/** Ticked, both ticked, one, none: other rows each time. */
// The newest of each combination differ: arrivals, which stay in a log that is measured again, are none of them.
const BOXES = ['Sessions', 'Payments', 'Sessions', 'Payments']

interface Site {
  readonly browser: Browser
  readonly served: ServedWeb
  /** Path of the busiest client's timeline. */
  readonly timeline: string
}

export async function measureWeb({ report, sizes }: Surroundings, seeded: Seeded): Promise<Section> {
  const { workspaceId, entries } = seeded.workspaces[sizes.name === 'quick' ? 0 : 1]!
  const server = startChild('processes/web-server.ts')
  const chrome = await openChromium()
  try {
    const served = await server.call<ServedWeb>('open', { database: seeded.database, workspaceId })
    const browser = await chromium.connect(chrome.wsEndpoint())
    const { id } = await clientOf(served).request<{ id: string }>('GET', `/v1/clients/${BUSIEST}`)
    const site: Site = { browser, served, timeline: `/clients/${id}` }
    const figures: Figure[] = []
    for (const [name, measure] of MEASURES) {
      report(name)
      figures.push(...(await measure(site, entries)))
    }
    return {
      title: 'Staff app, headless Chromium',
      figures,
      notes: [
        `workspace of ${count(entries)} entries, whose busiest client has a tenth; Chromium, server and PostgreSQL share the machine and no card draws`,
        `${SLOWER}× means a processor made ${SLOWER} times slower by the browser, the reference of the budgets; medians, p95 where it says so`,
        'the session is made up and a key asks in its place: recognising a member takes one more look-up',
      ],
    }
  } finally {
    await Promise.all([chrome.close(), server.end()])
  }
}

const clientOf = ({ address, key }: ServedWeb) => createClient({ url: address, key, batch: false })

const MEASURES: readonly (readonly [string, (site: Site, entries: number) => Promise<Figure[]>])[] = [
  ['first row', measureFirstRow],
  ['filters', measureFilters],
  ['arrivals', measureArrivals],
  ['long lists', measureLongList],
]

/** Runs in a page of its own. */
async function inPage<T>(
  site: Site,
  work: (page: Page, throttle: (times: number) => Promise<void>) => Promise<T>,
): Promise<T> {
  const { page, throttle, close } = await openPage(site.browser, site.served)
  try {
    return await work(page, throttle)
  } finally {
    await close()
  }
}

async function measureFirstRow(site: Site): Promise<Figure[]> {
  const take = (times: number): Promise<number> =>
    inPage(site, async (page, throttle) => {
      await throttle(times)
      return firstRow(page, site.timeline)
    })
  const fast: number[] = []
  const slow: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    fast.push(await take(1))
    slow.push(await take(SLOWER))
  }
  return [
    {
      what: 'first timeline row, cold',
      value: `${decimal(median(fast))} ms`,
      latency: latencyOf(fast),
      targets: [atMost(median(fast), 800, 'ms')],
    },
    {
      what: `first timeline row, cold, ${SLOWER}×`,
      value: `${decimal(median(slow))} ms`,
      latency: latencyOf(slow),
    },
  ]
}

async function measureFilters(site: Site, entries: number): Promise<Figure[]> {
  const take = (path: string, scopes: readonly string[], role: 'button' | 'checkbox'): Promise<number[]> =>
    inPage(site, async page => {
      await firstRow(page, path)
      const taken: number[] = []
      for (let round = 0; round < ROUNDS; round++) {
        for (const scope of scopes) {
          const ms = await filter(page, scope, role)
          // The first round fills caches that a reader has filled long ago.
          if (round > 0) taken.push(ms)
        }
      }
      return taken
    })
  const figureOf = (what: string, taken: readonly number[]): Figure => {
    const latency = latencyOf(taken)
    return {
      what,
      value: `p95 ${decimal(latency.p95)} ms`,
      latency,
      targets: [atMost(latency.p95, 300, 'ms', 'p95 ')],
    }
  }
  return [
    figureOf(`key to rows, log of ${count(entries)} entries`, await take('/activity', BOXES, 'checkbox')),
    figureOf(
      `key to rows, client of ${count(entries / 10)} entries`,
      await take(site.timeline, SCOPES, 'button'),
    ),
  ]
}

async function measureArrivals(site: Site): Promise<Figure[]> {
  const client = clientOf(site.served)
  const taken = await inPage(site, async page => {
    await firstRow(page, site.timeline)
    // The stream opens once the page is at rest.
    await page.waitForTimeout(1500)
    const samples: number[] = []
    for (let n = 0; n < ARRIVALS; n++) {
      const draft = { action: 'client.tagged', client: { id: BUSIEST }, actor: { type: 'system' } } as const
      samples.push(await arrival(page, () => client.append(draft)))
    }
    return samples
  })
  const latency = latencyOf(taken)
  return [
    {
      what: 'appended to shown in an open page',
      value: `p95 ${decimal(latency.p95)} ms`,
      latency,
      targets: [atMost(latency.p95, 2000, 'ms', 'p95 '), atMost(latency.p95, 250, 'ms', 'aim p95 ')],
    },
  ]
}

async function measureLongList(site: Site, entries: number): Promise<Figure[]> {
  // In a quick run the busiest client has no more.
  const rows = entries >= 100_000 ? ROWS : ROWS / 2
  return inPage(site, async (page, throttle) => {
    await firstRow(page, site.timeline)
    for (let loaded = 50; loaded < rows; loaded += 50) await appendRows(page)
    const figures: Figure[] = []
    for (const times of [1, SLOWER]) {
      await throttle(times)
      const appended: number[] = []
      const drawn: number[] = []
      for (let round = 0; round < 4; round++) {
        appended.push(await appendRows(page))
        drawn.push(await frames(page))
      }
      const [ms, rate] = [median(appended), median(drawn)]
      const slower = times === 1 ? '' : `, ${times}×`
      figures.push(
        {
          what: `50 more rows at ${count(rows)}${slower}`,
          value: `${decimal(ms)} ms`,
          latency: latencyOf(appended),
          ...(times === SLOWER && { targets: [atMost(ms, 100, 'ms')] }),
        },
        {
          what: `scrolling ${count(rows)} rows${slower}`,
          value: `${decimal(rate)} frames/s`,
          ...(times === SLOWER && { targets: [atLeast(rate, 55, 'frames/s')] }),
        },
      )
    }
    return figures
  })
}
