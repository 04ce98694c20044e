import type { Draft, Entry, EntryChange, Json } from '@daybook/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDoor, type TestDoor, type TestWorkspace } from '../http/test-door.ts'

let door: TestDoor
let workspace: TestWorkspace

beforeAll(async () => {
  door = await openTestDoor()
  workspace = await door.openWorkspace()
})
afterAll(() => door?.close())

let count = 0
/** A new booking of a new client, told of by its states. */
function newBooking(): (state: Readonly<Record<string, Json>>, more?: Partial<Draft>) => Promise<Entry> {
  const n = ++count
  return (state, more) =>
    workspace.appendAndRead({
      action: 'booking.updated',
      client: { id: `c${n}` },
      object: { type: 'booking', id: `b${n}` },
      state,
      ...more,
    })
}
/** Without the object they are of. */
const plain = (changes: readonly EntryChange[] = []): unknown[] =>
  changes.map(change => ({ ...change, ref: undefined }))
const policies = async (fields: Record<string, string>): Promise<void> => {
  expect((await workspace.call('PUT', '/v1/settings/fields', { fields })).status).toBe(200)
}

describe('the policy of a field', () => {
  test('hides its values: a change is seen, and they are stored nowhere', async () => {
    await policies({ 'booking.notes': 'hide', 'booking.own': 'hide', 'client.email': 'hide' })
    const tell = newBooking()
    const entries = [
      await tell({ service: 'a', notes: 'zqhidden1', own: { a: 'zqhidden2', b: 1 } }),
      await tell({ service: 'a', notes: 'zqhidden3', own: { a: 'zqhidden2', b: 1 } }),
      await tell({ service: 'a', notes: 'zqhidden3', own: { a: 'zqhidden2', b: 1 } }),
      await tell({ service: 'a', notes: 'zqhidden3' }),
      await tell(
        {},
        {
          state: undefined,
          changes: [{ field: 'notes', label: 'Notes', before: 'zqhidden4', after: 'zqhidden5' }],
        },
      ),
      await tell({}, { state: undefined, before: { notes: 'zqhidden6' }, after: { notes: 'zqhidden7' } }),
      await workspace.appendAndRead({
        action: 'client.updated',
        client: { id: 'hidden' },
        changes: [{ field: 'email', before: 'zqhidden8', after: 'zqhidden9' }],
      }),
    ]
    const hidden = { field: 'notes', hidden: true }
    expect(entries.map(entry => plain(entry.changes))).toEqual([
      [],
      [hidden],
      [],
      [{ field: 'own', hidden: true }],
      [{ ...hidden, label: 'Notes' }],
      [hidden],
      [{ field: 'email', hidden: true }],
    ])
    expect(entries[0]!.baseline).toBe(true)
    expect(JSON.stringify(entries)).not.toContain('zqhidden')
  })

  test('makes no change by itself when it is switched over a known value', async () => {
    await policies({})
    const tell = newBooking()
    await tell({ service: 'a', notes: 'same' })
    await policies({ 'booking.notes': 'hide' })
    expect(plain((await tell({ service: 'a', notes: 'same' })).changes)).toEqual([])
    expect(plain((await tell({ service: 'a', notes: 'other' })).changes)).toEqual([
      { field: 'notes', hidden: true },
    ])
    await policies({})
    expect(plain((await tell({ service: 'a', notes: 'other' })).changes)).toEqual([])
  })

  test('ignores a field: no change, no baseline, no removal', async () => {
    await policies({ 'booking.notes': 'ignore' })
    const tell = newBooking()
    expect((await tell({ service: 'a', notes: 'x' })).state).toEqual({ service: 'a' })
    expect((await tell({ service: 'a', notes: 'y' })).changes).toBeUndefined()
    expect((await tell({ service: 'a' })).changes).toBeUndefined()
    expect(
      (await tell({}, { state: undefined, changes: [{ field: 'notes', before: 'y', after: 'z' }] })).changes,
    ).toBeUndefined()
    await policies({})
  })

  test('is an entry with before and after, and is refused where it is wrong', async () => {
    await policies({ 'booking.notes': 'hide' })
    const [entry] = (await workspace.read('/v1/entries?action=settings.updated&limit=1')).entries
    expect(plain(entry!.changes)).toEqual([
      {
        field: 'fields.booking.notes',
        label: 'Tracking (Session: Notes)',
        ref: undefined,
        before: 'track',
        after: 'hide',
      },
    ])
    expect((await workspace.call('GET', '/v1/workspace')).body.fields).toEqual({ 'booking.notes': 'hide' })
    for (const [fields, path] of [
      [{ notes: 'hide' }, '/fields/notes'],
      [{ 'booking.notes': 'show' }, '/fields/booking.notes'],
      [{ 'workspace.timeZone': 'ignore' }, '/fields/workspace.timeZone'],
      [{ 'member.role': 'hide' }, '/fields/member.role'],
      [[], '/fields'],
      [undefined, '/fields'],
    ] as const) {
      const { status, body } = await workspace.call('PUT', '/v1/settings/fields', { fields })
      expect([status, body.errors[0].path]).toEqual([422, path])
    }
    await policies({})
  })
})

describe('a secret', () => {
  const CARD = '4111 1111 1111 1111'
  test('is masked wherever a draft may hold one', async () => {
    const entry = await workspace.appendAndRead({
      action: 'client.updated',
      client: { id: 'secretive' },
      reason: `card ${CARD}`,
      data: {
        password: 'zqsecret',
        Access_Token: 'zqsecret',
        nested: [{ apiKey: 'zqsecret', card_number: { n: 'zqsecret' }, deep: { 'pass-word': ['zqsecret'] } }],
        text: `x ${CARD} y`,
        number: 4111111111111111,
        cvc: 123,
        order: '4111 1111 1111 1112',
        count: 12,
      },
      changes: [
        { field: 'password', before: 'zqsecret', after: 'zqsecret2' },
        { field: 'notes', after: `pays with ${CARD}` },
        { field: 'prefs', after: { client_secret: 'zqsecret' } },
      ],
    })
    const text = JSON.stringify(entry)
    expect(text).not.toMatch(/zqsecret|4111 ?1111 ?1111 ?1111/)
    expect(entry.reason).toBe('card ••• 1111')
    expect(entry.data).toMatchObject({
      password: '•••',
      text: 'x ••• 1111 y',
      number: '••• 1111',
      cvc: '•••',
      order: '4111 1111 1111 1112',
      count: 12,
    })
    expect(plain(entry.changes)).toEqual([
      { field: 'password', hidden: true },
      { field: 'notes', after: 'pays with ••• 1111' },
      { field: 'prefs', after: { client_secret: '•••' } },
    ])
  })

  test('is masked in a state, and before and after', async () => {
    const tell = newBooking()
    const first = await tell({ token: 'zqsecret', more: { secret: 'zqsecret' }, notes: CARD })
    expect(JSON.stringify(first)).not.toMatch(/zqsecret|4111/)
    const second = await tell(
      {},
      {
        state: undefined,
        before: { pin: 1, password: 'zqsecret' },
        after: { pin: 2, password: 'zqsecret9' },
      },
    )
    expect(plain(second.changes)).toEqual([
      { field: 'pin', before: 1, after: 2 },
      { field: 'password', hidden: true },
    ])
    expect(JSON.stringify(await workspace.readAll('/v1/entries'))).not.toContain('zqsecret')
  })
})

test('nothing of all this was a fault of the server', () => expect(door.failures).toEqual([]))
