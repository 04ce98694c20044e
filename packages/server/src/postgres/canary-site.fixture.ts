/**
 * Databases that can be looked at from the outside, as somebody would who got hold of the disk or of a backup: the
 * embedded one, whose backup is a cold copy of its stopped folder, and Debian's PostgreSQL 15 with its own pg_dump.
 */
import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { loginUrl } from '../store/database-url.ts'
import type { DatabaseUrls } from '../store/pool.ts'
import { SETUP_ROLE } from '../store/roles.ts'
import { type Database, openDatabase } from './open-database.ts'
import { findPlace } from './place.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { postgresUser } from './system-user.ts'

export interface OpenedSite {
  readonly urls: DatabaseUrls
  /** As superuser. */
  readonly adminUrl: string
  close(): Promise<void>
}

export interface CanarySite {
  open(): Promise<OpenedSite>
  /** A backup; the database is not open meanwhile. */
  backUp(name: string): Promise<void>
  /** The database again as it was in a backup. */
  openBackup(name: string): Promise<OpenedSite>
  /** The bytes of a backup, file by file. */
  bytesOfBackup(name: string): Iterable<readonly [file: string, bytes: Buffer]>
  /** The bytes of the database's own files: tables, indexes, write-ahead log, its log. */
  bytes(): Iterable<readonly [file: string, bytes: Buffer]>
  /** Ends it and removes everything. */
  end(): Promise<void>
}

function* filesIn(folder: string): Generator<readonly [string, Buffer]> {
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (file.isFile())
      yield [join(file.parentPath, file.name), readFileSync(join(file.parentPath, file.name))]
  }
}

function newFolder(): string {
  const root = mkdtempSync(join(tmpdir(), 'daybook-canary-'))
  // As root, PostgreSQL runs as another user, who must be able to pass.
  chmodSync(root, 0o755)
  return root
}

export function embeddedSite(): CanarySite {
  const root = newFolder()
  const live = join(root, 'live')
  mkdirSync(live)
  const opened = new Set<Database>()

  async function openFolder(dataDir: string): Promise<OpenedSite> {
    const database = await openDatabase({ dataDir })
    opened.add(database)
    const owner = new URL(database.urls.owner)
    return {
      urls: database.urls,
      adminUrl: loginUrl({
        host: owner.searchParams.get('host') ?? owner.hostname,
        port: Number(owner.port),
        user: SETUP_ROLE,
        password: findPlace(dataDir).passwords.setup,
        database: 'daybook',
      }),
      async close() {
        opened.delete(database)
        await database.close()
      },
    }
  }
  return {
    open: () => openFolder(live),
    async backUp(name) {
      // As an administrator copies it: owners and modes stay.
      const { status } = spawnSync('cp', ['-a', live, join(root, name)])
      if (status !== 0) throw new Error('the folder could not be copied')
    },
    openBackup: name => openFolder(join(root, name)),
    bytesOfBackup: name => filesIn(join(root, name)),
    bytes: () => filesIn(live),
    async end() {
      for (const database of opened) await database.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

embeddedSite.siteName = 'the embedded PostgreSQL, backed up as a cold copy of the stopped folder'

const DEBIAN_15 = '/usr/lib/postgresql/15/bin'
export const hasDebian15 = existsSync(join(DEBIAN_15, 'pg_dump'))

export function debian15Site(): CanarySite {
  const root = newFolder()
  const cluster = join(root, 'cluster')
  const user = postgresUser()
  const as = user === undefined ? {} : { uid: user.uid, gid: user.gid }
  if (user !== undefined) chownSync(root, user.uid, user.gid)
  const superUrl = (database: string): string => `postgres://postgres@localhost:5432/${database}?host=${root}`

  function tool(name: string, args: readonly string[], env: Record<string, string> = {}): void {
    const { status, stderr } = spawnSync(join(DEBIAN_15, name), args, {
      ...as,
      cwd: root,
      env: { LC_ALL: 'C.UTF-8', PGHOST: root, PGUSER: 'postgres', ...env },
    })
    if (status !== 0) throw new Error(`${name}: ${stderr}`)
  }
  async function superuser(database: string, ...statements: string[]): Promise<void> {
    const client = new Client({ connectionString: superUrl(database) })
    await client.connect()
    try {
      for (const statement of statements) await client.query(statement)
    } finally {
      await client.end()
    }
  }
  let running: Promise<void> | undefined
  let restored = 0
  async function start(): Promise<void> {
    tool('initdb', ['-D', cluster, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'])
    spawn(join(DEBIAN_15, 'postgres'), ['-D', cluster, '-k', root, '-c', 'listen_addresses='], {
      ...as,
      cwd: root,
      env: { LC_ALL: 'C.UTF-8' },
      stdio: 'ignore',
    })
    for (let tries = 0; ; tries++) {
      try {
        await superuser(
          'postgres',
          'create role daybook login createrole',
          'create database live owner daybook',
        )
        return
      } catch (error) {
        if (tries > 200) throw error
        await sleep(50)
      }
    }
  }
  async function openNamed(name: string): Promise<OpenedSite> {
    await (running ??= start())
    const databaseUrl = `postgres://daybook@localhost:5432/${name}?host=${root}`
    const database = await openDatabase({ databaseUrl, dataDir: root })
    return { urls: database.urls, adminUrl: superUrl(name), close: () => database.close() }
  }
  return {
    open: () => openNamed('live'),
    async backUp(name) {
      tool('pg_dump', ['-d', 'live', '-f', join(root, `${name}.sql`)])
    },
    async openBackup(name) {
      const database = `${name}_${++restored}`
      await superuser('postgres', `create database ${database} owner daybook`)
      tool('psql', ['-q', '-v', 'ON_ERROR_STOP=1', '-d', database, '-f', join(root, `${name}.sql`)])
      return openNamed(database)
    },
    *bytesOfBackup(name) {
      const text = readFileSync(join(root, `${name}.sql`), 'latin1')
      yield ['dump', Buffer.from(text, 'latin1')]
      // What a dump writes in hex is bytes.
      yield [
        'dump, unhexed',
        Buffer.from((text.match(/\\\\x[0-9a-f]+/g) ?? []).map(hex => hex.slice(3)).join(''), 'hex'),
      ]
    },
    bytes: () => filesIn(cluster),
    async end() {
      const pid = existsSync(cluster) ? readPostmasterFile(cluster)?.pid : undefined
      if (pid !== undefined) {
        process.kill(pid, 'SIGQUIT')
        while (existsSync(join(cluster, 'postmaster.pid'))) await sleep(20)
      }
      rmSync(root, { recursive: true, force: true })
    },
  }
}
debian15Site.siteName = 'PostgreSQL 15, backed up with its pg_dump'
