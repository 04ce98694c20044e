import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../server/src/postgres/test-postgres.ts'
import { createCheckProgress } from './check-progress.ts'

const program = fileURLToPath(new URL('../bin/daybook.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'daybook-check-'))
let database: TestDatabase
let workspace: string

beforeAll(async () => {
  database = await freshDatabase()
  const made = await daybook('workspace', 'create', '--name', 'A', '--time-zone', 'Europe/Lisbon', '--json')
  workspace = (JSON.parse(made.stdout) as { id: string }).id
})
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

async function daybook(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const env = { DATABASE_URL: database.adminUrl, DAYBOOK_KEYS: join(folder, 'keys') }
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const [stdout, stderr, code] = await Promise.all([
    child.stdout.toArray(),
    child.stderr.toArray(),
    new Promise<number | null>(resolve => child.once('close', resolve)),
  ])
  return { code, stdout: stdout.join(''), stderr: stderr.join('') }
}

async function sql(text: string): Promise<void> {
  const client = new Client({ connectionString: database.adminUrl })
  await client.connect()
  await client.query(text)
  await client.end()
}

test('says that a log is whole, with exit code 0', async () => {
  expect(await daybook('check-log', '--workspace', workspace)).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^The log is whole: 1 entries, root [A-Za-z0-9+/]{43}=\.\n$/),
    stderr: '',
  })
  const { code, stdout } = await daybook('check-log', '--workspace', workspace, '--json')
  expect({ code, checked: JSON.parse(stdout) }).toEqual({
    code: 0,
    checked: { ok: true, size: 1, root: expect.any(String), erasedClients: 0, count: 0, problems: [] },
  })
})

test('names the first entry that is wrong, and what is wrong with it, with exit code 1', async () => {
  await sql('update daybook.entries set occurred_at = occurred_at + 1 where seq = 1')
  const { code, stdout } = await daybook('check-log', '--workspace', workspace)
  expect({ code, stdout }).toEqual({
    code: 1,
    stdout: expect.stringContaining(
      'The log is not whole. The first problem is entry 1: its column occurred_at does not say what its record says.\n',
    ),
  })
  const json = await daybook('check-log', '--workspace', workspace, '--json')
  expect(json.code).toBe(1)
  expect(JSON.parse(json.stdout)).toMatchObject({
    ok: false,
    problems: [{ seq: 1, what: 'its column occurred_at does not say what its record says' }],
  })
})

test('tells in one line what is wrong with the command', async () => {
  expect(await daybook('check-log', '--workspace', 'x')).toMatchObject({
    code: 2,
    stderr: 'daybook: "x" is not the id of a workspace. See daybook --help.\n',
  })
  expect(await daybook('check-log', '--workspace', 'ws_00000000001')).toMatchObject({
    code: 1,
    stderr: 'daybook: There is no such workspace.\n',
  })
})

test('progress is a line that is drawn over itself on a terminal, else a line every five seconds', () => {
  let now = 0
  const written: string[] = []
  const write = (text: string): number => written.push(text)
  const terminal = createCheckProgress({ write, isTTY: true }, () => now)
  terminal.update('entries', 0, 2000)
  now = 1000
  terminal.update('entries', 500, 2000)
  terminal.end()
  expect(written).toEqual([
    '\r\x1b[Kentries: 0 % · 0 of 2,000 · 0/s',
    '\r\x1b[Kentries: 25 % · 500 of 2,000 · 500/s',
    '\n',
  ])
  written.length = 0
  const file = createCheckProgress({ write }, () => now)
  file.update('clients', 0, 10)
  now += 5000
  file.update('clients', 5, 10)
  file.end()
  expect(written).toEqual(['clients: 50 % · 5 of 10 · 1/s\n'])
})
