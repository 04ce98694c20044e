import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

let door: TestDoor
let ws: TestWorkspace

beforeAll(async () => {
  door = await openTestDoor()
})
beforeEach(async () => {
  ws = await door.openWorkspace()
})
afterAll(async () => {
  expect(door.failures).toEqual([])
  await door.close()
})

const take = async (body: object) => (await ws.call('POST', '/v1/clients/import', body)).body
const clients = async () => (await ws.call('GET', '/v1/clients?limit=200')).body.clients
const imported = () => ws.readAll('/v1/entries?action=data.imported')

describe('a list of clients as CSV', () => {
  const text = [
    'Full name;E-mail;Mobile phone;Date of birth;Tags;Size;Nonsense',
    'Ana Lima;ana@example.com;+351 910;17.05.1990;vip, early;M;x',
    '"Bea ""B"" Costa";bea@example.com;;1985-02-28;;;',
    'Carl;not an address;;;;;',
    'Dora;dora@example.com;;31.02.1990;;;',
    ';nobody@example.com;;;;;',
    'Eva;eva@example.com',
    'Finn;"finn@example.com;;;;;',
    'Gil;gil@example.com;;;;;',
    'Ana Lima;ana@example.com;;;;;',
  ].join('\r\n')

  test('is previewed, imported line by line, and imported again adds nothing', async () => {
    await ws.call('PUT', '/v1/settings/client-fields/size', {
      label: 'Size',
      kind: 'enum',
      choices: ['S', 'M'],
    })
    const list = { format: 'csv', text, file: 'clients.csv' }
    const preview = await take({ ...list, preview: true })
    expect(preview).toMatchObject({ total: 9, added: 3, changed: 0, same: 0, problemCount: 6 })
    expect(preview.columns.map((one: any) => [one.name, one.field])).toEqual([
      ['Full name', 'name'],
      ['E-mail', 'email'],
      ['Mobile phone', 'mobile'],
      ['Date of birth', 'birthday'],
      ['Tags', 'tags'],
      ['Size', 'size'],
      ['Nonsense', null],
    ])
    expect(preview.problems.map((one: any) => [one.line, one.column])).toEqual([
      [4, 'E-mail'],
      [5, 'Date of birth'],
      [6, undefined],
      [7, undefined],
      [8, undefined],
      [10, undefined],
    ])
    expect(preview.rows[0]).toMatchObject({
      line: 2,
      what: 'new',
      fields: { name: 'Ana Lima', birthday: '1990-05-17', tags: ['vip', 'early'], size: 'M' },
    })
    expect(await clients()).toEqual([])
    const done = await take(list)
    expect(done).toMatchObject({ added: 3, problemCount: 6, entry: { seq: expect.any(Number) } })
    expect((await clients()).map((one: any) => one.name).sort()).toEqual(['Ana Lima', 'Bea "B" Costa', 'Gil'])
    const [first] = (await ws.readAll('/v1/entries?action=client.imported')).filter(
      entry => entry.clients[0]!.name === 'Ana Lima',
    )
    expect(first).toMatchObject({
      baseline: true,
      data: { origin: 'CSV', file: 'clients.csv' },
      state: { email: 'ana@example.com', mobile: '+351 910' },
    })
    const again = await take(list)
    expect(again).toMatchObject({ added: 0, changed: 0, same: 3 })
    expect(again.entry).toBeUndefined()
    expect(await imported()).toMatchObject([{ data: { file: 'clients.csv', count: 3, skipped: 6 } }])
  })

  test('with ids changes what it says otherwise, and leaves what it says nothing of', async () => {
    await take({ format: 'csv', text: 'id,name,city,phone\n7,Ana,Porto,1\n8,Bea,Faro,2' })
    await ws.call('POST', '/v1/clients/8/update', { fields: { city: 'Braga' } })
    const second = await take({ format: 'csv', text: 'id,name,city\n7,Ana,Lisbon\n8,Bea,Braga' })
    expect(second).toMatchObject({ added: 0, changed: 1, same: 1 })
    const entries = await ws.readAll('/v1/clients/7/timeline')
    expect(entries[0]!.changes).toMatchObject([{ field: 'city', before: 'Porto', after: 'Lisbon' }])
    expect((await ws.call('GET', '/v1/clients/7/profile')).body.fields.phone).toBe('1')
    // The first list again would undo what was said since: it was imported, and stays so.
    expect(
      await take({ format: 'csv', text: 'id,name,city,phone\n7,Ana,Porto,1\n8,Bea,Faro,2' }),
    ).toMatchObject({
      changed: 0,
      same: 2,
    })
  })

  test('goes by the mapping that was chosen, and says what is wrong with one', async () => {
    const text = 'A,B\nAna,05/17/1990'
    const done = await take({
      format: 'csv',
      text,
      mapping: { A: 'name', B: 'birthday' },
      dates: 'mdy',
      preview: true,
    })
    expect(done.rows[0].fields).toEqual({ name: 'Ana', birthday: '1990-05-17' })
    const wrong = await take({ format: 'csv', text, mapping: { A: 'name', C: 'phone' } })
    expect([wrong.code, wrong.errors[0].path]).toEqual(['query_invalid', '/mapping/C'])
    expect((await take({ format: 'csv', text, mapping: { A: 'points' } })).code).toBe('query_invalid')
    expect((await take({ format: 'csv', text: '\n' })).code).toBe('query_invalid')
  })

  test('may be as long as a body', async () => {
    const line = (i: number) => `P${i},p${i}@example.com,${'x'.repeat(100)}`
    const text = ['name,email,notes', ...Array.from({ length: 1000 }, (_, i) => line(i))].join('\n')
    expect(text.length).toBeGreaterThan(65_536)
    expect(await take({ format: 'csv', text, preview: true })).toMatchObject({ total: 1000, added: 1000 })
    const long = await take({ format: 'csv', text: 'name', file: 'x'.repeat(70_000) })
    expect(long.code).toBe('entry_invalid')
  })

  test('tells how far it is, line by line', async () => {
    const text = ['name,email', ...Array.from({ length: 250 }, (_, i) => `P${i},p${i}@example.com`)].join(
      '\n',
    )
    const response = await door.app.request('/v1/clients/import', {
      method: 'POST',
      headers: { authorization: `Bearer ${ws.key}`, accept: 'application/x-ndjson' },
      body: JSON.stringify({ format: 'csv', text }),
    })
    const lines = (await response.text())
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(lines.slice(0, -1)).toEqual([0, 100, 200, 250].map(done => ({ done, total: 250 })))
    expect(lines.at(-1)).toMatchObject({ added: 250 })
    const refused = await door.app.request('/v1/clients/import', {
      method: 'POST',
      headers: { authorization: `Bearer ${ws.key}`, accept: 'application/x-ndjson' },
      body: JSON.stringify({ format: 'csv', text: '' }),
    })
    expect(refused.status).toBe(422)
  })
})

describe('people who are here already', () => {
  const create = async (fields: object): Promise<string> => {
    const { status, body } = await ws.call('POST', '/v1/clients', { act: 'create', fields })
    expect([status, body.detail]).toEqual([201, undefined])
    return body.object.ref
  }
  const names = async () => (await clients()).map((one: any) => one.name).sort()
  const fieldsOf = async (id: string) => (await ws.call('GET', `/v1/clients/${id}/profile`)).body.fields
  const list = (...lines: string[]) => ({
    format: 'csv',
    text: ['name,email,phone,city', ...lines].join('\n'),
  })

  test('are recognised by name and e-mail, phone or birthday, and updated, so that nobody is there twice', async () => {
    const ana = await create({ name: 'Ana Lima', email: 'Ana@example.com', city: 'Faro' })
    const bea = await create({ name: 'Béa  Costa', mobile: '+351 910 000 111' })
    const only = await create({ name: 'Only Name', email: 'only@example.com' })
    await create({ name: 'Two Alike', email: 'one@example.com' })
    await create({ name: 'Two Alike', email: 'two@example.com' })
    const given = list(
      'ana lima,ana@example.com,,Porto',
      'Bea Costa,,910000111,Braga',
      'Only Name,,,Lagos',
      'Two Alike,,,Evora',
      'Ana Lima,another@example.com,,Sines',
      'Carl New,carl@example.com,,',
    )
    const preview = await take({ ...given, preview: true })
    expect(preview).toMatchObject({ added: 3, changed: 3, same: 0, skipped: 0, known: 3, problemCount: 0 })
    expect(preview.matches.map((row: any) => [row.line, row.what, row.known])).toEqual([
      [2, 'changed', { id: ana, name: 'Ana Lima', by: ['name', 'email'] }],
      [3, 'changed', { id: bea, name: 'Béa  Costa', by: ['name', 'phone'] }],
      [4, 'changed', { id: only, name: 'Only Name', by: ['name'] }],
    ])
    expect(await take(given)).toMatchObject({ added: 3, changed: 3, known: 3 })
    // Their names, and what they were recognised by, stay as they are written here; an entry says what the list changed.
    expect(await fieldsOf(ana)).toEqual({ name: 'Ana Lima', email: 'Ana@example.com', city: 'Porto' })
    expect(await fieldsOf(bea)).toEqual({ name: 'Béa  Costa', mobile: '+351 910 000 111', city: 'Braga' })
    const [entry] = await ws.readAll(`/v1/clients/${ana}/timeline`)
    expect(entry).toMatchObject({
      action: 'client.imported',
      changes: [{ field: 'city', before: 'Faro', after: 'Porto' }],
    })
    expect(await names()).toEqual(
      [
        'Ana Lima',
        'Ana Lima',
        'Béa  Costa',
        'Carl New',
        'Only Name',
        'Two Alike',
        'Two Alike',
        'Two Alike',
      ].sort(),
    )
    expect(await take(given)).toMatchObject({ added: 0, changed: 0 })
  })

  test('are left out or made a second time where that is chosen, for all or line by line', async () => {
    const ana = await create({ name: 'Ana Lima', email: 'ana@example.com', city: 'Faro' })
    await create({ name: 'Bea Costa', email: 'bea@example.com', city: 'Faro' })
    const given = list('Ana Lima,ana@example.com,,Porto', 'Bea Costa,bea@example.com,,Porto')
    expect(await take({ ...given, existing: 'skip', preview: true })).toMatchObject({
      added: 0,
      changed: 0,
      skipped: 2,
      known: 2,
    })
    const chosen = { ...given, existing: 'skip', decisions: { 3: 'create' } }
    expect(await take({ ...chosen, preview: true })).toMatchObject({ added: 1, changed: 0, skipped: 1 })
    expect(await take(chosen)).toMatchObject({ added: 1, skipped: 1 })
    expect((await fieldsOf(ana)).city).toBe('Faro')
    expect(await names()).toEqual(['Ana Lima', 'Bea Costa', 'Bea Costa'])
    expect((await take({ ...given, existing: 'perhaps' })).code).toBe('query_invalid')
    expect((await take({ ...given, decisions: { x: 'skip' } })).code).toBe('query_invalid')
  })

  test('who has an id elsewhere is nobody else of a list with ids; who was made here is', async () => {
    await ws.append({
      action: 'client.created',
      client: { id: 'crm-1', name: 'Ana Lima' },
      state: { email: 'ana@example.com' },
    })
    const bea = await create({ name: 'Bea Costa', email: 'bea@example.com' })
    const text = 'id,name,email\n7,Ana Lima,ana@example.com\n8,Bea Costa,bea@example.com'
    expect(await take({ format: 'csv', text })).toMatchObject({ added: 1, same: 1, known: 1 })
    expect((await ws.call('GET', '/v1/clients?q=bea')).body.clients.map((one: any) => one.id)).toEqual([bea])
  })

  test('two lines of one who is here are told; the deleted come back by being restored, the merged are their survivor', async () => {
    const ana = await create({ name: 'Ana Lima', email: 'ana@example.com', phone: '+351 910 222 333' })
    const twice = list('Ana Lima,ana@example.com,,Porto', 'Ana Lima,,910 222 333,Faro')
    expect(await take({ ...twice, preview: true })).toMatchObject({
      changed: 1,
      problems: [{ line: 3, message: expect.stringContaining('line 2') }],
    })
    const old = await create({ name: 'Old Name', email: 'old@example.com' })
    expect((await ws.call('POST', `/v1/clients/${ana}/merge`, { other: old })).status).toBe(201)
    const [row] = (await take({ ...list('Old Name,old@example.com,,Evora'), preview: true })).matches
    expect(row.known).toMatchObject({ id: ana, name: 'Ana Lima' })
    const gone = await create({ name: 'Gone One', email: 'gone@example.com' })
    await ws.call('DELETE', `/v1/clients/${gone}`, {})
    expect(await take({ ...list('Gone One,gone@example.com,,'), preview: true })).toMatchObject({
      added: 0,
      problems: [{ line: 2, message: expect.stringContaining('deleted') }],
    })
  })
})

describe('a list of clients as vCards', () => {
  test('reads 3.0 and 4.0, and tells of a card that is broken without losing others', async () => {
    const text = [
      'BEGIN:VCARD',
      'VERSION:3.0',
      'N:Lima;Ana;;;',
      'FN:Ana Lima',
      'EMAIL;TYPE=INTERNET,PREF:ana@example.com',
      'TEL;TYPE=CELL:+351 910',
      'ADR;TYPE=HOME:;;Rua A\\, 1;Lisboa;;1000-1;Portugal',
      'BDAY:1990-05-17',
      'NOTE:first\\nsecond',
      'CATEGORIES:vip,early',
      'END:VCARD',
      'BEGIN:VCARD',
      'VERSION:2.1',
      'FN:Old',
      'END:VCARD',
      'BEGIN:VCARD',
      'VERSION:4.0',
      'FN:Bea ',
      ' Costa',
      'TEL;VALUE=uri;PREF=1:tel:+351-220',
      'BDAY:--0517',
      'UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1',
      'END:VCARD',
      'BEGIN:VCARD',
      'VERSION:4.0',
      'FN:Cut',
    ].join('\n')
    const done = await take({ format: 'vcard', text, file: 'contacts.vcf' })
    expect(done).toMatchObject({ added: 2, problems: [{ line: 12 }, { line: 24 }] })
    const ana = (await clients()).find((one: any) => one.name === 'Ana Lima')
    expect((await ws.call('GET', `/v1/clients/${ana.id}/profile`)).body.fields).toMatchObject({
      firstName: 'Ana',
      lastName: 'Lima',
      email: 'ana@example.com',
      mobile: '+351 910',
      address: 'Rua A, 1',
      city: 'Lisboa',
      postcode: '1000-1',
      country: 'Portugal',
      birthday: '1990-05-17',
      notes: 'first\nsecond',
      tags: ['vip', 'early'],
    })
    const bea = (await clients()).find((one: any) => one.name === 'Bea Costa')
    expect(bea.hostId).toBe('urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1')
    expect(await take({ format: 'vcard', text })).toMatchObject({ added: 0, same: 2 })
  })
})

test('who sees a part of the clients cannot import a list; who may not act neither', async () => {
  const list = { format: 'csv', text: 'name\nAna' }
  const limited = await door.member(ws, 'staff', { visibility: 'own_clients' })
  expect((await limited.call('POST', '/v1/clients/import', list)).status).toBe(403)
  const auditor = await door.member(ws, 'auditor')
  expect((await auditor.call('POST', '/v1/clients/import', list)).status).toBe(403)
  const appender = await ws.withKey(['append'])
  expect((await appender.call('POST', '/v1/clients/import', { ...list, preview: true })).status).toBe(403)
  const staff = await door.member(ws, 'staff')
  expect((await staff.call('POST', '/v1/clients/import', list)).body).toMatchObject({ added: 1 })
})
