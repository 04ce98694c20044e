import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type BundleFile,
  type BundleReport,
  parseSignedCheckpoint,
  parseTlogProof,
  type VerifiedEvidence,
  verifyBundle,
  type VerifyCrypto,
} from '@daybook/protocol'
import { unzipSync } from 'fflate'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sha256 } from '../hashes.ts'
import { verifyEd25519 } from '../keys/signing/verify-ed25519.ts'
import { hasOpenssl, openTestAuthority, type TestAuthority } from '../proof/test-authority.ts'
import { createApp } from './create-app.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

const crypto: VerifyCrypto = { sha256, verifyEd25519 }
let authority: TestAuthority | undefined
let door: TestDoor
let workspace: TestWorkspace
let now = Date.UTC(2026, 10, 22, 9)

const staff = { type: 'staff' as const, id: 'rec', name: 'Reception' }
const booking = (id: string, client: string, more: object = {}): any => ({
  action: 'booking.rescheduled',
  client: { id: client, name: `Name of ${client}` },
  object: { type: 'booking', id, name: 'Initial consultation' },
  actor: staff,
  occurredAt: '2026-11-20T10:30:00Z',
  changes: [
    { field: 'startsAt', label: 'Start', before: '2026-11-24T10:00:00Z', after: '2026-11-26T14:00:00Z' },
  ],
  reason: `<b>asked</b> & "told" by ${client}`,
  context: {
    ip: '203.0.113.9',
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  },
  ...more,
})

beforeAll(async () => {
  authority = hasOpenssl ? await openTestAuthority() : undefined
  door = await openTestDoor({
    now: () => now,
    publicUrl: 'https://clinic.example',
    timestampAuthority: authority && { url: authority.url, trusted: authority.trusted },
  })
  workspace = await door.openWorkspace({ name: 'Harbour <Practice>' })
  await workspace.append(
    booking('BK-1', 'ada'),
    booking('BK-2', 'ben'),
    booking('BK-1', 'ada', {
      action: 'booking.cancelled',
      actor: { type: 'client' },
      occurredAt: '2026-11-21',
      changes: [],
    }),
    {
      action: 'service.updated',
      object: { type: 'service', id: 's', name: 'Massage' },
      actor: staff,
      changes: [{ field: 'price', before: '40.00', after: '45.00' }],
    },
    booking('BK-3', 'ada', {
      client: undefined,
      clients: [
        { id: 'ada', name: 'Name of ada' },
        { id: 'ben', name: 'Name of ben' },
      ],
    }),
    booking('BK-1', 'ada', {
      action: 'payment.failed',
      actor: { type: 'system' },
      outcome: 'failure',
      context: { amount: { value: 4000, currency: 'EUR' } },
      changes: [],
    }),
  )
})
afterAll(async () => {
  await door?.close()
  await authority?.close()
})

async function make(
  body: object,
  of = workspace,
  app = door.app,
): Promise<{ files: BundleFile[]; text: (name: string) => string }> {
  // A log is signed once a second.
  now += 1000
  const response = await app.request('/v1/evidence', {
    method: 'POST',
    headers: { authorization: `Bearer ${of.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
  expect(response.headers.get('content-type')).toBe('application/zip')
  expect(response.headers.get('content-disposition')).toMatch(
    /^attachment; filename="evidence-\d{4}-\d\d-\d\d\.zip"$/,
  )
  const files = Object.entries(unzipSync(new Uint8Array(await response.arrayBuffer()))).map(
    ([name, bytes]) => ({ name, bytes }),
  )
  return {
    files,
    text: name => Buffer.from(files.find(file => file.name === name)?.bytes ?? []).toString('utf8'),
  }
}

async function verified(files: readonly BundleFile[]): Promise<BundleReport> {
  const report = await verifyBundle(files, crypto)
  expect(report.problem).toBeUndefined()
  expect(report.ok).toBe(true)
  return report
}
const seqsOf = (report: BundleReport): number[] =>
  report.entries.map(({ result }) => (result as VerifiedEvidence).seq)
const lastEntry = async (): Promise<any> => (await workspace.read('/v1/entries?limit=1')).entries[0]

test('evidence of a booking holds a proof of each of its entries, a report and what verifies them', async () => {
  const { files, text } = await make({ object: 'booking:BK-1' })
  const report = await verified(files)
  expect(seqsOf(report)).toEqual([3, 5, 8])
  expect(files.map(file => file.name).sort()).toEqual([
    'entries/3.tlog-proof',
    'entries/5.tlog-proof',
    'entries/8.tlog-proof',
    'report.html',
    'trust-policy',
  ])
  const html = text('report.html')
  expect(html).toContain('Evidence: Harbour &lt;Practice&gt;')
  expect(html).toContain('Reception')
  expect(html).toContain(
    '<del aria-label="before">Tue 24 Nov 2026, 10:00</del> → <ins aria-label="after">Thu 26 Nov 2026, 14:00</ins>',
  )
  expect(html).toContain('&lt;b&gt;asked&lt;/b&gt; &amp; &quot;told&quot; by ada')
  expect(html).toContain('Fri, 20 Nov 2026, 10:30:00 WET')
  expect(html).toContain('Safari on iPhone')
  expect(html).toContain('(failed)')
  expect(html).not.toContain('Not shown:')
  expect(html).not.toMatch(/<script|https?:\/\/|src=|javascript:/)
})

test('making it is an entry, about the booking or the client where it is about one', async () => {
  await make({ object: 'booking:BK-2' })
  expect(await lastEntry()).toMatchObject({
    action: 'evidence.exported',
    actor: { type: 'key' },
    objects: [{ type: 'booking', id: 'BK-2' }],
    data: { count: 1 },
    sentence: expect.stringContaining('exported evidence for Initial consultation (1 entry)'),
  })
  await make({ client: 'ben', fields: ['change/*'] })
  const ofBen = await lastEntry()
  expect(ofBen).toMatchObject({
    action: 'evidence.exported',
    clients: [{ hostId: 'ben' }],
    data: { fields: ['change/*'] },
  })
  expect(
    (await workspace.read('/v1/clients/ben/timeline?limit=1&action=evidence.exported')).entries[0],
  ).toMatchObject({ id: ofBen.id })
  expect(
    (await workspace.read('/v1/clients/ada/timeline?action=evidence.exported')).entries.map(
      entry => entry.objects[0]?.id,
    ),
  ).toEqual(['BK-1'])
  const all = await workspace.readAll('/v1/entries?order=asc')
  const ofAda = all.filter(
    entry => entry.seq < 9 && entry.clients.length === 1 && entry.clients[0]!.hostId === 'ada',
  )
  await make({ entries: ofAda.map(entry => entry.id) })
  expect(await lastEntry()).toMatchObject({ clients: [{ hostId: 'ada' }], data: { count: ofAda.length } })
  await make({ entries: all.slice(0, 4).map(entry => entry.id) })
  expect(await lastEntry()).toMatchObject({ clients: [], objects: [], data: { count: 4 } })
})

test('only chosen fields are in it, in proofs and report alike', async () => {
  const { files, text } = await make({ object: 'booking:BK-1', fields: ['change/*', 'client:name'] })
  const report = await verified(files)
  const shown = report.entries.flatMap(({ result }) =>
    (result as VerifiedEvidence).parts.flatMap(part => part.fields.map(([name]) => `${part.name} ${name}`)),
  )
  expect([...new Set(shown)].sort()).toEqual([
    'client name',
    'facts change/1/startsAt',
    'record action',
    'record class',
    'record clients',
    'record objects',
    'record occurredAt',
    'record outcome',
    'record sortsAt',
    'record source',
  ])
  const everything = files.map(file => Buffer.from(file.bytes).toString('latin1')).join('\n')
  for (const secret of ['203.0.113.9', 'asked', 'Reception', 'iPhone', 'BK-1', 'Initial'])
    expect([secret, everything.replaceAll('booking:BK-1', '').includes(secret)]).toEqual([secret, false])
  const leaves = files
    .filter(file => file.name.endsWith('.tlog-proof'))
    .map(file =>
      Buffer.from(Buffer.from(file.bytes).toString().split('\n')[1]!.slice(6), 'base64').toString(),
    )
  for (const leaf of leaves)
    for (const disclosure of leaf.split('~').slice(1, -1))
      expect(Buffer.from(disclosure, 'base64url').toString()).not.toMatch(
        /203\.0|asked|Reception|iPhone|consultation/,
      )
  expect(text('report.html')).toContain('Not shown: ')
  expect(text('report.html')).toContain('<b>Someone</b> moved')
})

test('evidence of a client shows nothing personal of another one', async () => {
  const { files } = await make({ client: 'ada' })
  const report = await verified(files)
  expect(seqsOf(report)).toContain(7)
  const parts = report.entries.map(({ result }) => (result as VerifiedEvidence).parts.map(part => part.name))
  expect(parts.flat().filter(name => name === 'client_2')).toEqual([])
  const text = files.map(file => Buffer.from(file.bytes).toString()).join('\n')
  expect(text).toContain('Name of ada')
  expect(text).not.toContain('Name of ben')
  expect(text).toContain('A whole part was left out.')
  const { files: ofBen } = await make({ client: 'ben' })
  const names = (await verified(ofBen)).entries.flatMap(({ result }) =>
    (result as VerifiedEvidence).parts.map(part => part.name),
  )
  expect(names).toContain('client_2')
  expect(ofBen.map(file => Buffer.from(file.bytes).toString()).join('\n')).not.toContain('Name of ada')
})

test('it comes in four languages, in the order in which things happened, within a time', async () => {
  for (const [locale, word] of [
    ['de', 'Nachweis'],
    ['pt-PT', 'Prova'],
    ['es', 'Prueba'],
    ['en', 'Evidence'],
  ] as const) {
    const { text } = await make({ client: 'ada', locale })
    expect(text('report.html')).toContain(`<html lang="${locale}">`)
    expect(text('report.html')).toContain(`<h1>${word}`)
  }
  const { files, text } = await make({ client: 'ada', from: '2026-11-21', to: '2026-11-21' })
  expect(seqsOf(await verified(files))).toEqual([5])
  expect(text('report.html')).toContain('<time datetime="2026-11-21">Sat, 21 Nov 2026</time>')
})

test('a changed byte of any proof is found', async () => {
  const { files } = await make({ object: 'booking:BK-1' })
  for (const file of files.filter(one => one.name.endsWith('.tlog-proof'))) {
    for (let at = 0; at < file.bytes.length; at += 101) {
      const bytes = Uint8Array.from(file.bytes)
      bytes[at]! ^= 1
      const report = await verifyBundle(
        files.map(one => (one === file ? { ...one, bytes } : one)),
        crypto,
      )
      expect([file.name, at, report.ok, report.problem?.file]).toEqual([file.name, at, false, file.name])
    }
  }
})

test('where the log of checkpoints has seen the entries, the bundle holds anchor and time stamp, and they verify', async () => {
  now += 10_000
  await workspace.call('GET', '/v1/log/checkpoint')
  await door.daybook.anchors.anchor(await door.daybook.workspaces.ids())
  const { files, text } = await make({ object: 'booking:BK-1' })
  const report = await verified(files)
  expect(report.anchors).toHaveLength(1)
  expect(report.timestamps).toHaveLength(authority === undefined ? 0 : 1)
  expect(text('report.html')).toContain('anchor.tlog-proof')
  if (authority !== undefined) expect(text('report.html')).toContain('Time stamp')
  // What came later is not anchored yet.
  const [late] = await workspace.append(booking('BK-9', 'ada'))
  const later = await make({ entries: [late!.id] })
  expect((await verified(later.files)).anchors).toHaveLength(0)
})

test('files that go into every bundle are in it, and openssl believes signature and time stamp', async () => {
  const app = createApp(door.daybook, {
    report: () => {},
    stopping: new AbortController().signal,
    companions: async () => [{ name: 'verify.html', content: '<!doctype html>' }],
  })
  const { entries } = await workspace.read('/v1/entries?order=asc&limit=8')
  const { files, text } = await make({ entries: entries.map(entry => entry.id) }, workspace, app)
  expect(text('verify.html')).toBe('<!doctype html>')
  if (authority === undefined) return
  const folder = mkdtempSync(join(tmpdir(), 'daybook-evidence-'))
  const anchor = parseTlogProof(text('anchor.tlog-proof'))
  writeFileSync(join(folder, 'anchor.txt'), parseSignedCheckpoint(anchor.checkpoint).text)
  writeFileSync(join(folder, 'timestamp.tsr'), files.find(file => file.name === 'timestamp.tsr')!.bytes)
  writeFileSync(join(folder, 'authority.pem'), authority.trusted)
  const said = execFileSync(
    'openssl',
    ['ts', '-verify', '-in', 'timestamp.tsr', '-data', 'anchor.txt', '-CAfile', 'authority.pem'],
    { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  )
  expect(said).toContain('Verification: OK')
  rmSync(folder, { recursive: true })
})

test('what cannot be made is refused before the first byte, with a code', async () => {
  const cases: [object, number, string][] = [
    [{}, 422, 'query_invalid'],
    [{ client: 'ada', object: 'booking:BK-1' }, 422, 'query_invalid'],
    [{ entries: [] }, 422, 'query_invalid'],
    [{ client: 'ada', fields: ['a b'] }, 422, 'query_invalid'],
    [{ client: 'ada', fields: ['*', ''] }, 422, 'query_invalid'],
    [{ client: 'ada', locale: 'fr' }, 422, 'query_invalid'],
    [{ client: 'ada', from: 'soon' }, 422, 'query_invalid'],
    [{ client: 'ada', more: 1 }, 422, 'query_invalid'],
    [{ client: 'nobody' }, 404, 'not_found'],
    [{ object: 'booking:none' }, 404, 'not_found'],
    [{ object: 'BK-1' }, 404, 'not_found'],
    [{ entries: ['en_00000000000000000000000000'] }, 404, 'not_found'],
    [{ client: 'ada', from: '1990-01-01', to: '1990-01-01' }, 404, 'not_found'],
  ]
  const before = (await lastEntry()).seq
  for (const [body, status, code] of cases) {
    const answer = await workspace.call('POST', '/v1/evidence', body)
    expect([body, answer.status, answer.body.code]).toEqual([body, status, code])
  }
  expect((await lastEntry()).seq).toBe(before)
  const writer = await workspace.withKey(['append'])
  expect((await writer.call('POST', '/v1/evidence', { client: 'ada' })).body.code).toBe('scope_missing')
})

test('a deleted client is in the evidence of nobody who may not see them, and an erased one only as a skeleton', async () => {
  const other = await door.openWorkspace()
  const reader = await other.withKey(['read'])
  await other.append(
    booking('BK-1', 'ada'),
    booking('BK-1', 'ada'),
    booking('BK-2', 'ada', {
      client: undefined,
      clients: [
        { id: 'ada', name: 'Name of ada' },
        { id: 'ben', name: 'Name of ben' },
      ],
    }),
  )
  const { entries } = await other.read('/v1/entries?order=asc')
  const ids = entries.map(entry => entry.id)
  const ada = entries.find(entry => entry.clients.length === 1)!.clients[0]!.id
  expect((await other.call('DELETE', '/v1/clients/ada', {})).status).toBe(200)
  await expect
    .poll(async () => (await reader.call('POST', '/v1/evidence', { client: 'ada' })).status)
    .toBe(404)
  expect((await reader.call('POST', '/v1/evidence', { client: ada })).body.code).toBe('not_found')
  expect((await reader.call('POST', '/v1/evidence', { entries: ids })).body.code).toBe('not_found')
  expect((await reader.call('POST', '/v1/evidence', { object: 'booking:BK-1' })).body.code).toBe('not_found')
  const shared = await make({ object: 'booking:BK-2' }, reader)
  expect(seqsOf(await verified(shared.files))).toHaveLength(1)
  const text = shared.files.map(file => Buffer.from(file.bytes).toString()).join('\n')
  expect(text).toContain('Name of ben')
  expect(text).not.toContain('Name of ada')
  expect(shared.text('report.html')).toContain('A whole part was left out.')
  // Whoever may restore them sees them.
  expect(seqsOf(await verified((await make({ client: 'ada' }, other)).files)).length).toBeGreaterThanOrEqual(
    3,
  )

  expect((await other.call('POST', `/v1/clients/${ada}/erase`, { mode: 'erase' })).status).toBe(200)
  const gone = await make({ entries: ids }, other)
  const report = await verified(gone.files)
  expect(report.entries).toHaveLength(ids.length)
  const after = gone.files.map(file => Buffer.from(file.bytes).toString()).join('\n')
  expect(after).not.toContain('Name of ada')
  expect(gone.text('report.html')).toContain('Personal details were erased')
  const skeleton = await make({ client: ada }, other)
  expect((await verified(skeleton.files)).entries.length).toBeGreaterThanOrEqual(3)
})

test('a log that was changed gives no evidence', async () => {
  const other = await door.openWorkspace()
  await other.append(booking('BK-1', 'ada'), booking('BK-1', 'ada'))
  await make({ client: 'ada' }, other)
  const admin = new Client({ connectionString: door.database!.adminUrl })
  await admin.connect()
  await admin.query(`set daybook.workspace = '${other.workspaceId}'`)
  await admin.query(
    `update daybook.log_heads set root = sha256('x') where workspace_id = ${other.workspaceId}`,
  )
  const answer = await other.call('POST', '/v1/evidence', { client: 'ada' })
  expect([answer.status, answer.body.code]).toEqual([409, 'log_diverged'])
  await admin.end()
  expect(door.failures).toEqual([])
})
