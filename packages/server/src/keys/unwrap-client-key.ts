import { LogError } from '@daybook/protocol'
import { formatId } from '../ids.ts'
import { unwrapKey } from './seal.ts'

/** A client key again. Throws `keys_missing` where it was wrapped under another key of that number. */
export function unwrapClientKey(kek: Buffer, wrapped: Buffer, workspaceId: number, number: number): Buffer {
  try {
    return unwrapKey(kek, wrapped)
  } catch (cause) {
    throw new LogError(
      'keys_missing',
      `Key ${number} of ${formatId('ws', workspaceId)} in the key folder is not the one under which the clients' ` +
        'keys were wrapped: put the right one back from your backup of the key folder.',
      { cause },
    )
  }
}
