/**
 * The process that owns the test server, so that it ends with the test run however that ends: it stops when its
 * standard input closes. Prints one line of JSON: where the server is, or why there is none.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { readConfig } from '../config.ts'
import { loginUrl, urlOfDatabase, urlsOfOneUser } from '../store/database-url.ts'
import { prepareJobs } from '../store/jobs/prepare-jobs.ts'
import { migrate } from '../store/migrate.ts'
import type { DatabaseUrls } from '../store/pool.ts'
import { prepareEmbedded, prepareOwn, SETUP_ROLE } from '../store/roles.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { THROWAWAY_SETTINGS } from './settings.ts'
import type { TestServer } from './test-postgres.ts'

const prefix = `daybook_test_${randomBytes(4).toString('hex')}`
const ends: (() => Promise<unknown>)[] = []

// Only the closed input ends this process: it must outlive the signal that interrupts the run.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
process.stdin.resume().on('end', end).on('error', end)

try {
  console.log(JSON.stringify(await start(readConfig().databaseUrl)))
} catch (error) {
  console.log(JSON.stringify({ error: String(error) }))
}

async function end(): Promise<void> {
  for (const step of ends.reverse()) await step().catch(error => console.error(error))
  process.exit(0)
}

async function start(databaseUrl: string | undefined): Promise<TestServer> {
  const server = databaseUrl === undefined ? await startEmbedded() : await useOwn(databaseUrl)
  for (const name of ['empty', 'migrated']) {
    const urls = await server.prepare(`${prefix}_${name}`)
    if (name !== 'migrated') continue
    await migrate(urls.owner)
    await prepareJobs(urls.jobs)
  }
  return { prefix, setupUrl: server.setupUrl, urls: server.urls, onOwnServer: databaseUrl !== undefined }
}

async function startEmbedded() {
  const dataDir = mkdtempSync(join(tmpdir(), 'daybook-test-'))
  ends.push(async () => rmSync(dataDir, { recursive: true, force: true }))
  const postgres = await startEmbeddedPostgres({ dataDir, settings: THROWAWAY_SETTINGS, durable: false })
  ends.push(async () => rmSync(postgres.place.folder, { recursive: true, force: true }))
  ends.push(() => postgres.stop())
  const { address, place, urls } = postgres
  const setupUrl = loginUrl({
    ...address,
    user: SETUP_ROLE,
    password: place.passwords.setup,
    database: 'postgres',
  })
  return { setupUrl, urls, prepare: (name: string) => prepareEmbedded(address, place.passwords, name) }
}

async function useOwn(setupUrl: string) {
  ends.push(() => dropAll(setupUrl))
  async function prepare(name: string): Promise<DatabaseUrls> {
    await query(setupUrl, `create database ${name}`)
    await prepareOwn(urlOfDatabase(setupUrl, name))
    return urlsOfOneUser(urlOfDatabase(setupUrl, name))
  }
  return { setupUrl, urls: urlsOfOneUser(setupUrl), prepare }
}

async function dropAll(setupUrl: string): Promise<void> {
  const names = await query(
    setupUrl,
    `select datname from pg_database where starts_with(datname, '${prefix}')`,
  )
  for (const { datname } of names) await query(setupUrl, `drop database ${datname} with (force)`)
}

async function query(url: string, sql: string): Promise<{ datname: string }[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
