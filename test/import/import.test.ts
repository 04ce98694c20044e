import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { createClient, type DaybookClient } from '@daybook/client'
import type { Entry, Patterns } from '@daybook/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, run, runAndKill, startServer } from './daybook-process.ts'

const shared = join(import.meta.dirname, '../../../shared/data')
const hotel = join(shared, 'hotel-resort/hotel_bookings_resort.csv')
if (!existsSync(hotel)) console.log('skipped: no shared data')

let server: RunningServer
beforeAll(async () => {
  server = await startServer()
})
// Its database then writes a quarter of a gigabyte through to the disk, and a gigabyte is removed: on a disk that is busy
// with other things that has taken most of a minute.
afterAll(() => server?.stop(), 240_000)

async function newWorkspace(): Promise<{ id: string; daybook: DaybookClient }> {
  const data = ['--data', server.dataDir]
  const { id } = await run<{ id: string }>(
    'workspace',
    'create',
    '--name',
    'Resort',
    '--time-zone',
    'Europe/Lisbon',
    ...data,
  )
  const { key } = await run<{ key: string }>('key', 'create', '--workspace', id, '--scope', 'read', ...data)
  return { id, daybook: createClient({ url: server.address, key }) }
}

/** Invented bookings in the shipped mapping's columns, the same every time. */
function writeBookings(rows: number): string {
  const header =
    'hotel,is_canceled,lead_time,arrival_date_year,arrival_date_month,arrival_date_week_number,arrival_date_day_of_month,stays_in_weekend_nights,stays_in_week_nights,adults,children,babies,meal,country,market_segment,distribution_channel,is_repeated_guest,previous_cancellations,previous_bookings_not_canceled,reserved_room_type,assigned_room_type,booking_changes,deposit_type,agent,company,days_in_waiting_list,customer_type,adr,required_car_parking_spaces,total_of_special_requests,reservation_status,reservation_status_date'
  const months = ['January', 'April', 'July', 'October']
  const lines = Array.from({ length: rows }, (_, i) => {
    const status = ['Check-Out', 'Canceled', 'No-Show'][i % 7 === 0 ? 1 : i % 31 === 0 ? 2 : 0]
    const agent = i % 3 === 0 ? 'NULL' : String(i % 11)
    return `Invented,0,${i % 90},${2015 + (i % 3)},${months[i % 4]},1,${1 + (i % 28)},${i % 2},${i % 5},2,0,0,BB,PRT,Direct,Direct,0,0,0,A,${i % 4 === 0 ? 'B' : 'A'},${i % 3},No Deposit,${agent},NULL,0,Transient,${i % 200}.${10 + (i % 90)},0,0,${status},${1 + (i % 12)}/${1 + (i % 28)}/2018`
  })
  const file = join(server.dataDir, `bookings-${rows}.csv`)
  writeFileSync(file, `${[header, ...lines].join('\r\n')}\r\n`)
  return file
}

const importArgs = (file: string, workspace: string): string[] => [
  'import',
  file,
  '--map',
  'hotel-resort',
  '--workspace',
  workspace,
  '--data',
  server.dataDir,
]

/** What was written, without what differs between two runs: ids, times and places. */
async function draftsOf(daybook: DaybookClient): Promise<object[]> {
  const drafts: object[] = []
  for await (const entry of daybook.entries({ category: ['bookings'], order: 'asc', limit: 200 }))
    drafts.push(asDraft(entry))
  return drafts
}

function asDraft({ id, seq, hash, recordedAt, clients, objects, actor, changes, ...rest }: Entry): object {
  return {
    ...rest,
    clients: clients.map(({ hostId, name }) => ({ hostId, name })),
    objects: objects.map(({ ref, ...object }) => object),
    actor: { ...actor, clientId: undefined },
    changes: changes?.map(({ ref, ...change }) => change),
  }
}

test('an import that was killed half-way and run again ends like one clean run, in the same order', {
  timeout: 120_000,
}, async () => {
  const file = writeBookings(3000)
  const [clean, killed] = await Promise.all([newWorkspace(), newWorkspace()])
  await run(...importArgs(file, clean.id))
  for (const bound of [1000, 3000]) {
    const before = (await killed.daybook.counts()).total
    await runAndKill(
      importArgs(file, killed.id),
      async () => (await killed.daybook.counts()).total > before + bound,
    )
  }
  const result = await run<{ added: number; duplicates: number }>(...importArgs(file, killed.id))
  expect(result.duplicates).toBeGreaterThan(0)
  const expected = await draftsOf(clean.daybook)
  expect(expected.length).toBe(result.added + result.duplicates)
  const written = await draftsOf(killed.daybook)
  // One place and its two entries tell more than two lists of thousands.
  const first = written.findIndex((draft, place) => !isDeepStrictEqual(draft, expected[place]))
  expect({ first, written: written[first], expected: expected[first], count: written.length }).toEqual({
    first: -1,
    written: undefined,
    expected: undefined,
    count: expected.length,
  })
  const again = await run<{ added: number }>(...importArgs(file, killed.id))
  expect(again.added).toBe(0)
})

test.skipIf(!existsSync(hotel))(
  'hotel-resort gives exactly the expected counts, and a second run adds nothing',
  { timeout: 240_000 },
  async () => {
    const expected = JSON.parse(readFileSync(join(shared, 'EXPECTED.json'), 'utf8'))['hotel-resort']
    const { id, daybook } = await newWorkspace()
    const first = await run<{ added: number; rejected: number }>(...importArgs(hotel, id))
    expect([first.added, first.rejected]).toEqual([99_381, 0])
    const byType = expected.entries_by_type
    for (const added of [undefined, 0]) {
      if (added !== undefined)
        expect((await run<{ added: number }>(...importArgs(hotel, id))).added).toBe(added)
      const counts = await daybook.counts({ category: ['bookings'] })
      expect(counts.exact).toBe(true)
      expect(counts.total).toBe(99_381)
      expect(counts.facets.action).toEqual({
        'booking.booked': byType['booking.booked'],
        'booking.updated': byType['booking.changed'] + byType['booking.room_reassigned'],
        'booking.completed': byType['booking.completed'],
        'booking.cancelled': byType['booking.cancelled'],
        'booking.no_show': byType['booking.no_show'],
      })
      const agent = await daybook.counts({ client: '240' })
      const own = expected['as_client = agent (travel agency id)']['240']
      expect(agent.facets.action).toMatchObject({
        'booking.booked': own.bookings,
        'booking.completed': own['Check-Out'],
        'booking.cancelled': own.Canceled,
        'booking.no_show': own['No-Show'],
      })
    }
    await checkPatterns(daybook, expected)
    // Exact decimals survive: each price is the text of its cell, the one negative price among them.
    const rows = readFileSync(hotel, 'utf8')
      .split('\r\n')
      .map(line => line.split(','))
    const negative = rows.findIndex(cells => cells[27]?.startsWith('-'))
    for (const row of [1, 2, 3, 500, negative]) {
      const filter = { object: [`booking:resort-${row}`], action: ['booking.booked'] }
      const { entries } = await daybook.entries(filter).page()
      expect(entries.map(entry => entry.data?.['adr'])).toEqual([rows[row]![27]])
    }
  },
)

/** Rates of the hotel and of its busiest agent, and the lists behind them. */
async function checkPatterns(daybook: DaybookClient, expected: any): Promise<void> {
  const all = await daybook.patterns()
  expect(all.numbers!.booked.n).toBe(40_060)
  expect(all.numbers!.cancelled).toMatchObject({ n: 10_831, rate: 10_831 / 40_060 })
  expect(all.numbers!.noShows.n).toBe(expected.final_status['No-Show'])
  const own = expected['as_client = agent (travel agency id)']['240']
  const agent = await daybook.patterns({ client: '240' })
  expect(agent.numbers!.booked.n).toBe(own.bookings)
  expect(agent.numbers!.cancelled).toMatchObject({ n: own.Canceled, rate: own.Canceled / own.bookings })
  expect(agent.numbers!.noShows).toMatchObject({ n: own['No-Show'], rate: own['No-Show'] / own.bookings })
  for (const { client, numbers, times } of [all, { ...agent, client: '240' }] as (Patterns & {
    client?: string
  })[]) {
    // Arrivals are dates: of each the weekday is known.
    expect(times.map(({ weekday, hour }) => [weekday, hour])).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map(weekday => [weekday, 'day']),
    )
    expect(times.reduce((sum, { n }) => sum + n, 0)).toBe(numbers!.booked.n)
    for (const { n, filter } of [numbers!.cancelled, numbers!.cancelledByOthers, numbers!.noShows, ...times])
      expect(await daybook.counts({ ...filter, client })).toMatchObject({ total: n, exact: true })
  }
  const byYear = Object.groupBy(all.months, ({ month }) => month.slice(0, 4))
  for (const [year, months] of Object.entries(byYear)) {
    const told = (name: string): number => expected.status_entries_by_year[`${year}|${name}`] ?? 0
    expect([year, months!.reduce((sum, { cancelled }) => sum + cancelled.n, 0)]).toEqual([
      year,
      told('Canceled'),
    ])
    expect([year, months!.reduce((sum, { noShows }) => sum + noShows.n, 0)]).toEqual([year, told('No-Show')])
  }
}
