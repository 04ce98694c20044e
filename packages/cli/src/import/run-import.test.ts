import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LogError } from '@daybook/protocol'
import { createMemoryLog } from '../../test/memory-log.ts'
import { hasSharedData, sharedData } from '../../test/shared-data.ts'
import { formatPreview, previewImport } from './preview-import.ts'
import type { Reject } from './rejects.ts'
import { runImport } from './run-import.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daybook-import-'))
})
afterAll(() => rm(folder, { recursive: true }))

const mapping = {
  name: 'salon',
  source: { format: 'csv' },
  entries: [
    { draft: { action: 'booking.booked', occurredAt: '{day}', object: { type: 'booking', id: '{id}' } } },
    {
      repeat: { $integer: '{changes}' },
      draft: {
        action: 'booking.updated',
        undated: true,
        occurredAt: '{day}',
        object: { type: 'booking', id: '{id}' },
      },
    },
  ],
}
async function write(name: string, text: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}
const table = (rows: number) =>
  `id,day,changes\n${Array.from({ length: rows }, (_, n) => `BK-${n + 1},2026-01-${String((n % 28) + 1).padStart(2, '0')},${n % 3}`).join('\n')}\n`
const rejectsOf = async (path: string): Promise<Reject[]> =>
  (await readFile(path, 'utf8'))
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Reject)

test('an import keeps the order of the file and ends with its own entry; a second one adds nothing', async () => {
  const file = await write('a.csv', table(50))
  const map = await write('salon.json', JSON.stringify(mapping))
  const log = createMemoryLog()
  const first = await runImport({ file, map, append: log.append, batch: 7 })
  expect(first).toMatchObject({
    finished: true,
    rows: 50,
    entries: 99,
    added: 99,
    duplicates: 0,
    rejected: 0,
  })
  expect(log.drafts.slice(0, 5).map(({ action, key }) => [action, key])).toEqual([
    ['booking.booked', 'salon:1:1'],
    ['booking.booked', 'salon:2:1'],
    ['booking.updated', 'salon:2:2'],
    ['booking.booked', 'salon:3:1'],
    ['booking.updated', 'salon:3:2'],
  ])
  expect(log.drafts.at(-1)).toMatchObject({
    action: 'data.imported',
    data: { file: 'a.csv', count: 99, skipped: 0, map: 'salon' },
  })
  expect(Math.max(...log.calls)).toBeLessThanOrEqual(7)

  const second = await runImport({ file, map, append: log.append })
  expect(second).toMatchObject({ added: 0, duplicates: 99, imported: { duplicate: true } })
  expect(log.drafts).toHaveLength(100)
})

test('killed at any batch and run again, it ends with the drafts and the order of one clean run', async () => {
  const file = await write('b.csv', table(60))
  const map = await write('salon.json', JSON.stringify(mapping))
  const clean = createMemoryLog()
  await runImport({ file, map, append: clean.append, batch: 10 })
  for (let killedAt = 0; killedAt < clean.calls.length; killedAt++) {
    let isDead = false
    const log = createMemoryLog(undefined, call => {
      isDead ||= call === killedAt
      if (isDead) throw new Error('killed')
    })
    await expect(runImport({ file, map, append: log.append, batch: 10 })).rejects.toThrow('killed')
    const written = [...log.drafts]
    const rest = createMemoryLog()
    await rest.append(written)
    await runImport({ file, map, append: rest.append, batch: 10 })
    expect(rest.drafts).toEqual(clean.drafts)
  }
})

test('bad rows go to the rejects file with their reasons, and the good ones are written', async () => {
  const file = await write(
    'c.csv',
    'id,day,changes\nBK-1,2026-01-01,0\nBK-2,2026-13-01,0\nBK-3,2026-01-03,many\n"BK"4,x,0\nBK-5,2026-01-05\n,2026-01-06,0\nBK-7,2026-01-07,1\n',
  )
  const map = await write('salon.json', JSON.stringify(mapping))
  const log = createMemoryLog()
  const result = await runImport({ file, map, append: log.append })
  expect(result).toMatchObject({ rows: 7, entries: 3, rejected: 5, rejectsFile: `${file}.rejects.jsonl` })
  expect(log.drafts.map(draft => draft.object?.id)).toEqual(['BK-1', 'BK-7', 'BK-7', undefined])
  const rejects = await rejectsOf(result.rejectsFile!)
  expect(rejects.map(({ row, line, original }) => [row, line, original])).toEqual([
    [2, 3, 'BK-2,2026-13-01,0'],
    [3, 4, 'BK-3,2026-01-03,many'],
    [4, 5, '"BK"4,x,0'],
    [5, 6, 'BK-5,2026-01-05'],
    [6, 7, ',2026-01-06,0'],
  ])
  expect(rejects.map(reject => reject.reason)).toEqual([
    expect.stringContaining('/occurredAt: "2026-13-01" is neither a date'),
    expect.stringContaining('"many" is not a whole number (/entries/1/repeat of the mapping)'),
    'field 1 goes on after its closing quote with "4,x,0"',
    'has 2 fields; the header has 3',
    expect.stringContaining('/object/id: '),
  ])
})

test('a mended file adds what was rejected, and the old rejects file goes', async () => {
  const bad = 'id,day,changes\nBK-1,2026-01-01,0\nBK-2,yesterday,0\n'
  const file = await write('d.csv', bad)
  const map = await write('salon.json', JSON.stringify(mapping))
  const log = createMemoryLog()
  const { rejectsFile } = await runImport({ file, map, append: log.append })
  await write('d.csv', bad.replace('yesterday', '2026-01-02'))
  expect(await runImport({ file, map, append: log.append })).toMatchObject({
    added: 1,
    duplicates: 1,
    rejected: 0,
  })
  await expect(readFile(rejectsFile!)).rejects.toThrow('ENOENT')
})

test('of a refused batch only the guilty drafts are rejected', async () => {
  const file = await write('e.csv', table(40))
  const map = await write('salon.json', JSON.stringify(mapping))
  const guilty = ['salon:5:1', 'salon:6:2', 'salon:20:1', 'salon:21:1', 'salon:22:1', 'salon:23:1']
  const log = createMemoryLog(draft => (guilty.includes(draft.key) ? 'is refused' : undefined))
  const result = await runImport({ file, map, append: log.append })
  const rejects = await rejectsOf(result.rejectsFile!)
  expect(rejects.map(reject => (reject.draft as { key: string }).key)).toEqual(guilty)
  expect(rejects[0]).toMatchObject({ row: 5, line: 6, reason: 'entry_invalid: : is refused' })
  expect(result).toMatchObject({ entries: 79 - 6, rejected: 6, finished: true })
})

test('another file under the same keys is refused row by row and names the first entry', async () => {
  const map = await write('salon.json', JSON.stringify(mapping))
  const log = createMemoryLog()
  await runImport({ file: await write('f.csv', table(3)), map, append: log.append })
  const other = await write('g.csv', table(3).replace('BK-2,', 'XX-2,'))
  const result = await runImport({ file: other, map, append: log.append })
  expect(result).toMatchObject({ added: 0, duplicates: 4, rejected: 2 })
  const [reject] = await rejectsOf(result.rejectsFile!)
  expect(reject?.reason).toContain('key_conflict: Other content')
  expect(reject?.reason).toContain('(entry 2, en_2)')
  const apart = await runImport({ file: other, map, importId: 'second-shop', append: log.append })
  expect(apart).toMatchObject({ added: 6, rejected: 0, imported: { duplicate: false } })
})

test('a JSON Lines file without a mapping holds drafts as they are', async () => {
  const lines = [
    '{"action":"a.b","key":"mine"}',
    '',
    '{"action":"a.c"}',
    '{"action":',
    '[1]',
    '{"acton":"a.d"}',
  ]
  const file = await write('drafts.jsonl', `\uFEFF${lines.join('\r\n')}`)
  const log = createMemoryLog()
  const result = await runImport({ file, append: log.append })
  expect(log.drafts.map(draft => draft.key).slice(0, 2)).toEqual(['mine', 'drafts.jsonl:2'])
  expect(result).toMatchObject({ rows: 5, entries: 2, rejected: 3 })
  expect((await rejectsOf(result.rejectsFile!)).map(reject => [reject.line, reject.reason])).toEqual([
    [4, expect.stringContaining('is not JSON')],
    [5, 'is not a JSON object'],
    [6, expect.stringContaining('is not a draft')],
  ])
  await expect(runImport({ file: await write('x.csv', 'a'), append: log.append })).rejects.toThrow(
    'needs --map',
  )
})

test('reads no further ahead than a few batches', async () => {
  const file = await write('h.csv', table(5000))
  const map = await write('salon.json', JSON.stringify(mapping))
  const log = createMemoryLog()
  const held: (() => void)[] = []
  const seen: number[] = []
  const running = runImport({
    file,
    map,
    batch: 100,
    inFlight: 2,
    progress: { update: ({ rows }) => seen.push(rows), end: () => {} },
    append: async drafts => {
      await new Promise<void>(resolve => held.push(resolve))
      return log.append(drafts)
    },
  })
  await expect.poll(() => held.length).toBe(2)
  expect(seen).toEqual([])
  let finished = false
  void running.then(() => (finished = true))
  await expect
    .poll(
      () => {
        held.shift()?.()
        return finished
      },
      { interval: 1, timeout: 20_000 },
    )
    .toBe(true)
  expect(log.drafts).toHaveLength(10_000)
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  expect(seen.at(-1)).toBe(5000)
})

test('a busy log is waited for, a lost right stops the import', async () => {
  const file = await write('i.csv', table(5))
  const map = await write('salon.json', JSON.stringify(mapping))
  const log = createMemoryLog()
  const waits: number[] = []
  let busy = 2
  const append = (drafts: Parameters<typeof log.append>[0]) =>
    busy-- > 0 ? Promise.reject(new LogError('log_busy', 'Busy.', { retryAfter: 2 })) : log.append(drafts)
  await runImport({ file, map, append, wait: async ms => void waits.push(ms) })
  expect(waits).toEqual([2000, 2000])
  expect(log.drafts).toHaveLength(10)
  const noRight = () => Promise.reject(new LogError('scope_missing', 'No right.'))
  await expect(runImport({ file, map, append: noRight })).rejects.toThrow('No right.')
})

test('a signal stops the reading; what is on its way is written, and no import is claimed', async () => {
  const file = await write('j.csv', table(100))
  const map = await write('salon.json', JSON.stringify(mapping))
  const log = createMemoryLog()
  const stop = new AbortController()
  const append: typeof log.append = drafts => {
    if (log.calls.length === 2) stop.abort()
    return log.append(drafts)
  }
  const result = await runImport({ file, map, append, batch: 10, signal: stop.signal })
  expect(result.finished).toBe(false)
  expect(result.imported).toBeUndefined()
  expect(result.entries).toBe(log.drafts.length)
  expect(log.drafts.length).toBeLessThan(199)
})

test('bytes that are not of the encoding stop the import with a hint', async () => {
  const path = join(folder, 'latin.csv')
  await writeFile(path, Buffer.from('id,day,changes\nM\xfcller,2026-01-01,0\n', 'latin1'))
  const map = await write('salon.json', JSON.stringify(mapping))
  await expect(runImport({ file: path, map, append: createMemoryLog().append })).rejects.toThrow(
    'windows-1252',
  )
  const latin = { ...mapping, source: { format: 'csv', encoding: 'windows-1252' } }
  const log = createMemoryLog()
  await runImport({ file: path, map: await write('latin.json', JSON.stringify(latin)), append: log.append })
  expect(log.drafts[0]?.object?.id).toBe('Müller')
})

test('a dry run shows the first ten entries, what would be made and what would be rejected', async () => {
  const file = await write('k.csv', `${table(30)}BK-31,never,0\n`)
  const preview = await previewImport({ file, map: await write('salon.json', JSON.stringify(mapping)) })
  expect(preview).toMatchObject({
    rows: 31,
    drafts: 60,
    actions: { 'booking.booked': 30, 'booking.updated': 30 },
    rejected: 1,
  })
  expect(preview.first).toHaveLength(10)
  const text = formatPreview(preview)
  expect(text).toContain('1. booking.booked\n     occurredAt: "2026-01-01"')
  expect(text).toContain('10. ')
  expect(text).toContain('31 rows would make 60 entries:\n         30  booking.booked')
  expect(text).toContain('row 31 (line 32) is not a draft'.slice(0, 16))
  expect(text).toContain('Nothing was written.')
})

test.skipIf(!hasSharedData)(
  'the whole hotel file makes exactly the entries that are expected of it',
  { timeout: 60_000 },
  async () => {
    const expected = JSON.parse(await readFile(join(sharedData, 'EXPECTED.json'), 'utf8'))['hotel-resort']
    const byType = expected.entries_by_type
    const counts: Record<string, number> = {}
    const ofAgent: Record<string, number> = {}
    const bookings = new Map<string, string[]>()
    let undated = 0
    let seq = 0
    let firstBooked = '9999'
    let last = ''
    const result = await runImport({
      file: join(sharedData, 'hotel-resort/hotel_bookings_resort.csv'),
      map: 'hotel-resort',
      rejectsFile: join(folder, 'hotel.rejects.jsonl'),
      append: async drafts =>
        drafts.map(draft => {
          counts[draft.action] = (counts[draft.action] ?? 0) + 1
          if (draft.undated) undated++
          if (draft.client?.id === '240') ofAgent[draft.action] = (ofAgent[draft.action] ?? 0) + 1
          const id = draft.object?.id ?? ''
          if (id) bookings.set(id, [...(bookings.get(id) ?? []), draft.action])
          if (draft.action === 'booking.booked' && draft.occurredAt! < firstBooked)
            firstBooked = draft.occurredAt!
          if (id && draft.occurredAt! > last) last = draft.occurredAt!
          return { id: `en_${++seq}`, seq, duplicate: false }
        }),
    })
    const changes = byType['booking.changed'] + byType['booking.room_reassigned']
    expect(result).toMatchObject({ rows: expected.rows, entries: 99_381, rejected: 0 })
    expect(counts).toEqual({
      'booking.booked': byType['booking.booked'],
      'booking.updated': changes,
      'booking.completed': byType['booking.completed'],
      'booking.cancelled': byType['booking.cancelled'],
      'booking.no_show': byType['booking.no_show'],
      'data.imported': 1,
    })
    expect(undated).toBe(changes)
    expect([firstBooked, last]).toEqual([expected.booked_on.min, expected.status_date.max])
    const agent = expected['as_client = agent (travel agency id)']['240']
    expect(ofAgent).toMatchObject({
      'booking.booked': agent.bookings,
      'booking.completed': agent['Check-Out'],
      'booking.cancelled': agent.Canceled,
      'booking.no_show': agent['No-Show'],
    })
    expect(bookings.get('resort-1')).toEqual([
      'booking.booked',
      ...Array(3).fill('booking.updated'),
      'booking.completed',
    ])
    expect(bookings.size).toBe(expected.rows)
  },
)
