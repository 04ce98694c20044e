import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from './config.ts'
import type { DataFolder } from './data-folder.ts'
import { FolderInUse, openDataFolder } from './data-folder.ts'
import { openDatabase } from './postgres/open-database.ts'
import { readServerFile } from './server-file.ts'
import type { DatabaseUrls } from './store/pool.ts'

/** A database for one command. */
export interface CommandDatabase {
  readonly urls: DatabaseUrls
  /** Where the running server answers, when there is one. */
  readonly serverAddress: string | undefined
  /** Stops what was started for the command; leaves a running server alone. */
  close(): Promise<void>
}

const WAIT_SECONDS = 15

/**
 * Finds the database for a command: that of DATABASE_URL, that of the server running on the data folder, or else
 * starts the embedded one for as long as the command takes.
 * @param command its name, told to others who want the folder meanwhile
 * @throws StartError when another command keeps the folder, or the database cannot be opened
 */
export async function openForCommand(config: Config, command: string): Promise<CommandDatabase> {
  const { dataDir, databaseUrl } = config
  if (databaseUrl !== undefined) {
    const { urls, close } = await openDatabase({ databaseUrl, dataDir })
    return { urls, serverAddress: undefined, close }
  }
  const found = await findOrTakeFolder(dataDir, command)
  if ('urls' in found) return found
  try {
    const database = await openDatabase({ dataDir: found.path })
    return {
      urls: database.urls,
      serverAddress: undefined,
      async close() {
        await database.close()
        found.release()
      },
    }
  } catch (error) {
    found.abandon()
    throw error
  }
}

/** The running server's database, or the folder itself; waits a while for a server that is just starting. */
async function findOrTakeFolder(dataDir: string, command: string): Promise<CommandDatabase | DataFolder> {
  const end = performance.now() + WAIT_SECONDS * 1000
  for (;;) {
    try {
      return openDataFolder(dataDir, command)
    } catch (error) {
      if (!(error instanceof FolderInUse)) throw error
      const server = readServerFile(dataDir)
      if (server?.database !== undefined) {
        return { urls: server.database, serverAddress: server.address, close: async () => {} }
      }
      if (performance.now() > end) throw error
      await sleep(100)
    }
  }
}
