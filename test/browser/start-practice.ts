/** One real server with an invented practice in it: what the browser tests and the screenshots look at. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@daybook/client'
import { readConfig } from '@daybook/server'
import {
  appendEntries,
  createKey,
  createWorkspace,
  formatId,
  type Principal,
  withDaybook,
} from '@daybook/server/command'
import { eraseClient } from '../../packages/server/src/actions/erase-client.ts'
import { makeSignInLink } from '../../packages/server/src/sign-in/sign-in-link.ts'
import type { Place } from './clinic.ts'
import { startServer } from './start-server.ts'
import { wholePractice } from './practice/whole-practice.ts'

/** What a test needs to know of the running server; plain data, so that it can be sent to another process. */
export interface Practice {
  /** `http://127.0.0.1:4711` */
  readonly address: string
  readonly workspace: string
  /** A workspace in which nothing has happened. */
  readonly emptyWorkspace: string
  /** An API key that may read, append and administrate. */
  readonly key: string
  /** The session cookie of the signed-in owner. */
  readonly cookie: { readonly name: string; readonly value: string }
  /** A sign-in link that nobody has used. */
  readonly unusedLink: string
  /** Daybook's own id of a client whose keys are gone. */
  readonly erasedClient: string
}

export interface RunningPractice {
  readonly practice: Practice
  /** The data folder of its server. */
  readonly data: string
  /** Makes another workspace, which has nothing of the practice in it. */
  makeWorkspace(): Promise<Place>
  /** Ends the server and starts it again on the same data folder and port. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export const ERASED_NAME = 'Gone Forever'

interface Options {
  /** False to leave out what only tests look at: the empty workspace and the erased client. */
  readonly forTests: boolean
}

/** Starts a server on a new data folder, signs the owner in and fills the log. */
export async function startPractice({ forTests }: Options): Promise<RunningPractice> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-practice-'))
  // mkdtemp makes 0700, which the user that PostgreSQL runs as under root cannot pass.
  chmodSync(folder, 0o755)
  const data = join(folder, 'data')
  let server = startServer(data)
  const stop = async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const { address, signInLink } = await server.ready
    const made = await prepare(data, forTests)
    const cookie = await signIn(signInLink)
    const client = createClient({ url: address, key: made.key })
    await client.append(wholePractice(Date.now()) as never)
    const unusedLink = await withDaybook(configOf(data), 'practice', daybook =>
      makeSignInLink(daybook, address),
    )
    const restart = async () => {
      await server.stop()
      server = startServer(data, { port: Number(new URL(address).port) })
      await server.ready
    }
    const makeWorkspace = async () => ({ address, ...(await makeClinic(data)) })
    return { practice: { address, ...made, cookie, unusedLink }, data, makeWorkspace, restart, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

// Nothing of the environment: a database named there is not ours to write to.
const configOf = (data: string) => readConfig({ data }, {})

async function prepare(data: string, forTests: boolean) {
  return withDaybook(configOf(data), 'practice', async daybook => {
    const place = { timeZone: 'Europe/Lisbon' }
    const workspace = await createWorkspace(daybook, { name: 'Harbour Physiotherapy', ...place })
    const principal: Principal = {
      workspaceId: workspace.id,
      kind: 'daybook',
      actor: { type: 'system' },
      scopes: ['admin'],
    }
    const { key } = await createKey(daybook, principal, { name: 'Booking desk', scopes: ['admin'] })
    const made = {
      workspace: formatId('ws', workspace.id),
      key,
      emptyWorkspace: '',
      erasedClient: '',
    }
    if (!forTests) return made
    const empty = await createWorkspace(daybook, { name: 'Nothing yet', ...place })
    await appendEntries(daybook, principal, ERASED, 1000)
    const { client: erasedClient } = await eraseClient(daybook, principal, client.id, { mode: 'erase' })
    return {
      ...made,
      emptyWorkspace: formatId('ws', empty.id),
      erasedClient,
    }
  })
}

/** A workspace with nothing in it and a key of its own. The owner of the server owns it as well. */
async function makeClinic(data: string): Promise<Omit<Place, 'address'>> {
  return withDaybook(configOf(data), 'clinic', async daybook => {
    const { id } = await createWorkspace(daybook, { name: 'Quiet Street Clinic', timeZone: 'Europe/Lisbon' })
    const principal: Principal = {
      workspaceId: id,
      kind: 'daybook',
      actor: { type: 'system' },
      scopes: ['admin'],
    }
    const { key } = await createKey(daybook, principal, { name: 'Desk', scopes: ['admin'] })
    return { workspace: formatId('ws', id), key }
  })
}

const client = { id: 'gone-1', name: ERASED_NAME }
const ERASED = {
  entries: [
    {
      action: 'client.created',
      client,
      state: { name: ERASED_NAME, email: 'gone.forever@example.com', phone: '+351 914 000 001' },
    },
    {
      action: 'booking.booked',
      client,
      actor: { type: 'client', id: 'gone-1', name: ERASED_NAME },
      object: { type: 'booking', id: 'BK-GONE', name: 'Sports massage' },
      context: { ip: '203.0.113.77' },
    },
  ],
}

/** Uses a sign-in link as its page's button does; answers the session's cookie. */
async function signIn(link: string): Promise<Practice['cookie']> {
  const response = await fetch(link, { method: 'POST', redirect: 'manual' })
  const [pair] = response.headers.getSetCookie()[0]?.split(';') ?? []
  if (!pair) throw new Error(`Signing in answered ${response.status} and no cookie.`)
  const at = pair.indexOf('=')
  return { name: pair.slice(0, at), value: pair.slice(at + 1) }
}
