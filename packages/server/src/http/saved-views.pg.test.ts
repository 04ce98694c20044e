import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from './test-person.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

let door: TestDoor
let workspace: TestWorkspace
let admin: Client
let rita: Person
let paul: Person
let owner: Person

beforeAll(async () => {
  door = await openTestDoor()
  workspace = await door.openWorkspace()
  rita = await door.member(workspace, 'manager', { name: 'Rita Sampaio' })
  paul = await door.member(workspace, 'staff', { name: 'Paul Adler' })
  owner = await door.member(workspace, 'owner')
  admin = new Client({ connectionString: door.database!.adminUrl })
  await admin.connect()
})
afterAll(async () => {
  await admin?.end()
  await door?.close()
})

const save = async (person: Person, body: object): Promise<any> => {
  const answer = await person.post('/v1/saved-views', body)
  expect([answer.status, answer.body]).toEqual([201, answer.body])
  return answer.body
}
const namesOf = async (person: Person): Promise<string[]> =>
  (await person.get('/v1/saved-views')).body.views.map((view: any) => view.name)

describe('a saved view', () => {
  test('is its maker’s own until it is shared, and keeps name, filters and order', async () => {
    const filter = { action: ['booking.cancelled'], source: ['customer', 'staff'], from: '2026-01-01' }
    const view = await save(rita, { name: ' Cancelled online ', filter, order: 'asc' })
    expect(view).toEqual({
      id: expect.stringMatching(/^sv_/),
      name: 'Cancelled online',
      shared: false,
      mine: true,
      changeable: true,
      by: 'Rita Sampaio',
      filter,
      order: 'asc',
    })
    expect((await rita.get(`/v1/saved-views/${view.id}`)).body).toEqual(view)
    for (const other of [paul, owner])
      expect((await other.get(`/v1/saved-views/${view.id}`)).body.code).toBe('not_found')
    expect(await namesOf(paul)).not.toContain('Cancelled online')
    await rita.call('PUT', `/v1/saved-views/${view.id}`, { shared: true })
    expect((await paul.get(`/v1/saved-views/${view.id}`)).body).toEqual({
      ...view,
      shared: true,
      mine: false,
      changeable: false,
    })
    expect(await namesOf(paul)).toContain('Cancelled online')
    expect((await paul.call('PUT', `/v1/saved-views/${view.id}`, { name: 'x' })).body.code).toBe(
      'scope_missing',
    )
    expect((await paul.call('DELETE', `/v1/saved-views/${view.id}`)).body.code).toBe('scope_missing')
    const renamed = await owner.call('PUT', `/v1/saved-views/${view.id}`, { name: 'Cancelled' })
    expect(renamed.body).toMatchObject({
      name: 'Cancelled',
      by: 'Rita Sampaio',
      mine: false,
      changeable: true,
    })
    expect((await rita.call('DELETE', `/v1/saved-views/${view.id}`)).status).toBe(200)
    expect((await rita.get(`/v1/saved-views/${view.id}`)).status).toBe(404)
  })

  test('stands sealed in the database, and its key goes with it', async () => {
    const view = await save(rita, { name: 'Zyxname', filter: { q: 'zyxword' } })
    const { rows } = await admin.query('select * from daybook.saved_views')
    const stored = Buffer.concat(rows.map(row => row.content)).toString('latin1')
    expect(stored + JSON.stringify(rows)).not.toMatch(/zyxname|zyxword/i)
    const keys = async () =>
      (await admin.query('select count(*)::int as n from daybook.client_keys where kind = -3')).rows[0].n
    const before = await keys()
    await rita.call('DELETE', `/v1/saved-views/${view.id}`)
    expect(await keys()).toBe(before - 1)
  })

  test('is refused with what is wrong, and beyond a hundred of one reader', async () => {
    for (const [body, path] of [
      [{}, '/name'],
      [{ name: '  ' }, '/name'],
      [{ name: 'x', filter: { source: ['moon'] } }, '/filter/source/0'],
      [{ name: 'x', filter: { colour: 'red' } }, '/filter/colour'],
      [{ name: 'x', order: 'up' }, '/order'],
    ] as const) {
      const { status, body: problem } = await paul.post('/v1/saved-views', body)
      expect([status, problem.code, problem.errors[0].path]).toEqual([422, 'query_invalid', path])
    }
    for (let i = 0; i < 100; i++) await save(paul, { name: `View ${i}` })
    expect((await paul.post('/v1/saved-views', { name: 'One more' })).body.code).toBe('state_conflict')
  })
})

test('erasing a client deletes the views that tell of them, by id or in words, and no others', async () => {
  const client = { id: 'V-77', name: 'Ottoline Brandt' }
  await workspace.append({
    action: 'booking.booked',
    client,
    object: { type: 'booking', id: 'BK-77' },
    state: { email: 'ottoline.brandt@example.com' },
  })
  await workspace.append({ action: 'client.created', client: { id: 'V-78', name: 'Nora Lind' } })
  const { id } = (await workspace.call('GET', '/v1/clients/V-77')).body
  const object = (await workspace.read('/v1/clients/V-77/timeline')).entries.at(-1)!.objects[0]!.ref
  const tells = [
    { name: 'by id', filter: { actor: id } },
    { name: 'by host id', filter: { actor: 'client:V-77' } },
    { name: 'by booking', filter: { object } },
    { name: 'by host booking', filter: { object: 'booking:BK-77' } },
    { name: 'by text', filter: { q: 'OTTOL' } },
    { name: 'What Ottoline did', filter: {} },
  ]
  const others = [
    { name: 'Nora’s', filter: { q: 'lind' } },
    { name: 'All cancelled', filter: { action: 'booking.cancelled' } },
    { name: 'By staff', filter: { actor: 'staff:s-1' } },
  ]
  for (const view of [...tells, ...others]) await save(rita, view)
  const receipt = (await workspace.call('POST', `/v1/clients/${id}/erase`, { mode: 'erase' })).body
  expect(receipt.stores).toContainEqual(
    expect.objectContaining({ store: 'saved_views', count: tells.length }),
  )
  expect((await namesOf(rita)).sort()).toEqual(others.map(view => view.name).sort())
})

describe('opening the log', () => {
  const viewed = async () => (await workspace.read('/v1/entries?action=log.viewed')).entries

  test('is an entry of the member, with device and address; reading through the API is none', async () => {
    expect((await rita.post('/v1/log/viewed')).body).toEqual({ recorded: true })
    expect((await workspace.call('POST', '/v1/log/viewed', {})).body).toEqual({ recorded: false })
    expect(await viewed()).toMatchObject([
      { actor: { type: 'staff', name: 'Rita Sampaio' }, type: 'access', context: { ip: rita.ip } },
    ])
  })

  test('is none while it is switched off, and the switch is an entry with before and after', async () => {
    const put = (logViews: boolean) => owner.call('PATCH', '/v1/settings', { logViews })
    expect((await put(false)).body).toMatchObject({ logViews: false })
    expect((await rita.post('/v1/log/viewed')).body).toEqual({ recorded: false })
    expect(await viewed()).toHaveLength(1)
    expect((await paul.call('PATCH', '/v1/settings', { logViews: true })).status).toBe(403)
    await put(true)
    await put(true)
    expect((await rita.post('/v1/log/viewed')).body).toEqual({ recorded: true })
    const { entries } = await workspace.read('/v1/entries?action=settings.updated&order=asc')
    expect(entries.map(entry => entry.changes)).toMatchObject([
      [{ field: 'logViews', before: true, after: false }],
      [{ field: 'logViews', before: false, after: true }],
    ])
  })
})
