import type { Draft, Entry } from '@daybook/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDoor, type TestDoor, type TestWorkspace } from '../http/test-door.ts'

let door: TestDoor
let workspace: TestWorkspace

beforeAll(async () => {
  door = await openTestDoor()
  workspace = await door.openWorkspace()
})
afterAll(() => door?.close())

const timeline = async (client: string): Promise<Entry[]> =>
  workspace.readAll(`/v1/clients/${client}/timeline`)

describe('any action', () => {
  test('that the catalogue does not have is kept whole', async () => {
    const own = await workspace.appendAndRead({
      action: 'vehicle.tyres changed!',
      category: 'orders',
      type: 'scan',
      related: 'session',
      object: { type: 'vehicle', id: 'v1', name: 'Van' },
      state: { km: 1 },
      data: { x: { y: [null] } },
    })
    expect(own).toMatchObject({
      action: 'vehicle.tyres changed!',
      category: 'orders',
      type: 'scan',
      related: 'session',
      baseline: true,
      state: { km: 1 },
      data: { x: { y: [null] } },
    })
    expect(own.sentence).toMatch(/\S/)
    expect(await workspace.appendAndRead({ action: 'booking.teleported' })).toMatchObject({
      category: 'bookings',
      type: 'booking',
      related: 'session',
    })
    expect(await workspace.appendAndRead({ action: 'x' })).toMatchObject({ category: 'system', type: 'data' })
    expect(
      await workspace.appendAndRead({ action: 'booking.booked', category: 'orders', type: 'cart' }),
    ).toMatchObject({ category: 'bookings', type: 'booking' })
    expect((await workspace.read('/v1/entries?action=vehicle.*')).entries).toEqual([own])
  })

  test('may be on a day, or on a day that nobody knows', async () => {
    const client = { id: 'dated' }
    const entries: Entry[] = []
    for (const draft of [
      { occurredAt: '2026-03-01T23:59:59.999Z' },
      { occurredAt: '2026-03-01' },
      { occurredAt: '2026-03-02T00:00:00Z' },
      { occurredAt: '2026-02-01', undated: true },
    ]) {
      entries.push(await workspace.appendAndRead({ action: 'my.own', client, ...draft }))
    }
    expect(entries.map(({ occurredAt, undated }) => [occurredAt, undated])).toEqual([
      ['2026-03-01T23:59:59.999Z', undefined],
      ['2026-03-01', undefined],
      ['2026-03-02T00:00:00Z', undefined],
      ['2026-02-01', true],
    ])
    const ids = (await timeline('dated')).map(entry => entry.id)
    expect(ids).toEqual([entries[2]!.id, entries[1]!.id, entries[0]!.id, entries[3]!.id])
  })
})

describe('the cause of an entry', () => {
  test('is named by its id or by its key, of before or of the same batch', async () => {
    const [first] = await workspace.append({ action: 'my.own', key: 'cause' })
    expect((await workspace.appendAndRead({ action: 'my.own', causedBy: first!.id })).causedBy).toBe(
      first!.id,
    )
    expect((await workspace.appendAndRead({ action: 'my.own', causedBy: { key: 'cause' } })).causedBy).toBe(
      first!.id,
    )
    const [early, late, backwards] = await workspace.append(
      { action: 'my.own', key: 'in-batch' },
      { action: 'my.own', key: 'second', causedBy: { key: 'in-batch' } },
      { action: 'my.own', causedBy: { key: 'later' } },
    )
    const read = async (id: string): Promise<Entry> => (await workspace.call('GET', `/v1/entries/${id}`)).body
    expect((await read(late!.id)).causedBy).toBe(early!.id)
    // A key that is not there yet may come with another request.
    expect((await read(backwards!.id)).causedBy).toBeUndefined()
    const [later] = await workspace.append({ action: 'my.own', key: 'later' })
    expect((await read(backwards!.id)).causedBy).toBe(later!.id)
  })
})

describe('the source of an entry', () => {
  test('follows the actor where it is not given', async () => {
    const sourceOf = async (draft: Partial<Draft>): Promise<string> =>
      (await workspace.appendAndRead({ action: 'my.own', ...draft })).source
    expect(await sourceOf({})).toBe('api')
    expect(await sourceOf({ actor: { type: 'staff', id: 's' } })).toBe('staff')
    expect(await sourceOf({ actor: { type: 'client', id: 'c' } })).toBe('customer')
    expect(await sourceOf({ actor: { type: 'integration' } })).toBe('integration')
    expect(await sourceOf({ actor: { type: 'system' } })).toBe('system')
    expect(await sourceOf({ actor: { type: 'system' }, rule: { id: 'r' } })).toBe('automated')
    expect(await sourceOf({ actor: { type: 'staff', id: 's' }, source: 'physical' })).toBe('physical')
  })

  test('may only be one that the key may claim', async () => {
    const scanner = await workspace.withKey(['append'], ['physical', 'staff'])
    expect((await scanner.call('POST', '/v1/entries', { action: 'my.own', source: 'physical' })).status).toBe(
      201,
    )
    expect(
      (await scanner.call('POST', '/v1/entries', { action: 'my.own', actor: { type: 'staff', id: 's' } }))
        .status,
    ).toBe(201)
    const { status, body } = await scanner.call('POST', '/v1/entries', {
      entries: [
        { action: 'my.own', source: 'physical' },
        { action: 'my.own' },
        { action: 'my.own', source: 'system' },
      ],
    })
    expect([status, body.code, body.errors.map((error: any) => error.path)]).toEqual([
      403,
      'source_not_allowed',
      ['/entries/1/source', '/entries/2/source'],
    ])
  })
})

test('nothing of all this was a fault of the server', () => expect(door.failures).toEqual([]))
