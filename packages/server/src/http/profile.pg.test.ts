import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

let door: TestDoor
let ws: TestWorkspace
let now = Date.parse('2026-11-20T09:00:00Z')

beforeAll(async () => {
  door = await openTestDoor({ now: () => now })
})
beforeEach(async () => {
  ws = await door.openWorkspace()
})
afterAll(async () => {
  expect(door.failures).toEqual([])
  await door.close()
})

const put = (id: string, body: object) => ws.call('PUT', `/v1/clients/${id}`, body)
const profile = async (id: string) => (await ws.call('GET', `/v1/clients/${id}/profile`)).body
const timeline = (id: string) => ws.readAll(`/v1/clients/${id}/timeline?order=asc`)
const later = () => void (now += 60_000)
const addField = (name: string, body: object) => ws.call('PUT', `/v1/settings/client-fields/${name}`, body)

describe('a whole profile', () => {
  test('of somebody new is first recorded; then one entry has exactly what changed, and nothing changed is no entry', async () => {
    const first = await put('c-1', { state: { name: 'Ana Lima', email: 'ana@example.com', city: '' } })
    expect(first.status).toBe(201)
    expect(first.body.object).toMatchObject({
      id: 'c-1',
      fields: { name: 'Ana Lima', email: 'ana@example.com' },
    })
    const [recorded] = await timeline('c-1')
    expect(recorded).toMatchObject({
      action: 'client.recorded',
      baseline: true,
      state: { name: 'Ana Lima', email: 'ana@example.com' },
    })
    expect(recorded!.changes).toBeUndefined()
    later()
    const second = await put('c-1', { state: { name: 'Ana Lima', phone: '+351 910' }, reason: 'she called' })
    expect(second.status).toBe(201)
    const [, updated] = await timeline('c-1')
    expect(updated).toMatchObject({ action: 'client.updated', reason: 'she called' })
    expect(updated!.changes!.map(({ field, before, after }) => [field, before, after]).sort()).toEqual([
      ['email', 'ana@example.com', null],
      ['phone', undefined, '+351 910'],
    ])
    const again = await put('c-1', { state: { name: 'Ana Lima', phone: '+351 910', email: null } })
    expect([again.status, again.body.entries]).toEqual([200, []])
    expect(await timeline('c-1')).toHaveLength(2)
  })

  test('leaves notes, tags and what else has acts of its own, and refuses them', async () => {
    await put('c-1', { state: { name: 'Ana' } })
    await ws.call('POST', '/v1/clients/c-1/note', { fields: { notes: 'Prefers mornings' } })
    await ws.call('POST', '/v1/clients/c-1/tag', { data: { tag: 'vip' } })
    later()
    await put('c-1', { state: { name: 'Ana Maria' } })
    expect((await profile('c-1')).fields).toMatchObject({
      name: 'Ana Maria',
      notes: 'Prefers mornings',
      tags: ['vip'],
    })
    const refused = await put('c-1', { state: { name: 'Ana', notes: 'x' } })
    expect([refused.status, refused.body.code, refused.body.errors[0].path]).toEqual([
      422,
      'query_invalid',
      '/fields/notes',
    ])
  })

  test('of two who write on one version the second is told what changed, and loses nothing', async () => {
    await put('c-1', { state: { name: 'Ana', city: 'Porto' } })
    const { version } = await profile('c-1')
    later()
    await put('c-1', { state: { name: 'Ana', city: 'Lisbon' }, ifVersion: version })
    later()
    const second = await put('c-1', { state: { name: 'Ana', city: 'Porto', phone: '1' }, ifVersion: version })
    expect([second.status, second.body.code]).toEqual([409, 'version_conflict'])
    expect(second.body.current.changes).toMatchObject([{ field: 'city', before: 'Porto', after: 'Lisbon' }])
    const merged = {
      state: { name: 'Ana', city: 'Lisbon', phone: '1' },
      ifVersion: second.body.current.object.version,
    }
    expect((await put('c-1', merged)).status).toBe(201)
    expect((await timeline('c-1')).at(-1)!.changes).toMatchObject([{ field: 'phone', after: '1' }])
  })

  test('sent again with its key changes nothing, however the state has moved; two who begin it at once make one', async () => {
    const body = { state: { name: 'Ana' }, key: 'k-1' }
    expect((await put('c-1', body)).status).toBe(201)
    later()
    await put('c-1', { state: { name: 'Anna' } })
    const again = await put('c-1', body)
    expect([again.status, again.body.entries[0].duplicate]).toEqual([200, true])
    expect((await put('c-1', { ...body, state: { name: 'B' } })).body.code).toBe('key_conflict')
    const both = await Promise.all([1, 2].map(n => put('c-2', { state: { name: 'Bea', city: `City ${n}` } })))
    expect(both.map(one => one.status)).toEqual([201, 201])
    expect((await timeline('c-2')).map(entry => entry.action)).toEqual(['client.recorded', 'client.updated'])
  })

  test('a name that entries gave is no change', async () => {
    await ws.append({ action: 'booking.booked', client: { id: 'c-1', name: 'Ana Lima' } })
    later()
    await put('c-1', { state: { name: 'Ana Lima', phone: '1' } })
    expect((await timeline('c-1')).at(-1)!.changes).toMatchObject([{ field: 'phone' }])
    expect((await put('cl_0123456789a', { state: { name: 'X' } })).status).toBe(404)
  })
})

describe('a field of the workspace’s own', () => {
  test('is added, renamed, hidden and retired, each an entry; old entries keep its label', async () => {
    expect((await addField('allergies', { label: 'Allergies', kind: 'text' })).status).toBe(200)
    expect((await put('c-1', { state: { name: 'Ana', allergies: 'nuts' } })).status).toBe(201)
    later()
    await put('c-1', { state: { name: 'Ana', allergies: 'nuts, milk' } })
    await addField('allergies', { label: 'Intolerances', kind: 'text' })
    later()
    await put('c-1', { state: { name: 'Ana', allergies: 'milk' } })
    await addField('allergies', { label: 'Intolerances', kind: 'text', hidden: true })
    const retired = await ws.call('DELETE', '/v1/settings/client-fields/allergies')
    expect(retired.body.clientFields).toMatchObject([{ name: 'allergies', hidden: true, retired: true }])
    const entries = await timeline('c-1')
    expect(entries.slice(1).map(entry => entry.changes![0])).toMatchObject([
      { field: 'allergies', label: 'Allergies', before: 'nuts', after: 'nuts, milk' },
      { field: 'allergies', label: 'Intolerances', before: 'nuts, milk', after: 'milk' },
    ])
    const told = await ws.readAll('/v1/entries?action=field.*&order=asc')
    expect(told.map(entry => entry.action)).toEqual([
      'field.created',
      'field.updated',
      'field.updated',
      'field.deleted',
    ])
    expect(told[1]!.changes).toMatchObject([{ field: 'label', before: 'Allergies', after: 'Intolerances' }])
    const refused = await put('c-1', { state: { name: 'Ana', allergies: 'eggs' } })
    expect([refused.status, refused.body.errors[0].path]).toEqual([422, '/fields/allergies'])
    // What it held is not emptied by a profile that cannot say it any more.
    await put('c-1', { state: { name: 'Ana Lima' } })
    expect((await profile('c-1')).fields.allergies).toBe('milk')
  })

  test('keeps its kind, and takes no name of Daybook’s own', async () => {
    await addField('size', { label: 'Size', kind: 'enum', choices: ['S', 'M'] })
    expect((await addField('size', { label: 'Size', kind: 'text' })).body.errors[0].path).toBe('/kind')
    expect((await addField('email', { label: 'E-mail', kind: 'text' })).body.code).toBe('name_taken')
    expect((await addField('list', { label: 'List', kind: 'enum' })).body.code).toBe('query_invalid')
    const wrong = await put('c-1', { state: { name: 'Ana', size: 'XL' } })
    expect(wrong.body.errors[0]).toMatchObject({ path: '/fields/size', message: 'must be one of: S, M' })
    const { types } = (await ws.call('GET', '/v1/acts')).body
    const update = types.client.acts.find((act: any) => act.name === 'update')
    expect(update.fields.at(-1)).toMatchObject({ name: 'size', label: 'Size', values: { S: 'S', M: 'M' } })
    // What is hidden is in no form; programs may go on giving it.
    await addField('size', { label: 'Size', kind: 'enum', choices: ['S', 'M'], hidden: true })
    expect(JSON.stringify((await ws.call('GET', '/v1/acts')).body)).not.toContain('"size"')
    await put('c-1', { state: { name: 'Ana', size: 'M' } })
    expect((await profile('c-1')).fields.size).toBe('M')
  })

  test('that is sensitive is not shown to those without the right, anywhere, and is not theirs to change', async () => {
    await addField('diagnosis', { label: 'Diagnosis', kind: 'text', sensitive: true })
    await put('c-1', { state: { name: 'Ana', diagnosis: 'flu' } })
    const { version } = await profile('c-1')
    later()
    await put('c-1', { state: { name: 'Ana', diagnosis: 'measles', city: 'Porto' } })
    const staff = await door.member(ws, 'staff')
    const manager = await door.member(ws, 'manager')
    const seen = (await staff.get('/v1/clients/c-1/profile')).body
    expect([seen.fields.diagnosis, seen.hidden]).toEqual([undefined, ['diagnosis']])
    expect((await manager.get('/v1/clients/c-1/profile')).body.fields.diagnosis).toBe('measles')
    const { entries } = (await staff.get('/v1/clients/c-1/timeline')).body
    const change = entries[0].changes.find((one: any) => one.field === 'diagnosis')
    expect(change).toEqual({ field: 'diagnosis', label: 'Diagnosis', hidden: true, ref: change.ref })
    for (const path of [
      '/v1/clients/c-1/timeline',
      '/v1/clients/c-1/profile',
      `/v1/clients/c-1/profile?known=${version}`,
      '/v1/entries',
      `/v1/entries/${entries[0].id}`,
      `/v1/entries/${entries[0].id}/proof`,
    ]) {
      const { status, text } = await staff.get(path)
      expect([path, status, /measles|flu/.test(text)]).toEqual([path, 200, false])
    }
    expect((await staff.get('/v1/clients/c-1/timeline?q=measles')).body.entries).toEqual([])
    const conflict = await staff.call('PUT', '/v1/clients/c-1', { state: { name: 'A' }, ifVersion: version })
    expect([conflict.status, /measles|flu/.test(conflict.text)]).toEqual([409, false])
    // Somebody who does not see it changes the rest and leaves it.
    later()
    expect((await staff.call('PUT', '/v1/clients/c-1', { state: { name: 'Anna' } })).status).toBe(201)
    expect((await profile('c-1')).fields).toMatchObject({ name: 'Anna', diagnosis: 'measles' })
    const forbidden = await staff.call('PUT', '/v1/clients/c-1', { state: { name: 'A', diagnosis: 'x' } })
    expect([forbidden.status, forbidden.body.code]).toEqual([403, 'scope_missing'])
    expect((await staff.get('/v1/acts')).text).not.toContain('diagnosis')
  })
})

test('each field tells its last change: by whom, from what, and which entry says so', async () => {
  await put('c-1', { state: { name: 'Ana', city: 'Porto' } })
  later()
  await put('c-1', { state: { name: 'Ana', city: 'Lisbon' } })
  const [recorded, updated] = await timeline('c-1')
  const { changes } = (await ws.call('GET', '/v1/clients/c-1/last-changes')).body
  expect(changes).toMatchObject([
    { field: 'name', after: 'Ana', first: true, entry: recorded!.id, actor: { type: 'key' } },
    { field: 'city', before: 'Porto', after: 'Lisbon', entry: updated!.id },
  ])
})

describe('a note on an entry', () => {
  test('is an entry, shown beneath the old one to whoever sees both', async () => {
    const booked = await ws.appendAndRead({
      action: 'booking.booked',
      client: { id: 'c-1', name: 'Ana' },
      object: { type: 'booking', id: 'BK-1', name: 'Massage' },
    })
    const staff = await door.member(ws, 'staff', { name: 'Rita' })
    later()
    const noted = await staff.call('POST', `/v1/entries/${booked.id}/notes`, { note: 'Called twice' })
    expect(noted.status).toBe(201)
    const note = {
      entry: noted.body.entries[0].id,
      note: 'Called twice',
      actor: { type: 'staff', name: 'Rita' },
    }
    expect((await ws.call('GET', `/v1/entries/${booked.id}`)).body.notes).toMatchObject([note])
    for (const path of ['/v1/clients/c-1/timeline', '/v1/objects/booking/BK-1/history', '/v1/entries']) {
      const entries = await ws.readAll(path)
      expect(entries.find(entry => entry.id === booked.id)!.notes).toMatchObject([note])
      expect(entries.find(entry => entry.id === note.entry)).toMatchObject({
        action: 'entry.annotated',
        causedBy: booked.id,
        source: 'staff',
        data: { note: 'Called twice' },
      })
    }
    expect((await staff.call('POST', `/v1/entries/${booked.id}/notes`, { note: ' ' })).status).toBe(422)
    const keyed = { note: 'Once', key: 'n-1' }
    await ws.call('POST', `/v1/entries/${booked.id}/notes`, keyed)
    expect((await ws.call('POST', `/v1/entries/${booked.id}/notes`, keyed)).status).toBe(200)
    expect((await ws.call('GET', `/v1/entries/${booked.id}`)).body.notes).toHaveLength(2)
  })

  test('that a host sends about an entry that it names by its key is shown there too', async () => {
    await ws.append({ action: 'booking.booked', client: { id: 'c-1' }, key: 'b-1' })
    await ws.append({
      action: 'entry.annotated',
      client: { id: 'c-1' },
      causedBy: { key: 'b-1' },
      data: { note: 'x' },
    })
    const [entry] = await timeline('c-1')
    expect(entry!.notes).toMatchObject([{ note: 'x' }])
  })

  test('on a sign-in is only for those who see sign-ins', async () => {
    const signIn = await ws.appendAndRead({ action: 'client.signed_in', client: { id: 'c-1', name: 'Ana' } })
    await ws.append({ action: 'booking.booked', client: { id: 'c-1' } })
    expect((await ws.call('POST', `/v1/entries/${signIn.id}/notes`, { note: 'strange' })).status).toBe(201)
    const staff = await door.member(ws, 'staff')
    expect((await staff.get('/v1/clients/c-1/timeline')).text).not.toContain('strange')
    expect((await staff.call('POST', `/v1/entries/${signIn.id}/notes`, { note: 'x' })).status).toBe(404)
    const auditor = await door.member(ws, 'auditor')
    expect((await auditor.get('/v1/clients/c-1/timeline')).text).toContain('strange')
    expect((await auditor.call('POST', `/v1/entries/${signIn.id}/notes`, { note: 'x' })).status).toBe(403)
  })

  test('says nothing again of somebody who was erased', async () => {
    const entry = await ws.appendAndRead({ action: 'booking.booked', client: { id: 'c-1', name: 'Ana' } })
    const owner = await door.member(ws, 'owner')
    const erased = await owner.call('POST', '/v1/clients/c-1/erase', { mode: 'erase' })
    expect(erased.status).toBeLessThan(300)
    const noted = await ws.call('POST', `/v1/entries/${entry.id}/notes`, { note: 'x' })
    expect([noted.status, noted.body.code]).toEqual([409, 'state_conflict'])
  })
})
