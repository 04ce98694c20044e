/** Opens the stores over a migrated database and a key folder. The door for the server, the command line and tests. */
import type { Daybook } from './daybook.ts'
import { openKeyFolder } from './keys/key-folder.ts'
import { ApiKeys } from './store/api-keys.ts'
import { AppendLog, type AppendLogOptions } from './store/append/append-log.ts'
import { Kinds } from './store/append/kinds.ts'
import { Tail } from './live/tail.ts'
import { ClientIndex } from './store/client-index.ts'
import { ClientKeys } from './store/client-keys.ts'
import { Invitations } from './store/invitations.ts'
import { Members } from './store/members.ts'
import { Owners } from './store/owners.ts'
import { type DatabaseUrls, openPool, openPools } from './store/pool.ts'
import { Workspaces } from './store/workspaces.ts'

export interface OpenDaybook extends Daybook {
  /** Tells the planner of many new rows, after an import. */
  analyze(): Promise<void>
  /** Writes what was accepted, then closes the connections. */
  close(): Promise<void>
}

export function openDaybook(
  urls: DatabaseUrls,
  keysDir: string,
  options: { readonly now?: () => number; readonly append?: AppendLogOptions } = {},
): OpenDaybook {
  const now = options.now ?? Date.now
  const pools = openPools(urls)
  const folder = openKeyFolder(keysDir)
  const clientKeys = new ClientKeys(pools.app, folder)
  const kinds = new Kinds(pools.app)
  const log = new AppendLog({ pool: pools.app, folder, clientKeys, kinds, now }, options.append)
  const opened = {
    pools,
    folder,
    clientKeys,
    kinds,
    log,
    workspaces: new Workspaces(pools.app, now),
    apiKeys: new ApiKeys(pools.app),
    members: new Members(pools.app),
    invitations: new Invitations(pools.app),
    owners: new Owners(pools.auth),
    clientIndex: new ClientIndex(),
    now,
  }
  const tail = new Tail(opened)
  return {
    ...opened,
    tail,
    async analyze() {
      const owner = openPool(urls.owner, { max: 1 })
      try {
        await owner.query(
          'analyze daybook.entries, daybook.links, daybook.counts, daybook.objects, daybook.clients',
        )
      } finally {
        await owner.end()
      }
    },
    async close() {
      tail.close()
      await log.drain()
      await pools.close()
    },
  }
}
