import type { LogStatus } from '@daybook/protocol'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { logProblem } from '../check/log-problem.ts'
import { ALL_JOBS } from '../jobs/all-jobs.ts'
import { JobRunner } from '../jobs/job-runner.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

const HOUR = 3_600_000
let now = Date.now()
let door: TestDoor
let workspace: TestWorkspace
let jobs: JobRunner
const failures: unknown[] = []

beforeAll(async () => {
  door = await openTestDoor({ now: () => now })
  workspace = await door.openWorkspace()
  const checks = ALL_JOBS.filter(job => job.name.startsWith('check-log'))
  jobs = new JobRunner(door.daybook, checks, { report: error => failures.push(error) })
  for (let n = 0; n < 20; n++)
    await workspace.append({
      action: 'booking.booked',
      client: { id: `c${n % 3}` },
      object: { type: 'booking', id: `b${n}` },
    })
})
afterAll(() => door.close())

const status = async (): Promise<LogStatus> => (await workspace.call('GET', '/v1/log/status')).body
const problems = async () => (await workspace.read('/v1/entries?action=log.problem_found')).entries

async function admin(sql: string): Promise<void> {
  const client = new Client({ connectionString: door.database!.adminUrl })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

test('a log that was never checked says so, and after a while that the check is overdue', async () => {
  expect(await status()).toMatchObject({ state: 'unchecked', size: 22 })
  now += 2 * HOUR + 1
  expect((await status()).state).toBe('overdue')
})

test('the job checks it, and the status says until where and when it is whole', async () => {
  await jobs.runDue()
  expect(failures).toEqual([])
  const { state, size, root, checked, problem, running } = await status()
  expect({ state, problem, running }).toEqual({ state: 'ok', problem: undefined, running: undefined })
  expect(checked).toMatchObject({ at: new Date(now).toISOString(), size: 22, root, erasedClients: 0 })
  expect(size).toBe(22)
})

test('it is not checked again before its period is over, unless somebody asks', async () => {
  await workspace.append({
    action: 'booking.booked',
    client: { id: 'c1' },
    object: { type: 'booking', id: 'b99' },
  })
  now += 600_000
  await jobs.runDue()
  expect((await status()).checked?.size).toBe(22)
  const asked = await workspace.call('POST', '/v1/log/check')
  expect(asked.status).toBe(202)
  await jobs.runDue()
  expect((await status()).checked?.size).toBe(23)
  await workspace.append({
    action: 'booking.booked',
    client: { id: 'c1' },
    object: { type: 'booking', id: 'b98' },
  })
  now += HOUR
  await jobs.runDue()
  expect((await status()).checked?.size).toBe(24)
})

test('a problem turns the status, is an entry once, and is known to whoever is to sign', async () => {
  await admin(
    `update daybook.entries set occurred_at = occurred_at + 1 where workspace_id = ${workspace.workspaceId} and seq = 9`,
  )
  for (let i = 0; i < 3; i++) {
    now += HOUR
    await jobs.runDue()
  }
  const told = await problems()
  expect(told).toHaveLength(1)
  expect(told[0]).toMatchObject({
    actor: { type: 'system' },
    data: { seq: 9, problem: 'its column occurred_at does not say what its record says' },
    sentence: 'Verification found a problem at entry 9',
  })
  const { state, problem } = await status()
  expect(state).toBe('problem')
  expect(problem).toMatchObject({
    seq: 9,
    message: 'its column occurred_at does not say what its record says',
    toldBy: told[0]!.id,
    foundAt: new Date(now - 2 * HOUR).toISOString(),
  })
  expect((await workspace.call('GET', `/v1/entries/${problem!.entry}`)).body.seq).toBe(9)
  expect(await logProblem(door.daybook, workspace.workspaceId)).toMatchObject({ seq: 9 })
})

test('while something is wrong nothing more is signed, and whoever asks is told why', async () => {
  await workspace.append({
    action: 'booking.booked',
    client: { id: 'c1' },
    object: { type: 'booking', id: 'b97' },
  })
  now += HOUR
  for (const path of [
    '/v1/log/checkpoint',
    `/v1/entries/${(await workspace.read('/v1/entries?limit=1')).entries[0]!.id}/proof`,
  ]) {
    const { status: code, body } = await workspace.call('GET', path)
    expect({ code, body }).toMatchObject({
      code: 409,
      body: { code: 'log_damaged', detail: expect.stringContaining('entry 9: its column occurred_at') },
    })
  }
})

test('another process reads the same status', async () => {
  const other = await openTestDoor({ now: () => now, beside: door })
  const answer = await other.app.request('/v1/log/status', {
    headers: { authorization: `Bearer ${workspace.key}` },
  })
  expect(await answer.json()).toMatchObject({ state: 'problem', problem: { seq: 9 } })
  await other.close()
})

test('once the row is put back, the next check finds the log whole and the problem is over', async () => {
  await admin(
    `update daybook.entries set occurred_at = occurred_at - 1 where workspace_id = ${workspace.workspaceId} and seq = 9`,
  )
  now += HOUR
  await jobs.runDue()
  expect(await status()).toMatchObject({ state: 'ok', size: 26 })
  expect((await status()).problem).toBeUndefined()
  expect(await logProblem(door.daybook, workspace.workspaceId)).toBeUndefined()
  expect(await problems()).toHaveLength(1)
  expect((await workspace.call('GET', '/v1/log/checkpoint')).status).toBe(200)
})

test('a problem that keeps entries from being written is told in the status all the same', async () => {
  const broken = await door.openWorkspace()
  await admin(`update daybook.log_heads set frontier = '' where workspace_id = ${broken.workspaceId}`)
  now += HOUR
  await jobs.runDue()
  expect((await broken.call('GET', '/v1/log/status')).body).toMatchObject({
    state: 'problem',
    problem: { seq: 1 },
  })
})

test('a check under way shows how far it is; one that was cut off does not keep the next from running', async () => {
  const { workspaceId } = workspace
  const set = (beat: number) =>
    admin(
      `update daybook.log_checks set run = 7, started_at = ${now - 5000}, beat_at = ${beat}, phase = 'clients', done = 3, total = 12
       where workspace_id = ${workspaceId}`,
    )
  await set(now - 1000)
  expect(await status()).toMatchObject({
    state: 'running',
    running: { phase: 'clients', done: 3, total: 12, since: new Date(now - 5000).toISOString() },
  })
  const before = (await status()).checked?.at
  await workspace.call('POST', '/v1/log/check')
  await jobs.runDue()
  expect((await status()).checked?.at).toBe(before)
  now += 61_000
  await workspace.call('POST', '/v1/log/check')
  await jobs.runDue()
  expect(await status()).toMatchObject({ state: 'ok', checked: { at: new Date(now).toISOString() } })
})

test('the status needs the right to read', async () => {
  const other = await workspace.withKey(['append'])
  for (const [method, path] of [
    ['GET', '/v1/log/status'],
    ['POST', '/v1/log/check'],
  ] as const)
    expect(await other.call(method, path)).toMatchObject({ status: 403, body: { code: 'scope_missing' } })
})
