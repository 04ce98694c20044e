import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordOwn } from '../actions/record-own.ts'
import { openTestDoor, type TestDoor } from '../http/test-door.ts'
import { addJob } from '../store/jobs/add-job.ts'
import { inWorkspace } from '../store/transaction.ts'
import type { Job, JobRun } from './job.ts'
import { JobRunner } from './job-runner.ts'

let door: TestDoor
let beside: TestDoor
let now = Date.UTC(2026, 10, 22, 9)
const failures: unknown[] = []

beforeAll(async () => {
  door = await openTestDoor({ now: () => now })
  beside = await openTestDoor({ now: () => now, beside: door })
})
afterAll(async () => {
  await beside.close()
  await door.close()
})

const runner = (jobs: readonly Job[], on = door): JobRunner =>
  new JobRunner(on.daybook, jobs, { report: error => failures.push(error) })

const asked = (name: string, run: (run: JobRun) => Promise<void> | void, more: Partial<Job> = {}): Job => ({
  name,
  scope: 'workspace',
  run: async (_, about) => run(about),
  ...more,
})

function ask(job: string, workspaceId: number, item = 0, dueAt = now): Promise<void> {
  return inWorkspace(door.daybook.pools.app, workspaceId, run =>
    addJob(run, { job, workspaceId, item, dueAt }),
  )
}

async function admin(sql: string, values: unknown[] = []): Promise<any[]> {
  const client = new Client({ connectionString: door.database!.adminUrl })
  await client.connect()
  try {
    return (await client.query(sql, values)).rows
  } finally {
    await client.end()
  }
}

const rowsOf = (job: string): Promise<any[]> => admin('select * from daybook_jobs.jobs where job = $1', [job])

test('a periodic job runs in every workspace, and again once its period is over', async () => {
  const one = await door.openWorkspace()
  const two = await door.openWorkspace()
  const ran: number[] = []
  const jobs = runner([asked('tidy', run => void ran.push(run.workspaceId), { every: 60_000 })])
  await jobs.runDue()
  expect(ran.toSorted()).toEqual([one.workspaceId, two.workspaceId].toSorted())
  now += 59_999
  await jobs.runDue()
  expect(ran).toHaveLength(2)
  now += 1
  await jobs.runDue()
  expect(ran).toHaveLength(4)
})

test('a job of the whole installation runs once on two servers', async () => {
  const ran: number[] = []
  const job = asked('sweep', run => void ran.push(run.workspaceId), { every: 60_000, scope: 'installation' })
  await Promise.all([runner([job]).runDue(), runner([job], beside).runDue()])
  expect(ran).toEqual([0])
})

test('what was asked for many times runs once on two servers, and is forgotten then', async () => {
  const { workspaceId } = await door.openWorkspace()
  const ran: number[] = []
  const job = asked('file', async run => {
    ran.push(run.item)
    await new Promise(resolve => setTimeout(resolve, 5))
  })
  for (let item = 1; item <= 20; item++) {
    await ask('file', workspaceId, item)
    await ask('file', workspaceId, item)
  }
  await Promise.all([runner([job]).runDue(), runner([job], beside).runDue()])
  expect(ran.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
  expect(await rowsOf('file')).toEqual([])
})

test('a job that fails is told of and tried again later, less and less often', async () => {
  const { workspaceId } = await door.openWorkspace()
  let tries = 0
  const jobs = runner([
    asked('frail', run => {
      expect(run.attempt).toBe(++tries)
      if (tries < 3) throw new Error(`try ${tries}`)
    }),
  ])
  await ask('frail', workspaceId)
  failures.length = 0
  await jobs.runDue()
  expect([tries, failures]).toEqual([1, [new Error('try 1')]])
  now += 5000
  await jobs.runDue()
  now += 9999
  await jobs.runDue()
  expect(tries).toBe(2)
  now += 1
  await jobs.runDue()
  expect(tries).toBe(3)
  expect(await rowsOf('frail')).toEqual([])
})

test('nothing of an error is kept in the table of jobs', async () => {
  const { workspaceId } = await door.openWorkspace()
  await ask('leaky', workspaceId)
  await runner([
    asked('leaky', () => {
      throw new Error('Clara Vogel')
    }),
  ]).runDue()
  expect(JSON.stringify(await rowsOf('leaky'))).not.toContain('Clara')
})

test('after its last try a job is given up and tells so', async () => {
  const { workspaceId } = await door.openWorkspace()
  const givenUp: number[] = []
  await ask('hopeless', workspaceId, 7)
  await admin("update daybook_jobs.jobs set attempts = 29 where job = 'hopeless'")
  await runner([
    asked(
      'hopeless',
      () => {
        throw new Error('no')
      },
      { givenUp: async (_, run) => void givenUp.push(run.item) },
    ),
  ]).runDue()
  expect(givenUp).toEqual([7])
  expect(await rowsOf('hopeless')).toEqual([])
})

test('a job is asked for exactly when the entry that tells of it is written', async () => {
  const { workspaceId } = await door.openWorkspace()
  const workspace = await door.daybook.workspaces.get(workspaceId)
  const system = { workspaceId, kind: 'daybook', actor: { type: 'system' }, scopes: ['admin'] } as const
  const record = (fail: boolean): Promise<unknown> =>
    recordOwn(door.daybook, system, workspace, { action: 'export.requested' }, async run => {
      await addJob(run, { job: 'told', workspaceId, item: 3, dueAt: now })
      if (fail) throw new Error('the act failed')
    })
  await expect(record(true)).rejects.toThrow('the act failed')
  expect(await rowsOf('told')).toEqual([])
  await record(false)
  expect(await rowsOf('told')).toHaveLength(1)
})

test('a job that is asked for while it runs is run again', async () => {
  const { workspaceId } = await door.openWorkspace()
  let ran = 0
  await ask('busy', workspaceId)
  await runner([
    asked('busy', async () => {
      if (++ran === 1) await ask('busy', workspaceId)
    }),
  ]).runDue()
  expect(ran).toBe(2)
})

test('a job whose server was killed is taken over once its lease is over', async () => {
  const { workspaceId } = await door.openWorkspace()
  let ran = 0
  const jobs = runner([asked('orphan', () => void ran++)])
  await ask('orphan', workspaceId)
  await admin(
    `update daybook_jobs.jobs set server = 1, attempts = 1, leased_until = clock_timestamp() + interval '1 min' where job = 'orphan'`,
  )
  await jobs.runDue()
  expect(ran).toBe(0)
  await admin(`update daybook_jobs.jobs set leased_until = clock_timestamp() where job = 'orphan'`)
  await jobs.runDue()
  expect(ran).toBe(1)
})

test('a stop waits for what runs; what gives up then is due again, its try not counted', async () => {
  const { workspaceId } = await door.openWorkspace()
  const jobs = runner([
    asked('patient', run => {
      const { promise, reject } = Promise.withResolvers<void>()
      run.signal.addEventListener('abort', () => reject(new Error('cut off')))
      return promise
    }),
  ])
  await ask('patient', workspaceId)
  failures.length = 0
  const running = jobs.runDue()
  while ((await rowsOf('patient'))[0].server === null) await new Promise(resolve => setTimeout(resolve, 5))
  await jobs.stop()
  await running
  expect(failures).toEqual([])
  expect((await rowsOf('patient'))[0]).toMatchObject({ attempts: 0, server: null, leased_until: null })
})

test('a long job leaves a place for the others, and never runs beside another long one', async () => {
  const { workspaceId } = await door.openWorkspace()
  const other = await door.openWorkspace()
  let under = 0
  let most = 0
  const quick = Promise.withResolvers<void>()
  const long = asked(
    'long',
    async () => {
      most = Math.max(most, ++under)
      await quick.promise
      under--
    },
    { long: true },
  )
  for (const id of [workspaceId, other.workspaceId]) await ask('long', id)
  await ask('short', workspaceId)
  await runner([long, asked('short', () => quick.resolve())]).runDue()
  expect(most).toBe(1)
})

test('the app role may ask for a job and see none', async () => {
  const { workspaceId } = await door.openWorkspace()
  for (const sql of [
    'select * from daybook_jobs.jobs',
    'update daybook_jobs.jobs set due_at = 0',
    'delete from daybook_jobs.jobs',
  ])
    await expect(
      inWorkspace(door.daybook.pools.app, workspaceId, run => run({ name: sql, text: sql }, [])),
    ).rejects.toMatchObject({ code: '42501' })
})
