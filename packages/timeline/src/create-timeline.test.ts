import type { Entry, EntryPage } from '@daybook/protocol'
import { expect, test, vi } from 'vitest'
import { createTimeline } from './create-timeline.ts'
import { makeEntry } from './fixtures/entries.ts'
import type { FollowOptions, TimelineSource } from './timeline-state.ts'

const OPTIONS = { timeZone: 'Europe/Lisbon', order: 'desc', pageSize: 3 } as const
const at = (seq: number, minute = seq) =>
  makeEntry({
    action: 'booking.booked',
    seq,
    occurredAt: new Date(Date.UTC(2026, 10, 22, 8, minute)).toISOString(),
  })

/** A log in memory that answers pages and lets a test write to its stream. */
function memoryLog(entries: Entry[], pageSize = 3) {
  let listener: FollowOptions | undefined
  const source: TimelineSource = {
    async readPage(cursor): Promise<EntryPage> {
      const sorted = [...entries].sort((a, b) => b.occurredAt.localeCompare(a.occurredAt) || b.seq - a.seq)
      const start = cursor === null ? 0 : sorted.findIndex(entry => entry.id === cursor) + 1
      const page = sorted.slice(start, start + pageSize)
      return { entries: page, next: start + pageSize < sorted.length ? page.at(-1)!.id : null }
    },
    follow(options) {
      listener = options
      options.onLive(true)
    },
  }
  return {
    source,
    write(entry: Entry) {
      entries.push(entry)
      listener?.onEntry(entry)
    },
    listener: () => listener!,
  }
}

const seqs = (entries: readonly Entry[]) => entries.map(entry => entry.seq)

test('pages follow each other without a gap or a double while entries arrive', async () => {
  const log = memoryLog([1, 2, 3, 4, 5, 6, 7].map(seq => at(seq)))
  const timeline = createTimeline(log.source, OPTIONS)
  timeline.start()
  await vi.waitFor(() => expect(timeline.getState().status).toBe('ready'))
  log.write(at(8))
  await timeline.loadOlder()
  log.write(at(9))
  timeline.showNew()
  await timeline.loadOlder()
  expect(seqs(timeline.getState().entries)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1])
  expect(timeline.getState().next).toBeNull()
  timeline.close()
})

test('a new entry waits for the press, which inserts it and names the first', async () => {
  const log = memoryLog([at(1)])
  const timeline = createTimeline(log.source, OPTIONS)
  timeline.start()
  await vi.waitFor(() => expect(timeline.getState().status).toBe('ready'))
  log.write(at(2))
  log.write(at(3))
  expect(seqs(timeline.getState().entries)).toEqual([1])
  expect(seqs(timeline.getState().waiting)).toEqual([3, 2])
  expect(timeline.showNew()?.seq).toBe(3)
  expect(seqs(timeline.getState().entries)).toEqual([3, 2, 1])
  expect(timeline.showNew()).toBeUndefined()
  timeline.close()
})

test('an entry older than what is loaded is counted until its page brings it', async () => {
  const log = memoryLog([10, 11, 12, 13, 14].map(seq => at(seq)))
  const timeline = createTimeline(log.source, OPTIONS)
  timeline.start()
  await vi.waitFor(() => expect(timeline.getState().status).toBe('ready'))
  log.write(at(20, 1))
  expect(timeline.getState()).toMatchObject({ waiting: [], beyond: 1, arrived: 1 })
  await timeline.loadOlder()
  expect(timeline.getState().beyond).toBe(0)
  expect(seqs(timeline.getState().entries)).toEqual([14, 13, 12, 11, 10, 20])
  timeline.close()
})

test('pages that come back nearly empty are followed until a full one is found', async () => {
  const pages: Record<string, EntryPage> = {
    first: { entries: [at(9)], next: 'a', reachedBack: '2026-10-01T00:00:00Z' },
    a: { entries: [], next: 'b', reachedBack: '2026-09-01T00:00:00Z' },
    b: { entries: [at(8), at(7)], next: 'c' },
    c: { entries: [at(6)], next: null },
  }
  const seen: (string | undefined)[] = []
  const timeline = createTimeline({ readPage: async cursor => pages[cursor ?? 'first']! }, OPTIONS)
  timeline.subscribe(() => seen.push(timeline.getState().reachedBack))
  timeline.start()
  await vi.waitFor(() => expect(timeline.getState().entries).toHaveLength(3))
  await vi.waitFor(() => expect(timeline.getState()).toMatchObject({ status: 'ready', next: 'c' }))
  expect(seen).toContain('2026-09-01T00:00:00Z')
  expect(timeline.getState().reachedBack).toBeUndefined()
})

test('a failed first page can be tried again, a failed later one keeps what is loaded', async () => {
  let failing = true
  const log = memoryLog([1, 2, 3, 4].map(seq => at(seq)))
  const timeline = createTimeline(
    {
      readPage: (cursor, signal) =>
        failing ? Promise.reject(new Error('no connection')) : log.source.readPage(cursor, signal),
    },
    OPTIONS,
  )
  timeline.start()
  await vi.waitFor(() => expect(timeline.getState().status).toBe('failed'))
  failing = false
  timeline.retry()
  await vi.waitFor(() => expect(timeline.getState().status).toBe('ready'))
  failing = true
  await timeline.loadOlder()
  expect(timeline.getState()).toMatchObject({ status: 'ready', error: expect.any(Error) })
  expect(seqs(timeline.getState().entries)).toEqual([4, 3, 2])
  failing = false
  timeline.retry()
  await vi.waitFor(() => expect(timeline.getState().entries).toHaveLength(4))
})

test('resting ends the stream and starting again takes up after the last seq', async () => {
  const log = memoryLog([at(1)])
  const timeline = createTimeline(log.source, OPTIONS)
  timeline.start()
  await vi.waitFor(() => expect(timeline.getState().status).toBe('ready'))
  log.write(at(2))
  const { signal } = log.listener()
  timeline.rest()
  expect(signal.aborted).toBe(true)
  expect(timeline.getState().live).toBe('resting')
  timeline.start()
  expect(log.listener().after).toBe(2)
  timeline.close()
})

test('so many that they cannot wait are counted, and read anew from the start when they are asked for', async () => {
  const log = memoryLog([1, 2, 3, 4].map(seq => at(seq)))
  const timeline = createTimeline(log.source, OPTIONS)
  timeline.start()
  await vi.waitFor(() => expect(timeline.getState().status).toBe('ready'))
  for (let seq = 5; seq <= 404; seq++) log.write(at(seq, seq))
  const { waiting, missed, arrived, entries } = timeline.getState()
  expect([waiting.length, missed, arrived]).toEqual([300, 100, 400])
  expect(seqs(entries)).toEqual([4, 3, 2])
  expect(timeline.showNew()).toBeUndefined()
  await vi.waitFor(() => expect(timeline.getState().status).toBe('ready'))
  expect(seqs(timeline.getState().entries)).toEqual([404, 403, 402])
  await timeline.loadOlder()
  expect(seqs(timeline.getState().entries)).toEqual([404, 403, 402, 401, 400, 399])
  expect(timeline.getState()).toMatchObject({ waiting: [], missed: 0 })
  log.write(at(405, 405))
  expect(seqs(timeline.getState().waiting)).toEqual([405])
})

test('a reload shows nothing of what was asked for before it', async () => {
  const log = memoryLog([1, 2, 3, 4, 5, 6, 7].map(seq => at(seq)))
  const timeline = createTimeline(log.source, OPTIONS)
  timeline.start()
  await vi.waitFor(() => expect(timeline.getState().status).toBe('ready'))
  const older = timeline.loadOlder()
  timeline.reload()
  expect(timeline.getState()).toMatchObject({ status: 'loading', entries: [], waiting: [] })
  await older
  await vi.waitFor(() => expect(timeline.getState().status).toBe('ready'))
  expect(seqs(timeline.getState().entries)).toEqual([7, 6, 5])
})

test('what is left before its stream answered asks for nothing, and begins when it is looked at again', async () => {
  vi.useFakeTimers()
  try {
    let reads = 0
    const timeline = createTimeline(
      {
        readPage: () => {
          reads += 1
          return Promise.resolve({ entries: [at(1)], next: null })
        },
        follow: () => {},
      },
      OPTIONS,
    )
    timeline.start()
    timeline.rest()
    await vi.advanceTimersByTimeAsync(1000)
    expect(reads).toBe(0)
    timeline.start()
    await vi.advanceTimersByTimeAsync(1000)
    expect(reads).toBe(1)
    expect(timeline.getState().status).toBe('ready')
  } finally {
    vi.useRealTimers()
  }
})

/** A log whose stream opens when the test says so: what is written before is in pages only. */
function lateStream(entries: Entry[], order: 'desc' | 'asc') {
  let listener: FollowOptions | undefined
  const held: (() => void)[] = []
  let holding = false
  const sign = order === 'desc' ? -1 : 1
  const readPage = async (cursor: string | null): Promise<EntryPage> => {
    const sorted = [...entries].sort((a, b) => sign * (a.seq - b.seq))
    const start = cursor === null ? 0 : sorted.findIndex(entry => entry.id === cursor) + 1
    const page = sorted.slice(start, start + 3)
    // What is answered was read when it was asked for, however late it arrives.
    if (holding) await new Promise<void>(resolve => held.push(resolve))
    return { entries: page, next: start + 3 < sorted.length ? page.at(-1)!.id : null }
  }
  const source: TimelineSource = {
    readPage,
    follow(options) {
      listener = options
    },
  }
  return {
    source,
    hold: () => {
      holding = true
    },
    held,
    letGo: () => {
      holding = false
      for (const resolve of held.splice(0)) resolve()
    },
    open: () => listener!.onLive(true),
  }
}

test('a stream that opens after the first page was read, and before it arrived, leaves no gap', async () => {
  const entries = [at(1)]
  const log = lateStream(entries, 'desc')
  const timeline = createTimeline(log.source, OPTIONS)
  log.hold()
  timeline.start()
  await vi.waitFor(() => expect(log.held).toHaveLength(1))
  entries.push(at(2))
  log.open()
  log.letGo()
  await vi.waitFor(() => expect(seqs(timeline.getState().waiting)).toEqual([2]))
  expect(seqs(timeline.getState().entries)).toEqual([1])
  timeline.close()
})

test.each([
  [1, [2]],
  [3, [4, 5]],
])('read oldest first, %i entries and a stream that opens later leave no gap', async (count, written) => {
  const entries = Array.from({ length: count }, (_, index) => at(index + 1))
  const log = lateStream(entries, 'asc')
  const timeline = createTimeline(log.source, { ...OPTIONS, order: 'asc' })
  timeline.start()
  await vi.waitFor(() => expect(timeline.getState().status).toBe('ready'))
  entries.push(...written.map(seq => at(seq)))
  log.open()
  await vi.waitFor(() => expect(seqs(timeline.getState().waiting)).toEqual(written))
  timeline.close()
})
