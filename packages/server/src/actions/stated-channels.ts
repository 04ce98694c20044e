import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { readObject } from './read-object.ts'

/** Fields of a profile that say how somebody wants to be reached. */
const FIELDS = ['channels', 'channel']

/** The channels that a client is said to prefer, as far as this reader sees the profile. */
export async function statedChannels(
  daybook: Daybook,
  principal: Principal,
  client: string,
): Promise<{ readonly fields: readonly string[]; readonly channels: readonly string[] }> {
  const view = await readObject(daybook, principal, 'client', client).catch(() => undefined)
  const values = FIELDS.flatMap(field => view?.fields[field] ?? [])
  const channels = values.filter(value => typeof value === 'string')
  return { fields: FIELDS, channels: [...new Set(channels)] }
}
