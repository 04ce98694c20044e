/** Real input that lies beside the project and not in it; tests that need it say so and are skipped where it is absent. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url))

/** True where the file is there. */
export const hasSharedData = (name: string): boolean => existsSync(FOLDER + name)

/** The JSON of a file; says so and gives `absent` where it is not there. */
export function readSharedData<T>(name: string, absent: T): T {
  if (hasSharedData(name)) return JSON.parse(readFileSync(FOLDER + name, 'utf8')) as T
  process.stdout.write(`skipped: no shared data (${name})\n`)
  return absent
}
