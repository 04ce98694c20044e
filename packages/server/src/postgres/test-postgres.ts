import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { inject } from 'vitest'
import { urlOfDatabase } from '../store/database-url.ts'
import type { DatabaseUrls } from '../store/pool.ts'

/** The PostgreSQL that the suites of one vitest run share. */
export interface TestServer {
  /** Begins the name of every database of this run. */
  readonly prefix: string
  /** A user who may create databases; on the embedded server the superuser. */
  readonly setupUrl: string
  readonly urls: DatabaseUrls
  /** It is the one of DATABASE_URL, where a single user takes every role. */
  readonly onOwnServer: boolean
}

/** A database of a suite's own. */
export interface TestDatabase {
  readonly name: string
  /** The user who made it: the superuser of the embedded server, or the user of DATABASE_URL. For tampering. */
  readonly adminUrl: string
  readonly urls: DatabaseUrls
  readonly onOwnServer: boolean
  /** Ends its sessions and removes it. */
  drop(): Promise<void>
}

declare module 'vitest' {
  interface ProvidedContext {
    testPostgres: string
  }
}

/**
 * A new database for a suite, with roles and schemas, and migrated unless told otherwise: on the embedded
 * PostgreSQL, or on that of DATABASE_URL where it is set. `copyOf` copies one that nobody is connected to, as a dump
 * and its restore would.
 */
export async function freshDatabase({
  migrated = true,
  copyOf,
}: {
  readonly migrated?: boolean
  readonly copyOf?: TestDatabase
} = {}): Promise<TestDatabase> {
  const response = await fetch(inject('testPostgres'))
  const server = (await response.json()) as TestServer | { error: string }
  if ('error' in server) throw new Error(`There is no test database: ${server.error}`)
  const name = `${server.prefix}_${randomBytes(6).toString('hex')}`
  const template = copyOf?.name ?? `${server.prefix}_${migrated ? 'migrated' : 'empty'}`
  await run(server.setupUrl, `create database ${name} template ${template}`)
  const { owner, app, jobs, auth } = server.urls
  return {
    name,
    adminUrl: urlOfDatabase(server.setupUrl, name),
    urls: {
      owner: urlOfDatabase(owner, name),
      app: urlOfDatabase(app, name),
      jobs: urlOfDatabase(jobs, name),
      auth: urlOfDatabase(auth, name),
    },
    onOwnServer: server.onOwnServer,
    drop: () => run(server.setupUrl, `drop database if exists ${name} with (force)`),
  }
}

/**
 * Offers the shared server to the suites of a run (vitest's global setup calls this). It starts when the first
 * suite asks for a database.
 */
export async function startTestPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const guards: ReturnType<typeof startGuard>[] = []
  const door = createServer((_request, response) => {
    const guard = guards[0] ?? startGuard()
    if (guards.length === 0) guards.push(guard)
    void guard.line.then(line => response.end(line))
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  door.listen(0, '127.0.0.1', resolve)
  await promise
  const { port } = door.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}/`,
    async stop() {
      door.close()
      door.closeAllConnections()
      for (const guard of guards) await guard.stop()
    },
  }
}

function startGuard(): { line: Promise<string>; stop(): Promise<void> } {
  const child = spawn(process.execPath, [fileURLToPath(new URL('test-postgres-guard.ts', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  })
  const first = Promise.withResolvers<string>()
  const ended = Promise.withResolvers<void>()
  createInterface(child.stdout).once('line', first.resolve)
  child.on('exit', () => {
    first.resolve(JSON.stringify({ error: 'its guard ended' }))
    ended.resolve()
  })
  return {
    line: first.promise,
    stop() {
      child.stdin.end()
      return ended.promise
    },
  }
}

async function run(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
