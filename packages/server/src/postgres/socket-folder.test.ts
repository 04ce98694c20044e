import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { THROWAWAY_SETTINGS } from './settings.ts'
import { SOCKET_PORT } from './socket-folder.ts'

test('starts although a killed server left the lock on its socket and another process has its id now', async context => {
  const dataDir = mkdtempSync(join(tmpdir(), 'daybook-socket-'))
  const options = { dataDir, settings: THROWAWAY_SETTINGS, durable: false }
  let server = await startEmbeddedPostgres(options)
  let other: ChildProcess | undefined
  try {
    const { host } = server.address
    if (!host.startsWith('/')) return context.skip('it listens on loopback here')
    await server.stop()
    // Of the same user: PostgreSQL takes no other's process for a server.
    const { user } = server.place
    const wait = ['-c', 'read line']
    other = spawn('/bin/sh', wait, {
      cwd: '/',
      uid: user?.uid,
      gid: user?.gid,
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    // As PostgreSQL writes it: id, data directory, start time, port, socket's folder.
    const lock = [other.pid, server.place.cluster, 0, SOCKET_PORT, host, ''].join('\n')
    writeFileSync(join(host, `.s.PGSQL.${SOCKET_PORT}.lock`), lock)
    server = await startEmbeddedPostgres(options)
    expect(server.up).toBe(true)
  } finally {
    other?.stdin?.end()
    await server.stop()
    rmSync(server.place.folder, { recursive: true, force: true })
    rmSync(dataDir, { recursive: true, force: true })
  }
})
