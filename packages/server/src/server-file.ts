import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseUrls } from './store/pool.ts'
import { writePrivateFile } from './write-private-file.ts'

/** Who holds a data folder, and where its server and database are; 0600, since the URLs hold passwords. */
export interface ServerFile {
  readonly pid: number
  /** The command that holds the folder: `serve`, `import` … */
  readonly command: string
  /** Where a running server answers, once it does. */
  readonly address?: string
  readonly database?: DatabaseUrls
}

const NAME = 'server.json'

/** Only the holder of the folder's lock writes it. */
export function writeServerFile(dataDir: string, file: ServerFile): void {
  writePrivateFile(join(dataDir, NAME), `${JSON.stringify(file, null, 2)}\n`)
}

/** What the holder wrote; after a kill -9 this is left over, so that it counts only while the lock is taken. */
export function readServerFile(dataDir: string): ServerFile | undefined {
  try {
    return JSON.parse(readFileSync(join(dataDir, NAME), 'utf8')) as ServerFile
  } catch {
    return undefined
  }
}

export function removeServerFile(dataDir: string): void {
  rmSync(join(dataDir, NAME), { force: true })
}
