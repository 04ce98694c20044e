/**
 * Random acts by several actors at once, against a simple model in memory: the state that is stored is the fold of the
 * entries at every prefix of the log; there is no act without its entry and no entry without its act.
 */
import { ACTS, refuseAct } from '@daybook/catalogue'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Fields, fold } from './fold-model.fixture.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from '../http/test-door.ts'

let door: TestDoor
let now = Date.parse('2026-11-20T09:00:00Z')
beforeAll(async () => {
  door = await openTestDoor({ now: () => now })
})
afterAll(async () => {
  expect(door.failures).toEqual([])
  await door.close()
})

const ACT_NAMES = [
  'book',
  'confirm',
  'reschedule',
  'start',
  'finish',
  'complete',
  'cancel',
  'no-show',
  'clear-no-show',
  'update',
  'assign',
  'accept',
  'decline',
  'add-note',
  'remove-note',
  'delete',
  'restore',
] as const
const bodyOf = (act: (typeof ACT_NAMES)[number], n: number, client: string): object | undefined => {
  const startsAt = `2026-12-${String(1 + (n % 20)).padStart(2, '0')}T${String(8 + (n % 9)).padStart(2, '0')}:00:00Z`
  switch (act) {
    case 'book':
      return {
        client: { id: client },
        fields: { service: 'Massage', startsAt, price: 6000, currency: 'EUR', member: `m-${n % 3}` },
      }
    case 'reschedule':
      return { fields: { startsAt } }
    case 'update':
      return { fields: { room: `Room ${n}` } }
    case 'assign':
      return { fields: { member: `m-${n % 3}` } }
    case 'add-note':
      return { data: { note: `note ${n}` } }
    default:
      return { forClient: n % 2 === 0 }
  }
}
const step = fc.record({
  act: fc.constantFrom(...ACT_NAMES),
  booking: fc.integer({ min: 0, max: 3 }),
  n: fc.integer({ min: 0, max: 59 }),
})

/** What a host tells besides, whatever the state. */
const told = fc.record({
  action: fc.constantFrom('booking.confirmed', 'booking.cancelled', 'booking.completed', 'booking.deleted'),
  booking: fc.integer({ min: 0, max: 3 }),
})

async function perform(
  ws: TestWorkspace,
  { act, booking, n }: { act: (typeof ACT_NAMES)[number]; booking: number; n: number },
) {
  const { status, body } = await ws.call(
    'POST',
    `/v1/objects/booking/BK-${booking}/${act}`,
    bodyOf(act, n, `c-${booking}`),
  )
  return { act, booking, status, body }
}

test('the state is the fold of the entries at every prefix, and every act has its entry', {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.array(fc.oneof({ weight: 5, arbitrary: step }, { weight: 1, arbitrary: told }), {
          minLength: 1,
          maxLength: 4,
        }),
        { minLength: 4, maxLength: 12 },
      ),
      async rounds => {
        const ws = await door.openWorkspace()
        const done: Awaited<ReturnType<typeof perform>>[] = []
        for (const round of rounds) {
          now += 60_000
          // The actors of one round act at once.
          const answers = await Promise.all(
            round.map(one =>
              'act' in one
                ? perform(ws, one)
                : ws
                    .append({
                      action: one.action,
                      client: { id: `c-${one.booking}` },
                      object: { type: 'booking', id: `BK-${one.booking}` },
                    })
                    .then(() => undefined),
            ),
          )
          done.push(...answers.filter(one => one !== undefined))
        }
        await checkAgainstModel(ws, done)
      },
    ),
    { numRuns: 25 },
  )
})

async function checkAgainstModel(
  ws: TestWorkspace,
  done: Awaited<ReturnType<typeof perform>>[],
): Promise<void> {
  const entries = await ws.readAll('/v1/entries?order=asc')
  const byId = new Map(entries.map(entry => [entry.id, entry]))
  const written = done.flatMap(one =>
    one.status === 201 ? (one.body.entries as { id: string }[]).map(entry => entry.id) : [],
  )
  // No act without its entry, and no entry without its act: each receipt once, and everything that Daybook did is in one.
  expect(new Set(written).size).toBe(written.length)
  for (const id of written) expect(byId.has(id)).toBe(true)
  const acted = entries.filter(entry => entry.key !== undefined && entry.key.startsWith('act_'))
  expect(acted.map(entry => entry.id).sort()).toEqual([...written].sort())
  for (const one of done) expect([201, 200, 404, 409]).toContain(one.status)
  const bookings = Map.groupBy(
    entries.filter(entry => entry.objects[0]?.type === 'booking'),
    entry => entry.objects[0]!.id!,
  )
  for (const [id, own] of bookings) {
    let fields: Fields = {}
    let exists = false
    for (const entry of own) {
      // What was allowed when it happened: the model refuses what the server refused.
      const act = Object.values(ACTS.booking).find(one => one.action === entry.action)
      if (act !== undefined && acted.includes(entry))
        expect([entry.action, entry.seq, refuseAct(act, exists ? fields : undefined)]).toEqual([
          entry.action,
          entry.seq,
          undefined,
        ])
      fields = fold(fields, entry)
      exists = true
      const asOf = await ws.call('GET', `/v1/objects/booking/${id}?known=${entry.seq}`)
      expect([id, entry.seq, asOf.body.fields ?? asOf.body]).toEqual([id, entry.seq, fields])
    }
    expect((await ws.call('GET', `/v1/objects/booking/${id}`)).body.fields).toEqual(fields)
  }
  await checkTimes(ws)
}

/** Nobody’s time is taken twice by acts alone. */
async function checkTimes(ws: TestWorkspace): Promise<void> {
  const { checkWholeLog } = await import('../check/check-whole-log.ts')
  expect((await checkWholeLog(door.daybook, ws.workspaceId)).problems).toEqual([])
}

test('an act whose entry cannot be appended has not happened: nothing of it is there', async () => {
  const ws = await door.openWorkspace()
  const { default: pg } = await import('pg')
  const owner = new pg.Client({ connectionString: door.database!.adminUrl })
  await owner.connect()
  const counts = async () => {
    const of = `where workspace_id = ${ws.workspaceId}`
    const result = await owner.query(
      `select (select count(*) from daybook.entries ${of}) as entries,
              (select count(*) from daybook.objects ${of}) as objects,
              (select coalesce(sum(version), 0) from daybook.objects ${of}) as versions,
              (select count(*) from daybook.links ${of}) as links`,
    )
    return result.rows[0]
  }
  const book = {
    client: { id: 'c-1' },
    fields: { service: 'Massage', startsAt: '2026-12-01T10:00:00Z', price: 6000, currency: 'EUR' },
  }
  expect((await ws.call('POST', '/v1/objects/booking/BK-1/book', book)).status).toBe(201)
  const before = await counts()
  // The entry of every act fails from here on: the state must not move without it.
  await owner.query('alter table daybook.entries add constraint no_more check (seq < 0) not valid')
  for (const [path, body] of [
    ['booking/BK-1/cancel', { forClient: true }],
    ['booking/BK-1/reschedule', { fields: { startsAt: '2026-12-02T10:00:00Z' } }],
    [
      'booking/BK-2/book',
      { ...book, client: { id: 'c-2' }, fields: { ...book.fields, startsAt: '2026-12-03T10:00:00Z' } },
    ],
    ['payment/PAY-1/record', { fields: { amount: 100, currency: 'EUR', booking: 'BK-1' } }],
    ['service/SV-1/create', { fields: { name: 'Massage' } }],
  ] as const)
    expect([path, (await ws.call('POST', `/v1/objects/${path}`, body)).status]).toEqual([path, 500])
  await owner.query('alter table daybook.entries drop constraint no_more')
  expect(await counts()).toEqual(before)
  expect((await ws.call('GET', '/v1/objects/booking/BK-1')).body.fields.status).toBe('scheduled')
  expect((await ws.call('GET', '/v1/objects/booking/BK-2')).status).toBe(404)
  expect((await ws.call('POST', '/v1/objects/booking/BK-1/cancel')).status).toBe(201)
  await owner.end()
  expect(door.failures.length).toBe(5)
  door.failures.splice(0)
})
