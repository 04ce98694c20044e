import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const program = fileURLToPath(new URL('../bin/daybook.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'daybook-export-'))
// As root, a folder closed to others would send the database elsewhere.
chmodSync(folder, 0o755)
const data = join(folder, 'data')
const out = join(folder, 'log')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function daybook(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [program, ...args], { env: {}, stdio: ['ignore', 'pipe', 'pipe'] })
  const [stdout, stderr, code] = await Promise.all([
    child.stdout.toArray(),
    child.stderr.toArray(),
    new Promise<number | null>(resolve => child.once('close', resolve)),
  ])
  return { code, stdout: stdout.join(''), stderr: stderr.join('') }
}

async function json(...args: string[]): Promise<any> {
  const { code, stdout, stderr } = await daybook(...args, '--json')
  if (code !== 0 && stdout === '') throw new Error(stderr)
  return JSON.parse(stdout)
}

test('G8 a workspace’s log is exported as JSON Lines with its proof and verified offline; one changed byte fails it naming the entry', async () => {
  const { id } = await json('workspace', 'create', '--name', 'Practice', '--time-zone', 'UTC', '--data', data)
  const drafts = join(folder, 'drafts.jsonl')
  writeFileSync(
    drafts,
    Array.from({ length: 400 }, (_, i) =>
      JSON.stringify({
        action: 'booking.booked',
        client: { id: `c${i}` },
        object: { type: 'booking', id: `b${i}` },
      }),
    ).join('\n'),
  )
  await json('import', drafts, '--workspace', id, '--data', data)
  const exported = await json('export', '--workspace', id, '--format', 'log', '--out', out, '--data', data)
  expect(exported).toEqual({ out, entries: expect.any(Number) })
  expect(exported.entries).toBeGreaterThan(400)
  expect(existsSync(`${out}.unfinished`)).toBe(false)
  expect(statSync(join(out, 'entries.jsonl')).mode & 0o777).toBe(0o600)
  expect(await json('verify', out)).toMatchObject({ ok: true })

  const again = await daybook('export', '--workspace', id, '--format', 'log', '--out', out, '--data', data)
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('is there already')])

  const rotated = await json('keys', 'rotate', '--signing', '--workspace', id, '--data', data)
  expect(rotated.key).toMatch(/^daybook-[0-9a-z]{11}\/w\/[0-9a-z]{11}\/0\+[0-9a-f]{8}\+/)
  const second = join(folder, 'second')
  await json('export', '--workspace', id, '--format', 'log', '--out', second, '--data', data)
  expect(await json('verify', second)).toMatchObject({ ok: true })
  expect(readFileSync(join(second, 'checkpoint'), 'utf8').match(/^— /gm)).toHaveLength(2)
  // The first export’s policy knows one of the two keys that signed: that is enough.
  const policy = join(out, 'trust-policy')
  expect(await json('verify', second, '--policy', policy)).toMatchObject({ ok: true })

  const whole = await daybook('log', 'continue', '--workspace', id, '--data', data)
  expect([whole.code, whole.stderr]).toEqual([1, expect.stringContaining('there is nothing to continue')])

  const entries = readFileSync(join(out, 'entries.jsonl'))
  entries[entries.indexOf('"seq":77,') + 40]! ^= 1
  writeFileSync(join(out, 'entries.jsonl'), entries)
  expect(await json('verify', out)).toMatchObject({ ok: false, problem: { seq: 77 } })
}, 60_000)

test('a list is exported as CSV, JSON Lines and PDF, with filters, to a file and to standard output', async () => {
  const { id } = await json(
    'workspace',
    'create',
    '--name',
    'Lists',
    '--time-zone',
    'Europe/Lisbon',
    '--data',
    data,
  )
  const drafts = join(folder, 'lists.jsonl')
  writeFileSync(
    drafts,
    Array.from({ length: 30 }, (_, i) =>
      JSON.stringify({
        action: i % 3 === 0 ? 'booking.cancelled' : 'booking.booked',
        client: { id: `c${i % 2}`, name: `Client ${i % 2}` },
        object: { type: 'booking', id: `b${i}` },
        occurredAt: `2026-07-${String(i + 1).padStart(2, '0')}T10:00:00Z`,
      }),
    ).join('\n'),
  )
  await json('import', drafts, '--workspace', id, '--data', data)
  const base = ['export', '--workspace', id, '--data', data]
  const file = join(folder, 'cancelled.csv')
  const made = await json(
    ...base,
    '--format',
    'csv',
    '--out',
    file,
    '--action',
    'booking.cancelled',
    '--order',
    'asc',
  )
  expect(made).toEqual({ out: file, entries: 10 })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const lines = readFileSync(file, 'utf8').trim().split('\r\n')
  expect(lines).toHaveLength(11)
  expect(lines[0]).toContain('Time (Europe/Lisbon)')
  expect(lines[1]).toContain('2026-07-01T11:00:00+01:00')
  expect(existsSync(`${file}.unfinished`)).toBe(false)
  expect((await daybook(...base, '--format', 'csv', '--out', file)).stderr).toContain('is there already')

  const streamed = await daybook(
    ...base,
    '--format',
    'jsonl',
    '--client',
    'c1',
    '--action',
    'booking.booked',
    '--action',
    'booking.cancelled',
  )
  const entries = streamed.stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  expect(entries).toHaveLength(15)
  expect(entries[0]).toMatchObject({ clients: [{ hostId: 'c1' }] })

  const pdf = join(folder, 'lists.pdf')
  await json(...base, '--format', 'pdf', '--out', pdf, '--from', '2026-07-01', '--to', '2026-07-31')
  expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-')

  const told = await daybook(...base, '--format', 'jsonl', '--type', 'export', '--order', 'asc')
  const actions = told.stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line).action)
  expect(actions.slice(0, 6)).toEqual(Array(3).fill(['export.requested', 'export.completed']).flat())
}, 60_000)

test('what cannot be understood is said in one line', async () => {
  for (const [args, message] of [
    [['export', '--workspace', 'x'], '--format is missing.'],
    [
      ['export', '--workspace', 'x', '--format', 'doc', '--out', 'o'],
      '--format knows no "doc": it takes csv, jsonl, pdf, log.',
    ],
    [['export', '--workspace', 'x', '--format', 'log'], '--out is missing.'],
    [
      ['export', '--workspace', 'x', '--format', 'log', '--out', 'o', '--q', 'flu'],
      '--q does not go with --format log, which is whole.',
    ],
    [['export', '--workspace', 'x', '--format', 'csv', '--order', 'up'], '--order takes asc or desc.'],
    [
      ['export', '--workspace', 'x', '--format', 'csv', '--outcome', 'fine'],
      '--outcome must be one of: success, failure, denied.',
    ],
    [['log', 'continue'], '--workspace is missing.'],
    [['log', 'continue', '--workspace', 'x'], '"x" is not the id of a workspace.'],
  ] as const)
    expect(await daybook(...args)).toEqual({
      code: 2,
      stdout: '',
      stderr: `daybook: ${message} See daybook --help.\n`,
    })
})
