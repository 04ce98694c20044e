/** A Daybook server with the staff app, over a seeded database. */
import { readWebFiles } from '@daybook/server/application'
import { createApp, openDaybook, openHttpDoor } from '@daybook/server/bench'
import { createKey, formatId } from '@daybook/server/command'
import { ensureWebBuilt } from '@daybook/web'
import type { DaybookDatabase } from '../postgres.ts'
import { answerCalls } from './answer.ts'
import { principalOf } from './open.ts'

export interface ServedWeb {
  readonly address: string
  readonly key: string
  /** As an id: `ws_…`. */
  readonly workspace: string
}

let close: () => Promise<void> = async () => {}

async function open(given: { database: DaybookDatabase; workspaceId: number }): Promise<ServedWeb> {
  const { database, workspaceId } = given
  const stopping = new AbortController()
  const door = await openHttpDoor('127.0.0.1', 0)
  const daybook = openDaybook(database.urls, database.keysDir)
  const app = createApp(daybook, {
    web: readWebFiles(await ensureWebBuilt()),
    report: (error, { method, path }) => console.error(`${method} ${path}:`, error),
    stopping: stopping.signal,
  })
  door.open(app.fetch)
  close = async () => {
    stopping.abort()
    await door.drain(2)
    await daybook.close()
  }
  const { key } = await createKey(daybook, principalOf(workspaceId), { name: 'Bench', scopes: ['admin'] })
  return { address: door.address, key, workspace: formatId('ws', workspaceId) }
}

answerCalls({ open }, () => close())
