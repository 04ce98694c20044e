import { expect, newClient, openTimeline, test } from './browser-test.ts'
import { RECEPTION } from './practice/people.ts'
import { readUnderLoad } from './read-under-load.ts'

test('the timeline stays right while 50 entries a second arrive: no gap, no repeat, no jump of what is being read, memory stable', {
  timeout: 420_000,
}, async ({ page, log }) => {
  const { id, hostId } = await newClient(log, client =>
    Array.from({ length: 60 }, (_, index) => ({
      action: 'visit.recorded',
      client,
      actor: RECEPTION,
      object: { type: 'visit', id: `before-${index}` },
      occurredAt: new Date(Date.now() - (index + 1) * 60_000).toISOString(),
    })),
  )
  const stream = page.waitForResponse(response => response.url().includes('/v1/stream'))
  await openTimeline(page, id)
  await stream
  // 5 seconds wait behind the button; 12 are more than may wait, and are read anew.
  const report = await readUnderLoad({ page, log, hostId, perSecond: 50, cycles: [5, 12, 3] })
  expect(report.problems).toEqual([])
  expect(report.written).toBeGreaterThan(600)
  expect(report.heap.at(-1)! - report.heap[0]!).toBeLessThan(8_000_000)
  console.log(
    `${report.written} entries; heap ${report.heap.map(bytes => (bytes / 1e6).toFixed(1)).join(', ')} MB`,
  )
})
