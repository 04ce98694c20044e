import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Draft, Entry, ExportAnswer, ExportInput } from '@daybook/protocol'
import { createClient } from '../../../client/src/index.ts'
import { parse } from 'csv-parse/sync'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ALL_JOBS } from '../jobs/all-jobs.ts'
import { JobRunner } from '../jobs/job-runner.ts'
import { extractText, getDocumentProxy } from 'unpdf'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

let door: TestDoor
let workspace: TestWorkspace
let jobs: JobRunner
let now = Date.UTC(2026, 10, 22, 9)
const failures: unknown[] = []

const clara = { id: 'c-1', name: 'Clara Vogel' }
const jonas = { id: 'c-2', name: 'Jonas Łukasz' }
const reception = { type: 'staff', id: 'rec', name: 'Reception' } as const

const story: Draft[] = [
  { action: 'client.created', client: clara, actor: reception, occurredAt: '2026-03-28T10:00:00Z' },
  { action: 'client.created', client: jonas, actor: reception, occurredAt: '2026-03-29T10:00:00Z' },
  {
    action: 'booking.rescheduled',
    client: clara,
    object: { type: 'booking', id: 'BK-1', name: 'Initial consultation' },
    actor: { type: 'client', id: 'c-1', name: 'Clara Vogel' },
    occurredAt: '2026-07-01T09:30:00.250Z',
    changes: [
      { field: 'startsAt', label: 'Start', before: '2026-07-02T10:00:00Z', after: '2026-12-02T12:40:00Z' },
    ],
    reason: 'the "flu",\nagain',
    context: { ip: '203.0.113.7', userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)' },
  },
  {
    action: 'payment.succeeded',
    client: jonas,
    object: { type: 'payment', id: 'PAY-1' },
    actor: { type: 'client', id: 'c-2' },
    occurredAt: '2026-11-02T09:30:00Z',
    context: { amount: { value: 4000, currency: 'EUR' } },
  },
  {
    action: 'payment.succeeded',
    client: clara,
    object: { type: 'payment', id: 'PAY-2' },
    actor: reception,
    occurredAt: '2026-11-03',
    context: { amount: { value: 500, currency: 'JPY' } },
  },
  {
    action: 'payment.refunded',
    client: jonas,
    object: { type: 'payment', id: 'PAY-1' },
    actor: { type: 'system' },
    occurredAt: '2026-11-04T09:30:00Z',
    context: { amount: { value: 1050, currency: 'EUR' } },
  },
  { action: 'service.created', object: { type: 'service', id: 's-1', name: 'Massage' }, actor: reception },
]

beforeAll(async () => {
  door = await openTestDoor({ now: () => now })
  workspace = await door.openWorkspace()
  jobs = new JobRunner(door.daybook, ALL_JOBS, { report: error => failures.push(error) })
  await workspace.append(...story)
})
afterAll(async () => {
  await jobs.stop()
  await door.close()
  expect(failures).toEqual([])
})

/** One value may stand without its list. */
type Asked = Omit<ExportInput, 'filter'> & { readonly filter?: Readonly<Record<string, unknown>> }

async function ask(input: Asked, as = workspace): Promise<ExportAnswer> {
  const { status, body } = await as.call('POST', '/v1/exports', input)
  expect([status, body]).toMatchObject([202, {}])
  return body as ExportAnswer
}

async function state(id: string, as = workspace): Promise<ExportAnswer> {
  return (await as.call('GET', `/v1/exports/${id}`)).body as ExportAnswer
}

async function fileOf(id: string, as = workspace): Promise<Buffer> {
  const response = await door.app.request(`/v1/exports/${id}/file`, {
    headers: { authorization: `Bearer ${as.key}` },
  })
  expect(response.status).toBe(200)
  return Buffer.from(await response.arrayBuffer())
}

/** Asks, makes and fetches. */
async function made(input: Asked, as = workspace): Promise<{ answer: ExportAnswer; file: Buffer }> {
  const { id } = await ask(input, as)
  await jobs.runDue()
  const answer = await state(id, as)
  expect(answer).toMatchObject({ state: 'ready' })
  return { answer, file: await fileOf(id, as) }
}

const rowsOf = (file: Buffer): Record<string, string>[] => parse(file, { columns: true, bom: true })

const lines = (file: Buffer): Entry[] =>
  file
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as Entry)

const textsOf = async (file: Buffer): Promise<{ texts: string[] }> => ({
  texts: (await extractText(await getDocumentProxy(new Uint8Array(file)))).text.map(text =>
    text.replace(/\s+/g, ' '),
  ),
})

const folder = (): string => join(door.keysDir, 'exports', workspace.id)
const files = (): string[] => (existsSync(folder()) ? readdirSync(folder()) : [])

async function admin(sql: string, values: unknown[] = []): Promise<any[]> {
  const client = new Client({ connectionString: door.database!.adminUrl })
  await client.connect()
  try {
    return (await client.query(sql, values)).rows
  } finally {
    await client.end()
  }
}

describe('the file', () => {
  test('CSV has a row for every entry that was counted, in the order of the list', async () => {
    const { body: counted } = await workspace.call('GET', '/v1/exports/count')
    expect(counted).toMatchObject({ exact: true })
    const { answer, file } = await made({ format: 'csv', asOf: counted.asOf })
    const rows = rowsOf(file)
    const all = await workspace.readAll('/v1/entries')
    const listed = all.filter(entry => entry.seq <= counted.count)
    expect(rows.map(row => Number(row.Seq))).toEqual(listed.map(entry => entry.seq))
    expect(rows.map(row => row.Sentence)).toEqual(listed.map(entry => entry.sentence))
    expect(rows).toHaveLength(counted.count)
    expect(answer).toMatchObject({ count: counted.count, done: counted.count, progress: 1 })
    expect(answer.bytes).toBe(file.length)
    expect(answer.sha256).toBe(createHash('sha256').update(file).digest('hex'))
    expect(answer.expiresAt).toBe('2026-11-29T09:00:00Z')
  })

  test('says how and when a client went, as the API does, in every format', async () => {
    const practice = await door.openWorkspace()
    const both = [
      { id: 'gone-1', name: 'Vanda Erased' },
      { id: 'gone-2', name: 'Abel Anonymised' },
    ]
    for (const client of [...both, clara])
      await practice.append({ action: 'client.created', client, actor: reception })
    await practice.append({
      action: 'booking.booked',
      clients: [...both, clara],
      object: { type: 'booking', id: 'BK-9' },
      actor: reception,
    })
    for (const [id, mode] of [
      ['gone-1', 'erase'],
      ['gone-2', 'anonymise'],
    ])
      expect((await practice.call('POST', `/v1/clients/${id}/erase`, { mode })).status).toBe(200)
    const filter = { action: ['client.created', 'booking.booked'] }
    const told = await practice.readAll('/v1/entries?action=client.created&action=booking.booked')
    expect(told[0]!.clients.map(client => client.gone?.mode)).toEqual(['erase', 'anonymise', undefined])
    const jsonl = await made({ format: 'jsonl', filter }, practice)
    expect(lines(jsonl.file).map(entry => entry.clients)).toEqual(told.map(entry => entry.clients))
    const csv = await made({ format: 'csv', filter, timeZone: 'UTC' }, practice)
    const gone = rowsOf(csv.file).map(row => row['Clients gone'])
    expect(gone[0]).toMatch(/^erase 2026-11-22T09:00:00\S*; anonymise 2026-11-22T09:00:00\S*; $/)
    expect(gone.filter(Boolean)).toHaveLength(3)
    const pdf = await made({ format: 'pdf', filter, timeZone: 'UTC' }, practice)
    const text = (await textsOf(pdf.file)).texts.join(' ')
    expect(text).toMatch(/Erased on \S.*? The record of the act remains\./)
    expect(text).toMatch(/Anonymised on \S.*? The record of the act remains\./)
  })

  test('what is appended between the count and the request is not in it', async () => {
    const query = '?client=c-1'
    const { body: counted } = await workspace.call('GET', `/v1/exports/count${query}`)
    await workspace.append({ action: 'client.tagged', client: clara, data: { tag: 'late' } })
    const { file } = await made({ format: 'jsonl', filter: { client: 'c-1' }, asOf: counted.asOf })
    expect(lines(file)).toHaveLength(counted.count)
    const { file: later } = await made({ format: 'jsonl', filter: { client: 'c-1' } })
    expect(lines(later).length).toBeGreaterThan(counted.count)
  })

  test('JSON Lines has the entries as the API answers them', async () => {
    for (const [filter, query] of [
      [{}, ''],
      [{ action: ['payment.*'] }, '?action=payment.*'],
      [
        { category: 'payments', source: ['system', 'staff'] },
        '?category=payments&source=system&source=staff',
      ],
      [{ q: 'massage' }, '?q=massage'],
      [{ from: '2026-11-02', to: '2026-11-03' }, '?from=2026-11-02&to=2026-11-03'],
      [{ field: ['startsAt'] }, '?field=startsAt'],
      [{ object: 'payment:PAY-1' }, '?object=payment%3APAY-1'],
      [{ outcome: 'success', actor: ['staff:rec'] }, '?outcome=success&actor=staff%3Arec'],
      [{ action: ['no.such'] }, '?action=no.such'],
    ] as const) {
      const upTo = (await workspace.read('/v1/entries?limit=1')).entries[0]!.seq
      for (const order of ['desc', 'asc'] as const) {
        const { file } = await made({ format: 'jsonl', filter: filter as never, order, ips: true })
        const mark = query === '' ? '?' : `${query}&`
        const listed = await workspace.readAll(`/v1/entries${mark}order=${order}`)
        const known = listed.filter(entry => entry.seq <= upTo || order === 'asc')
        const written = lines(file).filter(entry => entry.seq <= upTo)
        expect([query, order, written]).toEqual([query, order, known.filter(entry => entry.seq <= upTo)])
      }
    }
  })

  test('a client’s export is the client’s timeline, in its order', async () => {
    for (const order of ['desc', 'asc'] as const) {
      const listed = await workspace.readAll(`/v1/clients/c-1/timeline?order=${order}`)
      const { file } = await made({ format: 'jsonl', filter: { client: 'c-1' }, order, ips: true })
      expect(lines(file)).toEqual(listed)
    }
  })

  test('stamps carry their offset, on both sides of a change of clocks, and the header names the zone', async () => {
    const { file } = await made({ format: 'csv', filter: { client: 'c-1' }, order: 'asc', ips: true })
    const rows = rowsOf(file)
    expect(Object.keys(rows[0]!)).toContain('Time (Europe/Lisbon)')
    expect(Object.keys(rows[0]!)).toContain('Recorded (Europe/Lisbon)')
    expect(rows[0]!['Time (Europe/Lisbon)']).toBe('2026-03-28T10:00:00+00:00')
    const moved = rows.find(row => row.Action === 'booking.rescheduled')!
    expect(moved['Time (Europe/Lisbon)']).toBe('2026-07-01T10:30:00.250+01:00')
    expect(moved.Changes).toBe('Start: 2026-07-02T11:00:00+01:00 → 2026-12-02T12:40:00+00:00')
    expect(moved.Reason).toBe('the "flu",\nagain')
    expect(moved['IP address']).toBe('203.0.113.7')
    // A date without a time stays a date.
    expect(rows.find(row => row['Object ids'] === 'PAY-2')!['Time (Europe/Lisbon)']).toBe('2026-11-03')
    const other = await made({
      format: 'csv',
      filter: { client: 'c-1' },
      order: 'asc',
      timeZone: 'Asia/Tokyo',
    })
    expect(rowsOf(other.file)[0]!['Time (Asia/Tokyo)']).toBe('2026-03-28T19:00:00+09:00')
  })

  test('without being asked for, no IP address is in it', async () => {
    for (const format of ['csv', 'jsonl'] as const) {
      const { file } = await made({ format })
      expect(file.includes('203.0.113.7')).toBe(false)
    }
  })

  test('its sentences are in the language that was asked for', async () => {
    const { file } = await made({ format: 'csv', filter: { action: 'booking.rescheduled' }, lang: 'de' })
    expect(rowsOf(file)[0]).toMatchObject({ 'Action name': 'Termin verschoben' })
    expect(rowsOf(file)[0]!.Sentence).toContain('verschoben')
  })

  test('it begins with a byte-order mark, and names beyond Latin-1 are whole', async () => {
    const { file } = await made({ format: 'csv', filter: { client: 'c-2' } })
    expect(file.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    expect(rowsOf(file).some(row => row.Clients === 'Jonas Łukasz')).toBe(true)
  })

  test('cells that a spreadsheet would run begin with an apostrophe', async () => {
    const formulas = ['=1+1', '+351 912', '-2+3', '@SUM(A1)', '\tx', '\rx', '=HYPERLINK("http://x","y")']
    const other = await door.openWorkspace()
    for (const [i, text] of formulas.entries()) {
      await other.append({
        action: 'booking.cancelled',
        client: { id: `${text}${i}`, name: text },
        object: { type: 'booking', id: `${text}-${i}`, name: text },
        reason: text,
      })
    }
    const { file } = await made(
      { format: 'csv', filter: { action: 'booking.cancelled' }, order: 'asc' },
      other,
    )
    const rows = rowsOf(file)
    expect(rows).toHaveLength(formulas.length)
    for (const [i, text] of formulas.entries()) {
      expect(rows[i]).toMatchObject({ Clients: `'${text}`, Objects: `'${text}`, Reason: `'${text}` })
    }
    for (const row of rows)
      for (const cell of Object.values(row)) expect([cell, /^[=+\-@\t\r]/.test(cell)]).toEqual([cell, false])
  })

  test('totals by action and currency are told beside the file, and stand in it only where asked for', async () => {
    const input = { format: 'csv', filter: { category: 'payments' }, order: 'asc' } as const
    const { answer, file } = await made(input)
    expect(answer.totals).toEqual([
      { action: 'payment.refunded', currency: 'EUR', entries: 1, value: '1050' },
      { action: 'payment.succeeded', currency: 'EUR', entries: 1, value: '4000' },
      { action: 'payment.succeeded', currency: 'JPY', entries: 1, value: '500' },
    ])
    expect(rowsOf(file)).toHaveLength(answer.count!)
    expect(rowsOf(file).map(row => [row.Amount, row.Currency])).toEqual([
      ['40.00', 'EUR'],
      ['500', 'JPY'],
      ['10.50', 'EUR'],
    ])
    const summed = await made({ ...input, totals: true })
    expect(rowsOf(summed.file).slice(3)).toMatchObject([
      { Seq: '', Sentence: 'Total of 1: Refund', Amount: '10.50', Currency: 'EUR' },
      { Seq: '', Sentence: 'Total of 1: Payment received', Amount: '40.00', Currency: 'EUR' },
      { Seq: '', Sentence: 'Total of 1: Payment received', Amount: '500', Currency: 'JPY' },
    ])
  })
})

describe('what is asked for', () => {
  test('is checked, each mistake with its place', async () => {
    for (const [input, path] of [
      [{ format: 'xls' }, '/format'],
      [{}, '/format'],
      [{ format: 'csv', filter: { colour: ['red'] } }, '/filter/colour'],
      [{ format: 'csv', filter: { source: ['moon'] } }, '/filter/source/0'],
      [{ format: 'csv', timeZone: 'Mars/Olympus' }, '/timeZone'],
      [{ format: 'csv', lang: 'fr' }, '/lang'],
      [{ format: 'pdf', totals: true }, '/totals'],
      [{ format: 'csv', filter: { from: 'soon' } }, '/from'],
    ] as const) {
      const { status, body } = await workspace.call('POST', '/v1/exports', input)
      expect([input, status, body.code, body.errors?.[0]?.path]).toEqual([input, 422, 'query_invalid', path])
    }
    const { status, body } = await workspace.call('POST', '/v1/exports', {
      format: 'csv',
      filter: { client: 'nobody' },
    })
    expect([status, body.code]).toEqual([404, 'not_found'])
  })

  test('a count serves only the list that was counted', async () => {
    const { body: counted } = await workspace.call('GET', '/v1/exports/count?category=payments')
    for (const filter of [{}, { category: 'bookings' }, { category: 'payments', client: 'c-1' }]) {
      const { status, body } = await workspace.call('POST', '/v1/exports', {
        format: 'csv',
        filter,
        asOf: counted.asOf,
      })
      expect([status, body.code]).toEqual([422, 'cursor_invalid'])
    }
  })

  test('the count is exact for every filter, however it comes about', async () => {
    for (const query of [
      '',
      '?category=payments',
      '?q=massage',
      '?field=startsAt',
      '?object=payment%3APAY-1',
      '?outcome=success',
      '?client=c-1',
      '?client=c-1&q=flu',
      '?from=2026-11-01&to=2026-11-30',
    ]) {
      const { body } = await workspace.call('GET', `/v1/exports/count${query}`)
      const [path, rest] = query.startsWith('?client=c-1')
        ? ['/v1/clients/c-1/timeline', query.replace('client=c-1', '')]
        : ['/v1/entries', query]
      const listed = await workspace.readAll(`${path}${rest}`)
      expect([query, body.count, body.exact]).toEqual([query, listed.length, true])
    }
  })
})

describe('the SDK', () => {
  test('counts, asks, waits and fetches', async () => {
    const client = createClient({
      url: 'http://daybook.test',
      key: workspace.key,
      fetch: async (input, init) => door.app.request(input, init),
    })
    const { count, asOf } = await client.exports.count({ client: 'c-1' })
    const { id } = await client.exports.request({ format: 'jsonl', filter: { client: 'c-1' }, asOf })
    const listed = await client.exports.list()
    expect(listed.find(one => one.id === id)).toMatchObject({ state: 'queued', count })
    await jobs.runDue()
    expect(await client.exports.wait(id)).toMatchObject({ state: 'ready', done: count })
    const file = Buffer.from(await new Response(await client.exports.file(id)).arrayBuffer())
    expect(lines(file)).toHaveLength(count)
    expect(await client.exports.renew(id)).toMatchObject({ state: 'ready' })
    expect(await client.exports.cancel(id)).toMatchObject({ state: 'cancelled' })
    await expect(client.exports.file(id)).rejects.toMatchObject({ code: 'export_expired' })
  })
})

describe('who may', () => {
  test('fetch it: its owner and an administrator; to others it is not there', async () => {
    const owner = await workspace.withKey(['read'])
    const other = await workspace.withKey(['read'])
    const { id } = await ask({ format: 'csv' }, owner)
    await jobs.runDue()
    expect((await fileOf(id, owner)).length).toBeGreaterThan(0)
    expect((await fileOf(id, workspace)).length).toBeGreaterThan(0)
    for (const path of [`/v1/exports/${id}`, `/v1/exports/${id}/file`]) {
      expect([path, (await other.call('GET', path)).status]).toEqual([path, 404])
      expect((await door.app.request(path)).status).toBe(401)
    }
    expect((await other.call('DELETE', `/v1/exports/${id}`)).status).toBe(404)
    expect((await other.call('POST', `/v1/exports/${id}/renew`)).status).toBe(404)
    expect((await other.call('GET', '/v1/exports')).body.exports).toEqual([])
    expect((await owner.call('GET', '/v1/exports')).body.exports).toMatchObject([{ id, state: 'ready' }])
  })

  test('ask for one: not with a key that only appends', async () => {
    const appender = await workspace.withKey(['append'])
    expect((await appender.call('POST', '/v1/exports', { format: 'csv' })).status).toBe(403)
    expect((await appender.call('GET', '/v1/exports/count')).status).toBe(403)
  })

  test('another workspace sees nothing of it', async () => {
    const { id } = await ask({ format: 'csv' })
    const other = await door.openWorkspace()
    for (const path of [`/v1/exports/${id}`, `/v1/exports/${id}/file`])
      expect((await other.call('GET', path)).status).toBe(404)
    await jobs.runDue()
  })
})

describe('its entries', () => {
  test('request, completion and download are entries, on the client’s timeline where it is limited to one', async () => {
    const { answer } = await made({ format: 'csv', filter: { client: 'c-1', q: 'flu' } })
    const timeline = await workspace.readAll('/v1/clients/c-1/timeline?type=export')
    const own = timeline.filter(entry => entry.objects[0]?.id === answer.id)
    expect(own.map(entry => entry.action)).toEqual([
      'export.downloaded',
      'export.completed',
      'export.requested',
    ])
    expect(own[2]).toMatchObject({ actor: { type: 'key' }, data: { format: 'csv', filter: { q: 'flu' } } })
    expect(own[1]).toMatchObject({
      actor: { type: 'system' },
      source: 'automated',
      causedBy: own[2]!.id,
      data: { count: answer.count },
    })
    const { answer: whole } = await made({
      format: 'csv',
      filter: { q: 'Clara Vogel', category: 'payments' },
    })
    const [requested] = (await workspace.readAll('/v1/entries?type=export&order=asc')).filter(
      entry => entry.objects[0]?.id === whole.id,
    )
    // About no client, so in clear: the text that was searched for is not told.
    expect(requested).toMatchObject({ clients: [], data: { filter: { q: true, category: ['payments'] } } })
  })

  test('what was asked for stands in no row in clear', async () => {
    await ask({ format: 'csv', filter: { q: 'Marker-in-a-search' } })
    const rows = await admin('select e::text from daybook.exports e')
    expect(JSON.stringify(rows)).not.toContain('Marker')
    expect(rows.length).toBeGreaterThan(3)
    await jobs.runDue()
  })
})

describe('in the course of time', () => {
  test('a file is sealed, for its owner only, for seven days; then it can be issued again', async () => {
    const { answer, file } = await made({ format: 'jsonl', filter: { client: 'c-2' } })
    const name = files().find(one => one.startsWith(answer.id))!
    expect(statSync(join(folder(), name)).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(folder(), name)).includes('Jonas')).toBe(false)
    now += 7 * 86_400_000
    const gone = await workspace.call('GET', `/v1/exports/${answer.id}/file`)
    expect([gone.status, gone.body.code]).toEqual([409, 'export_expired'])
    expect((await state(answer.id)).state).toBe('expired')
    await jobs.runDue()
    expect(files().filter(one => one.startsWith(answer.id))).toEqual([])
    const renewed = await workspace.call('POST', `/v1/exports/${answer.id}/renew`)
    expect([renewed.status, renewed.body.state]).toEqual([202, 'queued'])
    await jobs.runDue()
    // The same entries, and nothing that was recorded since.
    expect((await fileOf(answer.id)).equals(file)).toBe(true)
  })

  test('a file that is there is kept seven days more', async () => {
    const { answer } = await made({ format: 'csv' })
    now += 6 * 86_400_000
    const { body } = await workspace.call('POST', `/v1/exports/${answer.id}/renew`)
    expect(body).toMatchObject({ state: 'ready' })
    now += 6 * 86_400_000
    expect((await fileOf(answer.id)).length).toBeGreaterThan(0)
  })

  test('one that was cancelled while it waits is not made', async () => {
    const { id } = await ask({ format: 'csv' })
    const early = await workspace.call('GET', `/v1/exports/${id}/file`)
    expect([early.status, early.body.code]).toEqual([409, 'export_not_ready'])
    const { body } = await workspace.call('DELETE', `/v1/exports/${id}`)
    expect(body.state).toBe('cancelled')
    await jobs.runDue()
    expect((await state(id)).state).toBe('cancelled')
    expect(files().filter(name => name.startsWith(id))).toEqual([])
    const failed = (await workspace.readAll('/v1/entries?action=export.failed')).at(0)
    expect(failed).toMatchObject({ data: { problem: 'cancelled' }, actor: { type: 'key' } })
  })

  test('one whose server was killed begins again, and ends with a whole file and nothing beside it', async () => {
    const { id } = await ask({ format: 'jsonl' })
    await jobs.runDue()
    const whole = await fileOf(id)
    const [name] = files().filter(one => one.startsWith(id))
    // As a kill -9 in the middle leaves it: running in the table, part of a file on the disk, the lease over.
    await admin(
      `update daybook.exports set state = 'running', done = 3 where finished_at is not null and sha256 = $1`,
      [createHash('sha256').update(whole).digest()],
    )
    writeFileSync(join(folder(), name!), 'half of a file')
    await admin(
      `insert into daybook_jobs.jobs (job, workspace_id, item, due_at, server, attempts, leased_until)
       select 'make-export', workspace_id, export_id, 0, 1, 1, clock_timestamp() from daybook.exports where state = 'running'`,
    )
    await jobs.runDue()
    expect((await state(id)).state).toBe('ready')
    expect((await fileOf(id)).equals(whole)).toBe(true)
    now += 600_000
    await jobs.runDue()
    expect(files().filter(one => one.startsWith(id))).toHaveLength(1)
  })
})

describe('an erasure', () => {
  test('takes every file that holds the client, and no other', async () => {
    const mara = { id: 'c-9', name: 'Mara Gone' }
    await workspace.append(
      { action: 'client.created', client: mara },
      { action: 'client.tagged', client: clara, data: { tag: 'stays' } },
    )
    const own = await made({ format: 'csv', filter: { client: 'c-9' } })
    const all = await made({ format: 'csv' })
    const naming = await made({ format: 'csv', filter: { q: 'mara gone' } })
    const other = await made({ format: 'csv', filter: { client: 'c-1' } })
    const { status } = await workspace.call('POST', '/v1/clients/c-9/erase', { mode: 'erase' })
    expect(status).toBeLessThan(300)
    for (const { answer } of [own, all, naming]) {
      const after = await state(answer.id)
      expect(after).toMatchObject({ state: 'erased' })
      expect(after.filter).toBeUndefined()
      expect((await workspace.call('GET', `/v1/exports/${answer.id}/file`)).body.code).toBe('export_expired')
      expect((await workspace.call('POST', `/v1/exports/${answer.id}/renew`)).body.code).toBe(
        'export_expired',
      )
      expect(files().filter(name => name.startsWith(answer.id))).toEqual([])
    }
    expect((await fileOf(other.answer.id)).equals(other.file)).toBe(true)
    const again = await made({ format: 'csv' })
    expect(again.file.includes('Mara')).toBe(false)
  })

  test('by retention takes every file that holds somebody whose year it takes', async () => {
    const other = await door.openWorkspace()
    await other.append(
      {
        action: 'client.created',
        client: { id: 'old', name: 'Olga Old' },
        occurredAt: '2011-01-01T10:00:00Z',
      },
      {
        action: 'client.created',
        client: { id: 'new', name: 'Nora New' },
        occurredAt: '2026-01-01T10:00:00Z',
      },
    )
    const old = await made({ format: 'csv', filter: { client: 'old' } }, other)
    const all = await made({ format: 'csv' }, other)
    const young = await made({ format: 'csv', filter: { client: 'new' } }, other)
    expect(old.file.includes('Olga')).toBe(true)
    await other.call('PUT', '/v1/settings/retention', { years: 10 })
    now += 86_400_000
    await jobs.runDue()
    expect((await state(old.answer.id, other)).state).toBe('erased')
    expect((await state(all.answer.id, other)).state).toBe('erased')
    expect((await fileOf(young.answer.id, other)).equals(young.file)).toBe(true)
    const again = rowsOf((await made({ format: 'csv', filter: { action: 'client.created' } }, other)).file)
    expect(again.map(row => row.Clients)).toEqual(['Nora New', ''])
  })

  test('has what is being made begin again', async () => {
    const eva = { id: 'c-10', name: 'Eva Gone' }
    await workspace.append({ action: 'client.created', client: eva })
    const { id } = await ask({ format: 'jsonl' })
    await admin(`update daybook.exports set state = 'running', attempt = 1 where state = 'queued'`)
    await admin(`delete from daybook_jobs.jobs where job = 'make-export'`)
    await workspace.call('POST', '/v1/clients/c-10/erase', { mode: 'erase' })
    await jobs.runDue()
    expect((await state(id)).state).toBe('ready')
    expect((await fileOf(id)).includes('Eva')).toBe(false)
  })
})

describe('many entries', () => {
  let big: TestWorkspace
  const COUNT = 6000

  beforeAll(async () => {
    big = await door.openWorkspace()
    for (let from = 0; from < COUNT; from += 1000) {
      await big.append(
        ...Array.from(
          { length: 1000 },
          (_, i): Draft => ({
            action: (from + i) % 3 === 0 ? 'booking.booked' : 'booking.confirmed',
            client: { id: `c-${(from + i) % 50}`, name: `Client ${(from + i) % 50}` },
            object: { type: 'booking', id: `BK-${from + i}`, name: 'Massage' },
            occurredAt: new Date(Date.UTC(2026, 0, 1) + (from + i) * 60_000).toISOString(),
          }),
        ),
      )
    }
  })

  test('are written by threads, in their order, whole', async () => {
    const { answer, file } = await made({ format: 'jsonl', order: 'asc' }, big)
    const seqs = lines(file).map(entry => entry.seq)
    expect(seqs).toEqual(Array.from({ length: answer.count! }, (_, i) => i + 1))
    const { file: some } = await made({ format: 'csv', filter: { action: 'booking.booked' } }, big)
    expect(rowsOf(some)).toHaveLength(COUNT / 3)
    const found = await made({ format: 'csv', filter: { q: 'BK-59' } }, big)
    expect(rowsOf(found.file).length).toBe((await big.count('?q=BK-59')).total)
  })

  test('are too many for a PDF, which is refused with what to do; fewer are drawn', async () => {
    const { status, body } = await big.call('POST', '/v1/exports', { format: 'pdf' })
    expect([status, body.code]).toEqual([422, 'export_too_large'])
    const { answer, file } = await made({ format: 'pdf', filter: { client: 'c-7' } }, big)
    expect(file.subarray(0, 5).toString()).toBe('%PDF-')
    const { texts } = await textsOf(file)
    expect(texts.at(-1)).toContain(`Page ${texts.length} of ${texts.length}`)
    expect(texts[0]).toContain(`${answer.count} entries`)
    // As where only opening them tells that these are too many.
    const { id } = await ask({ format: 'csv', filter: { q: 'massage' } }, big)
    await admin(`update daybook.exports set format = 'pdf' where state = 'queued'`)
    await jobs.runDue()
    expect(await state(id, big)).toMatchObject({ state: 'failed', problem: 'export_too_large' })
    const [failed] = await big.readAll('/v1/entries?action=export.failed')
    expect(failed).toMatchObject({ data: { problem: 'export_too_large' }, source: 'automated' })
  })

  test('stop within seconds when they are cancelled, and leave no file', async () => {
    const { id } = await ask({ format: 'csv', filter: { q: 'massage' } }, big)
    const running = jobs.runDue()
    while ((await state(id, big)).state === 'queued') await new Promise(resolve => setTimeout(resolve, 5))
    expect((await big.call('DELETE', `/v1/exports/${id}`)).body.state).toBe('cancelled')
    await running
    expect((await state(id, big)).state).toBe('cancelled')
    const there = readdirSync(join(door.keysDir, 'exports', big.id)).filter(name => name.startsWith(id))
    expect(there).toEqual([])
  })

  test('go on after a stop of the server', async () => {
    const { id } = await ask({ format: 'csv', filter: { q: 'massage' } }, big)
    const first = new JobRunner(door.daybook, ALL_JOBS, { report: error => failures.push(error) })
    const running = first.runDue()
    while ((await state(id, big)).state === 'queued') await new Promise(resolve => setTimeout(resolve, 5))
    await first.stop()
    await running
    await jobs.runDue()
    const answer = await state(id, big)
    expect(answer).toMatchObject({ state: 'ready' })
    expect(rowsOf(await fileOf(id, big))).toHaveLength(answer.done)
  })
})

test('what the staff noted on an entry stands with it, in every format', async () => {
  const own = await door.openWorkspace()
  const booked = await own.appendAndRead({ action: 'booking.booked', client: clara })
  await own.call('POST', `/v1/entries/${booked.id}/notes`, { note: 'Called twice about the parking' })
  const filter = { client: 'c-1' }
  const rows = rowsOf((await made({ format: 'csv', filter }, own)).file)
  expect(rows.find(row => row['Entry'] === booked.id)!['Notes']).toContain('Called twice about the parking')
  const entries = lines((await made({ format: 'jsonl', filter }, own)).file)
  const noted = entries.find(entry => entry.id === booked.id)
  expect(noted!.notes).toMatchObject([{ note: 'Called twice about the parking' }])
  const { texts } = await textsOf((await made({ format: 'pdf', filter }, own)).file)
  expect(texts.join(' ').match(/Called twice about the parking/g)!.length).toBeGreaterThan(1)
})
