/**
 * The secrets of links and codes. A link's secret is a MAC of its number under the workspace's key, which is in no
 * database: a letter that could not be sent can be written again, and the table holds nothing that opens anything.
 */
import type { WorkspaceKeys } from '../keys/key-folder.ts'
import { sha256 } from '../hashes.ts'
import { randomBytes } from '../random.ts'

export const SECRET = /^[A-Za-z0-9_-]{43}$/

export const linkSecret = (keys: WorkspaceKeys, linkId: number): string =>
  keys.mac('client link', String(linkId)).toString('base64url')

/** Six digits, for whoever reads the letter on another device. */
export const linkCode = (keys: WorkspaceKeys, linkId: number): string =>
  String(keys.mac('client code', String(linkId)).readUInt32BE(0) % 1_000_000).padStart(6, '0')

export const hashOf = (secret: string): Buffer => Buffer.from(sha256(Buffer.from(secret)))

export const newSecret = (): string => randomBytes(32).toString('base64url')

/** A link's number that is always the same for the same request. */
export function linkNumber(keys: WorkspaceKeys, ...of: readonly string[]): number {
  const mac = keys.mac('client link number', ...of)
  return (mac.readUInt32BE(0) % 2 ** 21) * 2 ** 32 + mac.readUInt32BE(4) || 1
}
