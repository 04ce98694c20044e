import { parseVerifierKey, type TrustPolicy, type VerifierKey, type Witness } from '@daybook/protocol'

/**
 * The trust policy of some logs. It asks for no witness (`quorum none`): whoever relies on witnesses writes their own
 * quorum over the names here. `kept` are verifier keys of witnesses whose cosignatures are served.
 */
export function policyOf(
  logs: readonly VerifierKey[],
  witnesses: readonly VerifierKey[],
  kept: readonly string[] = [],
): TrustPolicy {
  const keys = new Map<string, VerifierKey>()
  for (const key of [...witnesses, ...kept.flatMap(text => parseVerifierKey(text) ?? [])])
    keys.set(`${key.name}+${key.keyId}`, key)
  const named: Witness[] = []
  for (const key of keys.values()) {
    const taken = named.some(({ name }) => name === key.name)
    named.push({ name: taken ? `${key.name}#${key.keyId}` : key.name, key })
  }
  return { logs, witnesses: named, groups: [], quorum: 'none' }
}
