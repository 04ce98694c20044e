import { finishRotation, rotateKeys } from '../actions/rotate-keys.ts'
import type { Daybook } from '../daybook.ts'

/**
 * Destroys a key-encryption key and all before it, unless that was done: what was wrapped under them and was destroyed
 * in the database is noise in dumps and backups from then on.
 * The signal ends it between two steps of a rotation, from where the next call goes on.
 */
export async function rotatePast(
  daybook: Daybook,
  workspaceId: number,
  kek: number,
  signal?: AbortSignal,
): Promise<void> {
  const goOn = (): void => signal?.throwIfAborted()
  goOn()
  const oldest = (): number => daybook.keks.numbers(workspaceId)[0] ?? 0
  if (oldest() <= kek) await finishRotation(daybook, workspaceId, goOn)
  if (oldest() <= kek) await rotateKeys(daybook, workspaceId, goOn)
}
