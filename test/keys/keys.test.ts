/** What docs/guide/keys.md tells an administrator to do, done with the commands that it names. */
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CrashServer } from '../crash/crash-server.ts'
import { run } from '../import/daybook-process.ts'

const root = mkdtempSync(join(tmpdir(), 'daybook-keys-guide-'))
// As root, PostgreSQL runs as another user, who must be able to pass.
chmodSync(root, 0o755)
const data = join(root, 'data')
const server = new CrashServer('only', data, {})
let workspace: string
let key: string

const copy = (from: string, to: string): void => {
  expect(spawnSync('cp', ['-a', from, to]).status).toBe(0)
}
const kekFiles = (of = data): string[] => readdirSync(join(of, 'keys', 'kek')).sort()

async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: any }> {
  const response = await fetch(`${server.address}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}

beforeAll(async () => {
  ;({ id: workspace } = await run<{ id: string }>(
    'workspace',
    'create',
    '--name',
    'Practice',
    '--time-zone',
    'UTC',
    '--data',
    data,
  ))
  ;({ key } = await run<{ key: string }>(
    'key',
    'create',
    '--workspace',
    workspace,
    '--scope',
    'admin',
    '--data',
    data,
  ))
  await server.launch()
  for (const name of ['clara', 'jonas']) {
    const draft = {
      action: 'booking.booked',
      client: { id: name, name: `Name of ${name}` },
      object: { type: 'booking', id: `b-${name}` },
      state: { notes: `note of ${name}` },
    }
    expect((await ask('POST', '/v1/entries', draft)).status).toBe(201)
  }
}, 180_000)
afterAll(async () => {
  await server.stop()
  rmSync(root, { recursive: true, force: true })
})

test('keys are backed up and rotated beside a running server', async () => {
  const outside = join(root, 'outside')
  const backedUp = await run<any>('keys', 'backup', '--to', outside, '--data', data)
  expect(backedUp.workspaces).toEqual([
    { id: workspace, kek: 1, keys: 6, path: join(outside, `${workspace}.1.jsonl`) },
  ])
  const rotated = await run<any>('keys', 'rotate', '--workspace', workspace, '--data', data)
  expect(rotated.workspaces).toEqual([
    {
      id: workspace,
      kek: 2,
      keys: 6,
      // The server's own job may have taken some of them.
      rewrapped: expect.toSatisfy((keys: number) => keys >= 0 && keys <= 6),
      path: join(data, 'keys', 'backup', `${workspace}.2.jsonl`),
    },
  ])
  expect(kekFiles()).toEqual([`${workspace}.2.json`])
  expect((await ask('GET', '/v1/clients/clara/timeline')).body.entries[0].clients[0].name).toBe(
    'Name of clara',
  )
  await expect(run('keys', 'rotate', '--workspace', 'ws_00000000000', '--data', data)).rejects.toThrow(
    'are not in the key folder',
  )
})

test('a backup from before an erasure is restored: the erased stay erased, the others are there', async () => {
  await server.stop()
  copy(data, join(root, 'monday'))
  await server.launch()
  const erased = await ask('POST', '/v1/clients/clara/erase', { mode: 'erase' })
  expect(erased.status).toBe(200)
  // A job changes the key-encryption key within seconds.
  await expect.poll(() => kekFiles(), { timeout: 30_000, interval: 100 }).toEqual([`${workspace}.3.json`])
  await expect
    .poll(async () => (await ask('GET', `/v1/clients/${erased.body.client}/erasure`)).body.horizonAt, {
      timeout: 30_000,
      interval: 100,
    })
    .toBeDefined()
  await server.stop()

  // The database of Monday, with the keys of today.
  renameSync(join(data, 'keys'), join(root, 'keys of today'))
  rmSync(data, { recursive: true })
  copy(join(root, 'monday'), data)
  rmSync(join(data, 'keys'), { recursive: true })
  copy(join(root, 'keys of today'), join(data, 'keys'))

  await server.launch()
  const before = await ask('GET', '/v1/clients/jonas/timeline')
  expect(before).toMatchObject({ status: 503, body: { code: 'keys_missing' } })
  expect(before.body.detail).toContain(`daybook keys restore --workspace ${workspace}`)
  await server.stop()
  const restored = await run<any>('keys', 'restore', '--data', data)
  expect(restored.workspaces).toMatchObject([{ id: workspace, keys: 3, dropped: 3 }])
  await server.launch()
  expect((await ask('GET', '/v1/clients/jonas/timeline')).body.entries[0].clients[0].name).toBe(
    'Name of jonas',
  )
  expect((await ask('GET', '/v1/clients/clara/timeline')).status).toBe(404)
  const { entries } = (await ask('GET', '/v1/entries?limit=200')).body
  expect(JSON.stringify(entries)).not.toMatch(/of clara/)
  expect(entries.map((entry: any) => entry.action)).toContain('client.erased')
  expect(existsSync(join(data, 'keys', 'ledger', `${workspace}.jsonl`))).toBe(true)
}, 120_000)
