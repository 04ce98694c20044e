/** Brings the key-encryption keys of every workspace to rest: one in force, and none that should be gone. */
import type { Daybook } from '../daybook.ts'
import { keksOfAll } from '../store/kek-rows.ts'
import { finishRotation, rotateKeys } from './rotate-keys.ts'

/**
 * Ends what a killed process left: a rotation that was cut off, and one that was not even begun though the ledger shows
 * an erasure under the key that is still in force. A workspace that cannot be settled does not keep the others from it;
 * the first such failure is thrown at the end.
 */
export async function settleKeys(daybook: Daybook, signal?: AbortSignal): Promise<void> {
  const failures: unknown[] = []
  daybook.keks.finishDestroying()
  const made = daybook.keks.all()
  const goOn = (): void => signal?.throwIfAborted()
  for (const [workspaceId, known] of await keksOfAll(daybook.pools.app)) {
    goOn()
    const inForce = known.at(-1)!
    // A database that was restored waits for its key backup.
    if (made.get(workspaceId)?.includes(inForce) !== true) continue
    try {
      if (known.length > 1 || made.get(workspaceId)!.length > 1)
        await finishRotation(daybook, workspaceId, goOn)
      const owed = daybook.ledger.read(workspaceId).some(record => record.kek >= inForce)
      if (owed) await rotateKeys(daybook, workspaceId, goOn)
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}
