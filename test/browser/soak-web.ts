import { createClient } from '@daybook/client'
import { chromium } from 'playwright-core'
import { openChromium } from './open-chromium.ts'
import { RECEPTION } from './practice/people.ts'
import { readUnderLoad } from './read-under-load.ts'
import { startPractice } from './start-practice.ts'

/** Entries arrive so long before each press of the button: fewer than may wait, then more. In seconds. */
const CYCLE = [5, 25]
/** A heap may grow by so much in an hour at most. */
const MOST_PER_HOUR = 5_000_000
/** Below this a difference between two collected heaps says nothing. */
const NOISE = 3_000_000

/** Reads a client's timeline for so many seconds while 50 entries a second arrive. Answers the exit code. */
export async function soakWeb(seconds: number): Promise<number> {
  const [running, server] = await Promise.all([startPractice({ forTests: false }), openChromium()])
  try {
    const { practice } = running
    const log = createClient({ url: practice.address, key: practice.key, batch: false })
    const client = { id: 'soak', name: 'Soak Person' }
    const visits = Array.from({ length: 60 }, (_, index) => ({
      action: 'visit.recorded',
      client,
      actor: RECEPTION,
      object: { type: 'visit', id: `before-${index}` },
      occurredAt: new Date(Date.now() - (index + 1) * 60_000).toISOString(),
    }))
    await log.append(visits as never)
    const { id } = await log.request<{ id: string }>('GET', '/v1/clients/soak')
    const browser = await chromium.connect(server.wsEndpoint())
    const context = await browser.newContext({ baseURL: practice.address })
    await context.addCookies([{ ...practice.cookie, url: practice.address }])
    const page = await context.newPage()
    const stream = page.waitForResponse(response => response.url().includes('/v1/stream'))
    await page.goto(`/clients/${id}`)
    await page.locator('[data-entry]').first().waitFor()
    await stream

    const rounds = Math.max(1, Math.round(seconds / CYCLE.reduce((sum, one) => sum + one)))
    const cycles = Array.from({ length: rounds }, () => CYCLE).flat()
    const report = await readUnderLoad({ page, log, hostId: 'soak', perSecond: 50, cycles })
    return tell(report, seconds)
  } finally {
    await server.close()
    await running.stop()
  }
}

function tell(
  { written, heap, problems }: Awaited<ReturnType<typeof readUnderLoad>>,
  seconds: number,
): number {
  // Every second press reads the list anew: only those heaps hold the same.
  const alike = heap.filter((_, index) => index % 2 === 1)
  const grown = alike.at(-1)! - (alike[1] ?? alike[0]!)
  const most = Math.max(NOISE, (MOST_PER_HOUR * seconds) / 3600)
  const all = grown <= most ? problems : [...problems, `the heap grew by ${grown} bytes`]
  console.log(
    `${written} entries arrived. Heap, in MB: ${alike.map(bytes => (bytes / 1e6).toFixed(1)).join(' ')}`,
  )
  for (const problem of all) console.error(problem)
  console.log(all.length === 0 ? 'Nothing was missed, shown twice or moved.' : `${all.length} problems.`)
  return all.length === 0 ? 0 : 1
}
