import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { readPostmasterFile } from './postgres/postmaster-file.ts'
import { runsOn } from './postgres/leftover.ts'
import { clusterOf, endAll, newDataFolder, startServe } from './serve-process.ts'
import { readServerFile } from './server-file.ts'

afterEach(endAll)

const isRoot = process.getuid?.() === 0
const NOBODY = { uid: 65_534, gid: 65_534 }

async function sql<T>(dataDir: string, text: string): Promise<T[]> {
  const client = new Client({ connectionString: readServerFile(dataDir)!.database!.owner })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

async function failedStart(...args: Parameters<typeof startServe>): Promise<string> {
  const { code, stderr } = await startServe(...args).ended
  expect(code).toBe(1)
  expect(stderr.trimEnd().split('\n'), 'one line').toHaveLength(1)
  return stderr
}

async function stopped(server: ReturnType<typeof startServe>): Promise<void> {
  server.kill('SIGTERM')
  expect(await server.ended).toEqual({ code: 0, stderr: '' })
}

describe('serve', () => {
  test('makes the database at the first start and finds it again at the next', async () => {
    const data = newDataFolder()
    const first = startServe(data)
    expect(await (await fetch(`${await first.address}/database`)).json()).toMatchObject({
      who: 'daybook_app',
    })
    await sql(data, 'create table daybook.kept (n int); insert into daybook.kept values (7)')
    expect(statSync(data).mode & 0o707).toBe(0o700)
    for (const name of ['server.json', 'postgres.json', 'lock'])
      expect(statSync(join(data, name)).mode & 0o777).toBe(0o600)
    const cluster = clusterOf(data)
    const { pid } = readPostmasterFile(cluster)!
    await stopped(first)
    expect(runsOn(pid, cluster)).toBe(false)
    expect(existsSync(join(data, 'server.json'))).toBe(false)

    const second = startServe(data)
    await second.address
    expect(await sql(data, 'select n from daybook.kept')).toEqual([{ n: 7 }])
    expect(await sql(data, 'show fsync')).toEqual([{ fsync: 'on' }])
    expect(await sql(data, 'show data_checksums')).toEqual([{ data_checksums: 'on' }])
    await stopped(second)
  })

  test('refuses a data folder that another server uses, and leaves that one alone', async () => {
    const data = newDataFolder()
    const first = startServe(data)
    const address = await first.address
    expect(await failedStart(data)).toBe(
      `The data folder ${data} is in use by daybook serve (process ${first.pid}) at ${address}. ` +
        'Stop that first, or give another folder with --data.\n',
    )
    expect((await fetch(`${address}/database`)).status).toBe(200)
  })

  test('starts again after it was killed, on what was committed', async () => {
    const data = newDataFolder()
    const first = startServe(data)
    await first.address
    await sql(data, 'create table daybook.kept (n int); insert into daybook.kept values (7)')
    const left = readPostmasterFile(clusterOf(data))!.pid
    first.kill('SIGKILL')
    await first.ended
    expect(runsOn(left, clusterOf(data)), 'PostgreSQL outlives us').toBe(true)

    const second = startServe(data)
    await second.address
    expect(runsOn(left, clusterOf(data))).toBe(false)
    expect(await sql(data, 'select n from daybook.kept')).toEqual([{ n: 7 }])
    await stopped(second)
  })

  test('brings PostgreSQL back when that was killed, and answers 503 meanwhile', async () => {
    const data = newDataFolder()
    const server = startServe(data)
    const address = await server.address
    await fetch(`${address}/database`)
    const { pid } = readPostmasterFile(clusterOf(data))!
    process.kill(pid, 'SIGKILL')
    const statuses = new Set<number>()
    while (readPostmasterFile(clusterOf(data))?.pid === pid || !statuses.has(200)) {
      expect((await fetch(`${address}/healthz`)).status).toBe(200)
      const response = await fetch(`${address}/database`)
      if (runsOn(pid, clusterOf(data))) continue
      statuses.add(response.status)
      if (response.status === 503) {
        expect(response.headers.get('retry-after')).toBe('1')
        expect(await response.json()).toMatchObject({ status: 503, code: 'database_unavailable' })
      }
      await sleep(5)
    }
    expect(statuses).toContain(503)
    server.kill('SIGTERM')
    expect((await server.ended).code).toBe(0)
  })

  test('finishes the requests under way when it is told to stop, and ends streams', async () => {
    const server = startServe(newDataFolder())
    const address = await server.address
    const stream = await fetch(`${address}/stream`)
    const slow = fetch(`${address}/slow?ms=700`)
    await sleep(200)
    server.kill('SIGTERM')
    // npm and the terminal both pass on one Ctrl-C.
    server.kill('SIGINT')
    await sleep(100)
    await expect(fetch(`${address}/healthz`)).rejects.toThrow()
    expect(await (await slow).text()).toBe('done')
    expect(await stream.text()).toContain('data: last')
    expect(await server.ended).toEqual({ code: 0, stderr: '' })
  })

  test('ends also when something in it never does', { timeout: 60_000 }, async () => {
    const data = newDataFolder()
    const server = startServe(data)
    const cluster = clusterOf((await server.address) && data)
    const { pid } = readPostmasterFile(cluster)!
    await fetch(`${await server.address}/never-close`)
    await stopped(server)
    expect(runsOn(pid, cluster)).toBe(false)
    const second = startServe(data)
    expect((await fetch(`${await second.address}/database`)).status).toBe(200)
    await stopped(second)
  })

  test('stops when npm ended the shell between them', async () => {
    const data = newDataFolder()
    const shell = startServe(data, { throughNpm: true })
    await shell.address
    const cluster = clusterOf(data)
    const { pid } = readPostmasterFile(cluster)!
    shell.kill('SIGKILL')
    // The streams close only when the server has ended as well.
    await shell.ended
    expect(runsOn(pid, cluster)).toBe(false)
    expect(existsSync(join(data, 'server.json'))).toBe(false)
  })

  test('stops when it is told so before it is ready', async () => {
    const data = newDataFolder()
    const server = startServe(data)
    while (!existsSync(join(data, 'postgres.json'))) await sleep(5)
    server.kill('SIGTERM')
    expect(await server.ended).toEqual({ code: 0, stderr: '' })
    expect(existsSync(join(data, 'server.json'))).toBe(false)
    await startServe(data).address
  })
})

describe('a start that cannot be', () => {
  test('names the port that is in use, and leaves no folder behind', async () => {
    const other = createServer()
    const { promise, resolve } = Promise.withResolvers<void>()
    other.listen(0, '127.0.0.1', resolve)
    await promise
    const { port } = other.address() as { port: number }
    try {
      const data = newDataFolder()
      expect(await failedStart(join(data, 'deeper'), { port })).toBe(
        `Port ${port} on 127.0.0.1 is in use by another program. Stop it, or give another port with --port.\n`,
      )
      expect(existsSync(data)).toBe(false)
    } finally {
      other.close()
    }
  })

  test('names the folder that it may not write', async context => {
    const data = newDataFolder()
    const user = isRoot ? NOBODY : undefined
    mkdirSync(data, { mode: 0o755 })
    if (!isRoot) chmodSync(data, 0o555)
    if (isRoot && !reachableByOthers(import.meta.dirname))
      context.skip('another user cannot reach this clone')
    expect(await failedStart(data, { user })).toMatch(`Cannot write in the data folder ${data}: EACCES`)
    expect(await failedStart(join(data, 'inside'), { user })).toMatch(
      `Cannot make the data folder ${data}/inside: EACCES`,
    )
    expect(readdirSync(data)).toEqual([])
  })

  test('says that DATABASE_URL cannot be reached, without its password', async () => {
    const data = newDataFolder()
    const line = await failedStart(data, { databaseUrl: 'postgres://me:hidden@127.0.0.1:1/daybook' })
    expect(line).toContain(
      'Cannot reach the PostgreSQL of DATABASE_URL (postgres://me@127.0.0.1:1/daybook): ',
    )
    expect(line).not.toContain('hidden')
    expect(existsSync(data)).toBe(false)
  })

  test('says which version of PostgreSQL made the data', async () => {
    const data = newDataFolder()
    const server = startServe(data)
    await server.address
    await stopped(server)
    const versionFile = join(clusterOf(data), 'PG_VERSION')
    writeFileSync(versionFile, '17\n')
    expect(await failedStart(data)).toContain('was made by PostgreSQL 17; this Daybook carries PostgreSQL 18')
    writeFileSync(versionFile, '18\n')
    await startServe(data).address
  })

  test('makes no new database in place of one that was lost', async () => {
    const data = newDataFolder()
    const server = startServe(data)
    await server.address
    await stopped(server)
    rmSync(clusterOf(data), { recursive: true })
    expect(await failedStart(data)).toContain('is gone or not whole')
  })
})

describe.runIf(isRoot)('as root, under a folder that is closed to others', () => {
  test('keeps the database where its user can reach it, and finds it again', async () => {
    const data = newDataFolder(0o700)
    const server = startServe(data)
    await server.address
    await sql(data, 'create table daybook.kept (n int)')
    expect(dirname(dirname(clusterOf(data)))).not.toBe(data)
    expect(statSync(clusterOf(data)).uid).not.toBe(0)
    expect(statSync(clusterOf(data)).mode & 0o777).toBe(0o700)
    await stopped(server)
    const again = startServe(data)
    await again.address
    expect(await sql(data, 'select * from daybook.kept')).toEqual([])
    await stopped(again)
  })

  test('refuses a copy of the data folder, and follows a moved one', async () => {
    const data = newDataFolder(0o700)
    const server = startServe(data)
    await server.address
    await stopped(server)
    const copy = join(dirname(data), 'copy')
    cpSync(data, copy, { recursive: true })
    expect(await failedStart(copy)).toContain(`${copy} is a copy of ${data}`)
    renameSync(data, `${data}.away`)
    const moved = startServe(copy)
    await moved.address
    await stopped(moved)
    renameSync(copy, data)
  })
})

function reachableByOthers(folder: string): boolean {
  for (let path = folder; path !== '/'; path = dirname(path))
    if ((statSync(path).mode & 0o001) === 0) return false
  return true
}
