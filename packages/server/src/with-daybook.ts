import type { Config } from './config.ts'
import { type OpenDaybook, openDaybook } from './open-daybook.ts'
import { openForCommand } from './open-for-command.ts'
import { repeatErasures } from './privacy/repeat-erasures.ts'

export { appendEntries } from './actions/append-entries.ts'
export { backUpKeys } from './actions/back-up-keys.ts'
export { checkLog } from './actions/check-log.ts'
export { continueLog } from './actions/continue-log.ts'
export { createKey } from './actions/create-key.ts'
export { createWorkspace } from './actions/create-workspace.ts'
export type { ExportOrder } from './actions/plan-order.ts'
export { exportLog } from './actions/export-log.ts'
export { restoreKeys } from './actions/restore-keys.ts'
export { rotateKeys } from './actions/rotate-keys.ts'
export { rotateSigningKey } from './actions/rotate-signing-key.ts'
export { streamExport } from './actions/stream-export.ts'
export type { Principal } from './entry/workspace.ts'
export { FilterQuery } from './http/read-query.ts'
export { formatEntryId, formatId, parseId } from './ids.ts'
export type { OpenDaybook } from './open-daybook.ts'
export { makeSignInLink } from './sign-in/sign-in-link.ts'

/**
 * Opens Daybook for one command, with or without a server running, and closes it after the work.
 * @param command its name, told to others who want the data folder meanwhile
 * @throws StartError when the database cannot be opened, and what the work throws
 */
export async function withDaybook<T>(
  config: Config,
  command: string,
  work: (daybook: OpenDaybook, serverAddress: string | undefined) => Promise<T>,
): Promise<T> {
  const database = await openForCommand(config, command)
  try {
    const daybook = openDaybook(database.urls, config.keysDir, config)
    try {
      await repeatErasures(daybook)
      return await work(daybook, database.serverAddress)
    } finally {
      await daybook.close()
    }
  } finally {
    await database.close()
  }
}
