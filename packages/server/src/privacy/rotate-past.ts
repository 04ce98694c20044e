import { finishRotation, rotateKeys } from '../actions/rotate-keys.ts'
import type { Daybook } from '../daybook.ts'

/**
 * Destroys a key-encryption key and all before it, unless that was done: what was wrapped under them and was destroyed
 * in the database is noise in dumps and backups from then on.
 */
export async function rotatePast(daybook: Daybook, workspaceId: number, kek: number): Promise<void> {
  const oldest = (): number => daybook.keks.numbers(workspaceId)[0] ?? 0
  if (oldest() <= kek) await finishRotation(daybook, workspaceId)
  if (oldest() <= kek) await rotateKeys(daybook, workspaceId)
}
