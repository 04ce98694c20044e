/** Random histories of several clients who share entries and bookings; some are erased, some anonymised. */
import type { Draft, Entry } from '@daybook/protocol'
import * as fc from 'fast-check'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkWholeLog } from '../check/check-whole-log.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from '../http/test-door.ts'
import { parseId } from '../ids.ts'

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

const CLIENTS = ['ada', 'ben', 'cy', 'di']
const BOOKINGS = ['BK-1', 'BK-2', 'BK-3']
const some = <T>(values: readonly T[], most: number): fc.Arbitrary<T[]> =>
  fc.subarray([...values], { minLength: 0, maxLength: most })

const draft: fc.Arbitrary<Draft> = fc
  .record({
    action: fc.constantFrom(
      'booking.booked',
      'booking.updated',
      'client.updated',
      'my.own',
      'payment.succeeded',
    ),
    clients: some(CLIENTS, 3),
    booking: fc.option(fc.constantFrom(...BOOKINGS), { nil: undefined }),
    year: fc.integer({ min: 2023, max: 2026 }),
    status: fc.constantFrom('booked', 'confirmed', 'completed'),
    note: fc.constantFrom('a', 'b'),
    says: fc.constantFrom('state', 'changes', 'nothing'),
    actsItself: fc.boolean(),
  })
  .map(({ action, clients, booking, year, status, note, says, actsItself }) => {
    const ofClient = action === 'client.updated' && clients.length > 0
    const fields: Record<string, string> = ofClient
      ? { phone: `phone of ${clients[0]} ${note}` }
      : { status, notes: `note ${note}` }
    const about = ofClient || booking !== undefined
    return {
      action,
      clients: clients.map(id => ({ id, name: `Name of ${id}` })),
      ...(booking !== undefined && { object: { type: 'booking', id: booking, name: 'A session' } }),
      occurredAt: `${year}-06-01T10:00:00Z`,
      ...(about && says === 'state' && { state: fields }),
      ...(about &&
        says === 'changes' && {
          changes: Object.entries(fields).map(([field, after]) => ({ field, after })),
        }),
      reason: `reason ${note}`,
      context: { ip: '203.0.113.9', amount: { value: 100, currency: 'EUR' } },
      ...(actsItself && clients.length > 0 && { actor: { type: 'client' as const, id: clients[0]! } }),
    }
  })

const plan = fc.record({
  history: fc.array(draft, { minLength: 5, maxLength: 30 }),
  gone: fc.array(fc.tuple(fc.constantFrom(...CLIENTS), fc.constantFrom('erase', 'anonymise')), {
    minLength: 1,
    maxLength: 3,
  }),
  between: fc.array(draft, { maxLength: 5 }),
})

/** Everything that can be read of the log: every entry, and through which lists it is reached. */
async function readEverything(workspace: TestWorkspace, ids: readonly string[]) {
  const lists = new Map<string, number[]>()
  for (const id of ids) {
    for (const query of ['', '?category=bookings', '?from=2024-01-01&to=2025-12-31'])
      lists.set(`${id}${query}`, seqs(await workspace.readAll(`/v1/clients/${id}/timeline${query}`, 7)))
    lists.set(`${id} counts`, [(await workspace.count(`?client=${id}`)).total])
  }
  return { entries: await workspace.readAll('/v1/entries?order=asc'), lists }
}
const seqs = (entries: readonly Entry[]): number[] => entries.map(entry => entry.seq)
const isOwn = ({ action }: Entry): boolean => action === 'client.erased' || action === 'client.anonymised'

test(
  'of those who stay everything reads as before, of those erased nothing opens',
  { timeout: 180_000 },
  () =>
    fc.assert(
      fc.asyncProperty(plan, async ({ history, gone, between }) => {
        const workspace = await door.openWorkspace()
        await workspace.append(
          ...CLIENTS.map(id => ({ action: 'client.created', client: { id, name: `Name of ${id}` } })),
        )
        await workspace.append(...history)
        const idOf = new Map<string, string>()
        for (const name of CLIENTS)
          idOf.set(name, (await workspace.call('GET', `/v1/clients/${name}`)).body.id)
        const before = await readEverything(workspace, [...idOf.values()])

        const modes = new Map<string, string>()
        for (const [name, mode] of gone) {
          const id = idOf.get(name)!
          const { status, body } = await workspace.call('POST', `/v1/clients/${id}/erase`, { mode })
          if (modes.get(id) === 'erase' && mode === 'anonymise') expect(body.code).toBe('state_conflict')
          else {
            expect([status, body]).toEqual([200, body])
            modes.set(id, mode)
          }
          if (between.length > 0) await workspace.append(...between)
        }
        const after = await readEverything(workspace, [...idOf.values()])

        const isGone = (id: string): boolean => modes.has(id)
        const readAfter = new Map(after.entries.map(entry => [entry.seq, entry]))
        for (const was of before.entries) {
          const is = readAfter.get(was.seq)!
          if (!was.clients.some(client => isGone(client.id))) {
            expect(is).toEqual(was)
            continue
          }
          expect(is.clients).toEqual(
            was.clients.map(client =>
              isGone(client.id)
                ? {
                    id: client.id,
                    erased: true,
                    gone: { mode: modes.get(client.id), at: expect.any(String) },
                  }
                : client,
            ),
          )
          expect({ ...is, actor: 0, clients: 0, erased: 0 }).toMatchObject({
            seq: was.seq,
            action: was.action,
            occurredAt: was.occurredAt,
            recordedAt: was.recordedAt,
            source: was.source,
          })
          const facts = was.clients.some(client => modes.get(client.id) !== 'erase')
          const person = was.clients.some(client => !isGone(client.id))
          expect(is.objects).toEqual(
            facts ? was.objects : was.objects.map(({ type, ref }) => ({ type, ref })),
          )
          expect(is.context).toEqual(
            person ? was.context : facts && was.context ? { amount: was.context.amount } : undefined,
          )
          expect(is.reason).toBe(person ? was.reason : undefined)
          expect(is.sentence).not.toMatch(new RegExp([...modes.keys()].map(id => nameOf(id, idOf)).join('|')))
        }
        // Who stays has the same timelines and counts but for what came since; who is gone has their skeleton.
        for (const [name, was] of before.lists) {
          const is = after.lists.get(name)!
          if (name.endsWith(' counts')) expect(is[0]).toBeGreaterThanOrEqual(was[0]!)
          else expect(is.filter(seq => seq <= before.entries.length)).toEqual(was)
        }
        const { rows } = await admin.query(
          'select client_id, kind from daybook.client_keys where workspace_id = $1 order by kind',
          [workspace.workspaceId],
        )
        for (const [id, mode] of modes) {
          const kinds = rows.filter(row => Number(row.client_id) === parseId('cl', id)).map(row => row.kind)
          expect(kinds).toEqual(mode === 'erase' ? [] : [0])
        }
        // Nothing but the acts themselves was written for somebody erased, and the log has no gap.
        expect(seqs(after.entries)).toEqual(after.entries.map((_, i) => i + 1))
        for (const [id, mode] of modes) {
          if (mode !== 'erase') continue
          const last = after.entries.findLast(entry => entry.clients.some(client => client.id === id))!
          expect(isOwn(last)).toBe(true)
        }
        await expectStatesToGoOn(workspace, after.entries)
        expect((await checkWholeLog(door.daybook, workspace.workspaceId)).problems).toEqual([])
      }),
      { numRuns: 25 },
    ),
)

const nameOf = (id: string, idOf: ReadonlyMap<string, string>): string =>
  `Name of ${[...idOf].find(([, own]) => own === id)![0]}`

/** What is known of a booking that somebody present still owns goes on being known. */
async function expectStatesToGoOn(workspace: TestWorkspace, entries: readonly Entry[]): Promise<void> {
  for (const id of BOOKINGS) {
    const of = entries.filter(entry => entry.objects.some(object => object.id === id))
    const ref = of.at(-1)?.objects[0]!.ref
    const { rows } = await admin.query(
      `select count(*) as n from daybook.object_clients o join daybook.clients c using (workspace_id, client_id)
       where o.workspace_id = $1 and o.object_id = $2 and c.lookup is not null`,
      [workspace.workspaceId, ref === undefined ? 0 : parseId('ob', ref)],
    )
    if (Number(rows[0].n) === 0) continue
    const [receipt] = await workspace.append({
      action: 'booking.updated',
      object: { type: 'booking', id },
      state: {},
    })
    const entry: Entry = (await workspace.call('GET', `/v1/entries/${receipt!.id}`)).body
    // An empty state takes every field away that was known: so the changes tell what was.
    for (const change of entry.changes ?? []) {
      const said = change.field === 'status' ? ['booked', 'confirmed', 'completed'] : ['note a', 'note b']
      expect([change.field, change.before]).toEqual([change.field, expect.toBeOneOf(said)])
    }
    expect(entry.clients.every(client => !client.erased || client.hostId === undefined)).toBe(true)
  }
}
