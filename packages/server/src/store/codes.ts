/** Small numbers that rows carry instead of words. Never renumbered: stored rows mean them for ever. */
import { SOURCES, type Source } from '@daybook/catalogue'
import type { ActorType, Outcome } from '@daybook/protocol'
import type { WorkspaceKeys } from '../keys/key-folder.ts'

export const SOURCE_CODES: Readonly<Record<Source, number>> = {
  staff: 1,
  customer: 2,
  api: 3,
  webhook: 4,
  integration: 5,
  physical: 6,
  automated: 7,
  system: 8,
}
export const OUTCOME_CODES: Readonly<Record<Outcome, number>> = { success: 1, failure: 2, denied: 3 }

export const sourceOf = (code: number): Source => SOURCES.find(source => SOURCE_CODES[source] === code)!

/** The number that stands for an actor who is no client: 53 bits of an HMAC of their type and id. */
export function actorCode(keys: WorkspaceKeys, type: ActorType, id: string): number {
  const mac = keys.mac('actor', type, id)
  return (mac.readUInt32BE(0) % 2 ** 21) * 2 ** 32 + mac.readUInt32BE(4)
}
