/**
 * Which entries `client.merged` and `client.unmerged` are Daybook's own acts: a host may tell of a merge in its own books,
 * and then nothing is merged here. Ours have a key of another making than any that a host can send, and that stands in the
 * record, in clear for ever.
 */
import type { WorkspaceKeys } from '../keys/key-folder.ts'
import { KEY_MAC_BYTES } from '../entry/understand.ts'
import { randomBytes } from '../random.ts'

export const MERGED = 'client.merged'
export const UNMERGED = 'client.unmerged'

const macOf = (keys: WorkspaceKeys, nonce: string): Buffer =>
  keys.mac('merge', nonce).subarray(0, KEY_MAC_BYTES)

/** The key of a new entry: a MAC of a random number that stands beside it. */
export function makeMergeKey(keys: WorkspaceKeys): { keyMac: Buffer; contentMac: Buffer } {
  const contentMac = randomBytes(KEY_MAC_BYTES)
  return { keyMac: macOf(keys, contentMac.toString('base64url')), contentMac }
}

/** @param key as a record has it */
export function isMergeKey(keys: WorkspaceKeys, key: unknown): boolean {
  if (typeof key !== 'string') return false
  const [mac, nonce] = key.split('.')
  return nonce !== undefined && mac === macOf(keys, nonce).toString('base64url')
}
