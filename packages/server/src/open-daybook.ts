/** Opens the stores over a migrated database and a key folder. The door for the server, the command line and tests. */
import type { VerifierKey } from '@daybook/protocol'
import type { Daybook } from './daybook.ts'
import { ErasureLedger } from './keys/erasure-ledger.ts'
import { join } from 'node:path'
import { ExportFiles } from './exports/export-files.ts'
import type { KekGuards } from './keys/kek-guard.ts'
import { Keks } from './keys/keks.ts'
import { keyPaths, openKeyFolder } from './keys/key-folder.ts'
import { SigningFolder } from './keys/signing/signing-folder.ts'
import { AnchorLog } from './proof/anchor-log.ts'
import { Checkpoints } from './proof/checkpoints.ts'
import type { TimestampAuthority } from './proof/request-timestamp.ts'
import { ApiKeys } from './store/api-keys.ts'
import { AppendLog, type AppendLogOptions } from './store/append/append-log.ts'
import { Kinds } from './store/append/kinds.ts'
import { PrivacyWatch } from './live/privacy-watch.ts'
import { Tail } from './live/tail.ts'
import { ClientIndex } from './store/client-index.ts'
import { EntryNotes } from './store/read/entry-notes.ts'
import { LogCounts } from './store/read/log-counts.ts'
import { ActivityIndex } from './store/read/activity-index.ts'
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

export interface OpenOptions {
  /** UTC ms. */
  readonly now?: () => number
  readonly append?: AppendLogOptions
  /** Who guards key-encryption keys; by default their files alone. */
  readonly guards?: KekGuards
  /** Where people reach this server. */
  readonly publicUrl?: string | undefined
  /** Where the files of exports are kept; by default in a folder beside the keys. */
  readonly exportsDir?: string
  /** Whose cosignatures on checkpoints are kept. */
  readonly witnesses?: readonly VerifierKey[]
  /** Who time-stamps the log of checkpoints; nobody is asked without it. */
  readonly timestampAuthority?: TimestampAuthority | undefined
}

export function openDaybook(urls: DatabaseUrls, keysDir: string, options: OpenOptions = {}): OpenDaybook {
  const opened = openStores(urls, keysDir, options)
  const tail = new Tail(opened)
  const privacy = new PrivacyWatch(opened)
  return {
    ...opened,
    tail,
    privacy,
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
      privacy.close()
      await opened.log.drain()
      await opened.pools.close()
      opened.keks.close()
      opened.signing.close()
    },
  }
}

function openStores(urls: DatabaseUrls, keysDir: string, options: OpenOptions) {
  const now = options.now ?? Date.now
  const pools = openPools(urls)
  const folder = openKeyFolder(keysDir)
  const keks = new Keks(keyPaths(keysDir).keks, options.guards)
  const clientKeys = new ClientKeys(pools.app, folder, keks)
  const kinds = new Kinds(pools.app)
  const log = new AppendLog({ pool: pools.app, folder, clientKeys, kinds, now }, options.append)
  const { witnesses = [] } = options
  const signing = new SigningFolder(keysDir, { now, publicUrl: options.publicUrl })
  return {
    pools,
    folder,
    keks,
    ledger: new ErasureLedger(keyPaths(keysDir).ledger),
    clientKeys,
    kinds,
    log,
    workspaces: new Workspaces(pools.app, now),
    apiKeys: new ApiKeys(pools.app),
    members: new Members(pools.app),
    invitations: new Invitations(pools.app),
    owners: new Owners(pools.auth),
    clientIndex: new ClientIndex(),
    activityIndex: new ActivityIndex(),
    entryNotes: new EntryNotes(),
    logCounts: new LogCounts(),
    signing,
    checkpoints: new Checkpoints({ pools, signing, witnesses, now }),
    anchors: new AnchorLog({ pools, signing, authority: options.timestampAuthority, now }),
    witnesses,
    exports: {
      files: new ExportFiles(options.exportsDir ?? join(keysDir, 'exports')),
      appUrl: urls.app,
      asked: () => {},
    },
    now,
  }
}
