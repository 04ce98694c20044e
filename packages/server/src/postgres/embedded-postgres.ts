import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DatabaseUrls } from '../store/pool.ts'
import type { Address } from '../store/roles.ts'
import { prepareEmbedded } from '../store/roles.ts'
import type { Binaries } from './binaries.ts'
import { installedBinaries, usableBinaries } from './binaries.ts'
import { ensureCluster } from './cluster.ts'
import { stopLeftover } from './leftover.ts'
import type { Place } from './place.ts'
import { abandonPlace, findPlace, recordMade } from './place.ts'
import type { ServerProcess } from './server-process.ts'
import { chooseAddress, startServerProcess } from './server-process.ts'
import type { Settings } from './settings.ts'
import { SERVER_SETTINGS } from './settings.ts'
import { removeSocket } from './socket-folder.ts'

/** The embedded server of one data folder. */
export interface EmbeddedPostgres {
  readonly urls: DatabaseUrls
  readonly address: Address
  readonly place: Place
  /** False from the moment the server died until it is back. */
  readonly up: boolean
  /** The id of the postmaster. */
  readonly pid: number
  /** Called with false when the server died, with true when it is back. */
  onChange(listener: (up: boolean) => void): void
  /** Resolves with the reason once a server that died could not be brought back; never while all is well. */
  readonly lost: Promise<Error>
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** A data folder whose lock the caller holds. */
  readonly dataDir: string
  /** Besides, or instead of, those of every embedded server. */
  readonly settings?: Settings
  /** False skips writing a new database through to the disk: for throw-away servers. */
  readonly durable?: boolean
  /** Ends a start that takes too long. */
  readonly signal?: AbortSignal
}

/** Milliseconds between the attempts to bring a dead server back: 20 s in all. */
const RESTART_DELAYS = [0, 100, 250, 500, 1000, 2000, 4000, 4000, 8000]

/**
 * Starts the embedded PostgreSQL on a data folder, making the database when there is none, and brings it back when
 * it dies.
 * @throws StartError in one line why it cannot start; what a failed first start made is not taken for a database
 * by the next one
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { dataDir, durable = true, signal } = options
  const settings = { ...SERVER_SETTINGS, ...options.settings }
  const place = findPlace(dataDir)
  const binaries = await prepareFolder(place, dataDir, durable)
  await stopLeftover(place.cluster)
  const address = await chooseAddress(place)
  if (address.host.startsWith('/')) removeSocket(address.host)
  const start = () => startServerProcess(place, binaries, address, settings, signal)

  let server: ServerProcess = await start()
  let up = true
  const stopping = new AbortController()
  const listeners: ((up: boolean) => void)[] = []
  const { promise: lost, resolve: lose } = Promise.withResolvers<Error>()

  function change(now: boolean): void {
    up = now
    for (const listener of listeners) listener(now)
  }

  async function restart(): Promise<void> {
    let reason = new Error('PostgreSQL ended')
    for (const delay of RESTART_DELAYS) {
      await sleep(delay, undefined, { signal: stopping.signal })
      try {
        // Sessions of a killed server live on for a moment and keep its memory: then the next attempt succeeds.
        server = await start()
        return
      } catch (error) {
        reason = error as Error
      }
    }
    throw reason
  }

  async function watch(): Promise<void> {
    for (;;) {
      await server.ended
      if (stopping.signal.aborted) return
      change(false)
      await restart()
      if (stopping.signal.aborted) return server.stop()
      change(true)
    }
  }

  let urls: DatabaseUrls
  try {
    urls = await prepareEmbedded(address, place.passwords)
  } catch (error) {
    await server.stop()
    throw error
  }
  const watching = watch().catch(error => {
    if (!stopping.signal.aborted) lose(error as Error)
  })

  return {
    urls,
    address,
    place,
    lost,
    get up() {
      return up
    },
    get pid() {
      return server.pid
    },
    onChange: listener => void listeners.push(listener),
    async stop() {
      stopping.abort()
      await server.stop()
      await watching
      if (address.host !== join(place.folder, 'socket') && address.host.startsWith('/')) {
        rmSync(address.host, { recursive: true, force: true })
      }
    },
  }
}

/** What a first start needs on disk; where it fails, it leaves nothing. */
async function prepareFolder(place: Place, dataDir: string, durable: boolean): Promise<Binaries> {
  try {
    const binaries = usableBinaries(installedBinaries(), place.folder, place.user)
    await ensureCluster(place, binaries, durable)
    recordMade(dataDir, place)
    return binaries
  } catch (error) {
    if (!place.made && !existsSync(place.cluster)) abandonPlace(dataDir, place)
    throw error
  }
}
