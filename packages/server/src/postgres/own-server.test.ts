import { spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { endAll, newDataFolder, startServe } from '../serve-process.ts'
import { urlOfDatabase, urlsOfOneUser } from '../store/database-url.ts'
import { migrate, readMigrations } from '../store/migrate.ts'
import { checkServerVersion, openOwnServer } from './own-server.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { postgresUser } from './system-user.ts'

describe('checkServerVersion', () => {
  test('takes 15 and later', () => {
    expect(() => checkServerVersion(150_018, 'here')).not.toThrow()
    expect(() => checkServerVersion(190_000, 'here')).not.toThrow()
  })

  test('refuses what is older, in one line', () => {
    expect(() => checkServerVersion(140_011, 'postgres://me@db/daybook')).toThrow(
      'The PostgreSQL at postgres://me@db/daybook is version 14.11; Daybook needs 15 or later.',
    )
  })
})

const DEBIAN = '/usr/lib/postgresql/15/bin'

describe.skipIf(!existsSync(DEBIAN))("on Debian's PostgreSQL 15 (skipped where it is not installed)", () => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-debian-'))
  const cluster = join(folder, 'data')
  const url = `postgres://admin@localhost:5432/postgres?host=${encodeURIComponent(folder)}&ssl=0`
  let server: ReturnType<typeof spawn>

  beforeAll(async () => {
    const user = postgresUser()
    if (user !== undefined) chownSync(folder, user.uid, user.gid)
    const as = { uid: user?.uid, gid: user?.gid, cwd: folder, env: {}, stdio: 'ignore' } as const
    spawnSync(
      join(DEBIAN, 'initdb'),
      ['-D', cluster, '-U', 'admin', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
      as,
    )
    server = spawn(
      join(DEBIAN, 'postgres'),
      ['-D', cluster, '-k', folder, '-c', 'listen_addresses=', '-F'],
      as,
    )
    while (!readPostmasterFile(cluster)?.ready) await sleep(10)
    await sql(url, 'create role owner login createrole')
    await sql(url, 'create role guest login')
  })
  afterEach(endAll)
  afterAll(async () => {
    const ended = new Promise(resolve => server.once('exit', resolve))
    server.kill('SIGINT')
    await ended
    rmSync(folder, { recursive: true, force: true })
  })

  async function sql(where: string, text: string): Promise<unknown[]> {
    const client = new Client({ connectionString: where })
    await client.connect()
    try {
      return (await client.query(text)).rows
    } finally {
      await client.end()
    }
  }

  async function database(name: string, owner: string): Promise<string> {
    await sql(url, `create database ${name} owner ${owner}`)
    return urlOfDatabase(url, name).replace('admin@', `${owner}@`)
  }

  test('two servers that start together on an empty database both answer', async () => {
    const databaseUrl = await database('together', 'owner')
    const servers = [
      startServe(newDataFolder(), { databaseUrl }),
      startServe(newDataFolder(), { databaseUrl }),
    ]
    for (const each of servers) {
      const response = await fetch(`${await each.address}/database`)
      expect(await response.json()).toMatchObject({ who: 'daybook_app' })
    }
    const ran = await sql(urlsOfOneUser(databaseUrl).owner, 'select name from migrations order by name')
    expect(ran).toEqual(readMigrations().map(({ name }) => ({ name })))
    for (const each of servers) {
      each.kill('SIGTERM')
      expect(await each.ended).toEqual({ code: 0, stderr: '' })
    }
  })

  test('an administrator may be the user', async () => {
    const urls = await openOwnServer(await database('admins', 'admin'))
    await migrate(urls.owner)
    expect(await sql(urls.app, 'select current_user as who')).toEqual([{ who: 'daybook_app' }])
  })

  test('a user who may not make roles is told what an administrator runs, and that is enough', async () => {
    for (const role of ['daybook_app', 'daybook_jobs', 'daybook_auth', 'daybook_owner']) {
      await sql(url, `drop database if exists together with (force)`)
      await sql(url, `drop database if exists admins with (force)`)
      await sql(url, `drop role if exists ${role}`)
    }
    const databaseUrl = await database('guests', 'admin')
    const guest = databaseUrl.replace('admin@', 'guest@')
    const refusal = await openOwnServer(guest).then(
      () => '',
      (error: Error) => error.message,
    )
    expect(refusal).toContain(
      'The user of DATABASE_URL may not set Daybook up: permission denied to create role',
    )
    expect(refusal).not.toContain('\n')
    await sql(databaseUrl, refusal.split('run once: ')[1]!)
    const urls = await openOwnServer(guest)
    await migrate(urls.owner)
    expect(await sql(urls.app, 'select current_user as who')).toEqual([{ who: 'daybook_app' }])
  })
})
