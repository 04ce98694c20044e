/** Input that lies beside the project and not in it; tests that need it are skipped where it is absent. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const sharedData = fileURLToPath(new URL('../../../../shared/data/', import.meta.url))
export const hasSharedData = existsSync(sharedData)
if (!hasSharedData) console.log('skipped: no shared data')
