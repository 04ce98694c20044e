import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { findPlace } from './place.ts'
import { SETUP_ROLE } from '../store/roles.ts'

/** A connection to the database of a running server as its superuser: who can change anything, past every wall. */
export async function openSuperuser(data: string): Promise<Client> {
  const { cluster, passwords } = findPlace(data)
  // Where it listens: PostgreSQL's own file says so.
  const [, , , port, socket, host] = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  const client = new Client({
    host: socket || host,
    port: Number(port),
    user: SETUP_ROLE,
    password: passwords.setup,
    database: 'daybook',
  })
  await client.connect()
  return client
}
