/** Times, money and zones of every sort: the columns beside a state are what the check computes, and filled again as well. */
import type { Draft } from '@daybook/protocol'
import * as fc from 'fast-check'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillOlder } from '../backfill/fill-older.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from '../http/test-door.ts'
import { checkWholeLog } from './check-whole-log.ts'

let door: TestDoor
let admin: Client
beforeAll(async () => {
  door = await openTestDoor()
  admin = new Client({ connectionString: door.database!.adminUrl })
  await admin.connect()
})
afterAll(async () => {
  await admin?.end()
  await door?.close()
})

const pick = <const T extends readonly unknown[]>(...values: T): fc.Arbitrary<T[number]> =>
  fc.constantFrom(...values)
const CLIENTS = ['c1', 'c2', 'c3']
const ZONES = ['Europe/Lisbon', 'America/New_York', 'Pacific/Kiritimati']
const OBJECTS = ['booking:b1', 'booking:b2', 'payment:p1', 'payment:p2', 'invoice:i1', 'fee:f1']

const state = fc.record(
  {
    // Of the local ones some are there twice, or not at all, in one of the zones.
    startsAt: pick(
      '2026-10-25T01:30',
      '2026-11-01T01:30',
      '2026-11-03T10:00',
      '2026-11-04T09:00:00Z',
      '2026-11-05',
      'soon',
    ),
    endsAt: pick(
      '2026-11-03T12:00',
      '2026-11-04T08:30',
      '2026-11-01T01:30',
      '2026-11-04T10:00:00+01:00',
      '2026-11-06',
    ),
    duration: pick(50, 0, 20_000, 'long'),
    buffer: pick(5, 1e9),
    bufferBefore: pick(10, -1),
    member: pick('m1', 'm2', '', { id: 'm1', name: 'Ada' }),
    room: pick('r1', ''),
    service: pick('Class'),
    groupSize: pick(1, 8),
    participants: pick(2),
    status: pick('scheduled', 'completed', 'sent', 'pending', 'succeeded', 'refunded'),
    price: pick(5000, 0, 'much'),
    amount: pick(700, 1e15),
    total: pick(900),
    refunded: pick(100),
    paid: pick(true),
  },
  { requiredKeys: [] },
)

const draft = fc
  .record(
    {
      action: pick(
        'booking.booked',
        'booking.cancelled',
        'booking.completed',
        'booking.deleted',
        'payment.received',
        'payment.refunded',
        'invoice.sent',
        'invoice.deleted',
        'fee.waived',
        'my.own',
      ),
      clients: fc.subarray(CLIENTS),
      objects: fc.shuffledSubarray(OBJECTS, { minLength: 1, maxLength: 3 }),
      state,
      amount: pick(100, 700, -50),
      outcome: pick('success', 'failure'),
      occurredAt: pick('2026-10-24', '2026-10-24T10:00:00Z', '2026-10-24T23:30:00Z', '2026-10-25'),
    },
    { requiredKeys: ['action', 'clients', 'objects', 'occurredAt'] },
  )
  .map(
    ({ clients, objects, amount, ...rest }) =>
      JSON.parse(
        JSON.stringify({
          ...rest,
          clients: clients.map(id => ({ id })),
          objects: objects.map(name => ({ type: name.split(':')[0]!, id: name.split(':')[1]! })),
          ...(amount !== undefined && { context: { amount: { value: amount, currency: 'EUR' } } }),
        }),
      ) as Draft,
  )

const step = fc.oneof(
  { weight: 4, arbitrary: draft.map(one => ['POST', '/v1/entries', { entries: [one] }] as const) },
  { weight: 1, arbitrary: pick(...ZONES).map(timeZone => ['PATCH', '/v1/settings', { timeZone }] as const) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(pick(...CLIENTS), pick('erase', 'anonymise'))
      .map(([id, mode]) => ['POST', `/v1/clients/${id}/erase`, { mode }] as const),
  },
)

const problemsOf = async ({ workspaceId }: TestWorkspace): Promise<unknown> =>
  (await checkWholeLog(door.daybook, workspaceId)).problems

/** Empties the columns that came later, of some objects, and notes that they are to be filled. */
async function age({ workspaceId }: TestWorkspace, some: number): Promise<void> {
  await admin.query(
    `update daybook.objects set account = null, part = null, amount = null, since = null, told_amount = null,
       told_returned = null, taken_until = null, taken_from = null, member = null, room = null, shared = null, seats = null
     where workspace_id = $1 and object_id % 3 <> $2`,
    [workspaceId, some],
  )
  await admin.query(
    `insert into daybook.backfills (workspace_id, up_to) select workspace_id, size from daybook.log_heads where workspace_id = $1`,
    [workspaceId],
  )
  door.daybook.log.forget(workspaceId)
}

test('whatever is said of times and money, in whatever zone, the log is whole, and is so filled again', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 3, maxLength: 25 }),
      pick(...ZONES),
      fc.nat({ max: 3 }),
      async (steps, timeZone, some) => {
        const workspace = await door.openWorkspace({ timeZone })
        // Some make no sense just then, and are refused.
        for (const [method, path, body] of steps)
          expect([200, 201, 404, 409, 422]).toContain((await workspace.call(method, path, body)).status)
        expect(await problemsOf(workspace)).toEqual([])
        await age(workspace, some)
        expect(await problemsOf(workspace)).toEqual([])
        expect(await fillOlder(door.daybook, workspace.workspaceId)).toEqual([])
        expect(await problemsOf(workspace)).toEqual([])
      },
    ),
    { numRuns: 25 },
  )
})
