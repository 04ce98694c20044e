/**
 * Trust policies: which keys may sign for which logs, and which witnesses must have seen a checkpoint. C2SP
 * tlog-policy. A rotated log has several keys of one name. A public key stands for one log only: C2SP refuses the same
 * key in two lines, so every origin has keys of its own.
 */
import {
  COSIGNATURE,
  ED25519,
  encodeVerifierKey,
  keyIdInput,
  keyIdOf,
  parseVerifierKey,
  type SignatureType,
  type VerifierKey,
} from './verifier-key.ts'
import type { VerifyCrypto } from './verify-crypto.ts'
import { VerifyError } from './verify-error.ts'

export interface Witness {
  /** What groups and the quorum call it; of no meaning elsewhere. */
  readonly name: string
  readonly key: VerifierKey
}

export interface WitnessGroup {
  readonly name: string
  /** How many of its members must have seen a checkpoint. */
  readonly threshold: number
  readonly members: readonly string[]
}

export interface TrustPolicy {
  /** Keys that may sign a checkpoint whose origin is their name. */
  readonly logs: readonly VerifierKey[]
  readonly witnesses: readonly Witness[]
  /** A group's members stand before it. */
  readonly groups: readonly WitnessGroup[]
  /** A witness, a group, or `none`. */
  readonly quorum: string
}

/** The policy's text, as `GET /v1/log/trust-policy` answers it and as it travels with evidence. */
export function encodeTrustPolicy({ logs, witnesses, groups, quorum }: TrustPolicy): string {
  return [
    ...logs.map(key => `log ${encodeVerifierKey(key)}\n`),
    ...witnesses.map(({ name, key }) => `witness ${name} ${encodeVerifierKey(key)}\n`),
    ...groups.map(({ name, threshold, members }) => `group ${name} ${threshold} ${members.join(' ')}\n`),
    `quorum ${quorum}\n`,
  ].join('')
}

/** Reads a policy, every key's id recomputed. Throws `policy_malformed`. */
export async function parseTrustPolicy(text: string, crypto: VerifyCrypto): Promise<TrustPolicy> {
  if (/[\0-\x08\x0b-\x1f\x7f]/.test(text)) bad('it holds a control character')
  if (!text.endsWith('\n')) bad('its last line does not end')
  const reading = new PolicyReading()
  for (const [i, line] of text.split('\n').entries()) {
    const [word = '', ...rest] = line.split(/[ \t]+/).filter(item => item !== '')
    if (word === '' || word.startsWith('#')) continue
    const problem = await reading.read(word, rest, crypto)
    if (problem !== undefined) bad(`line ${i + 1} ${problem}`)
  }
  const { logs, witnesses, groups, quorum } = reading
  if (quorum === undefined) return bad('it has no quorum line')
  return { logs, witnesses, groups, quorum }
}

/** What was read so far; each line may only refer to names before it. */
class PolicyReading {
  readonly logs: VerifierKey[] = []
  readonly witnesses: Witness[] = []
  readonly groups: WitnessGroup[] = []
  quorum: string | undefined
  readonly #names = new Set<string>()
  readonly #members = new Set<string>()
  readonly #keys = new Set<string>()

  /** What is wrong with the line, if anything is. */
  async read(word: string, rest: readonly string[], crypto: VerifyCrypto): Promise<string | undefined> {
    if (word === 'log' && (rest.length === 1 || rest.length === 2)) {
      const key = await this.#key(rest[0]!, ED25519, crypto)
      return typeof key === 'string' ? key : void this.logs.push(key)
    }
    if (word === 'witness' && (rest.length === 2 || rest.length === 3)) {
      const key = await this.#key(rest[1]!, COSIGNATURE, crypto)
      if (typeof key === 'string') return key
      this.witnesses.push({ name: rest[0]!, key })
      return this.#define(rest[0]!)
    }
    if (word === 'group' && rest.length > 2) return this.#group(rest[0]!, rest[1]!, rest.slice(2))
    if (word === 'quorum' && rest.length === 1) {
      if (this.quorum !== undefined) return 'is a second quorum'
      this.quorum = rest[0]!
      return this.quorum === 'none' || this.#names.has(this.quorum) ? undefined : 'names what is not defined'
    }
    return 'is none that this policy may have'
  }

  async #key(text: string, type: SignatureType, crypto: VerifyCrypto): Promise<VerifierKey | string> {
    const key = parseVerifierKey(text)
    if (key?.type !== type) return 'has no key of the right type'
    if (keyIdOf(await crypto.sha256(keyIdInput(key.name, type, key.publicKey))) !== key.keyId)
      return 'has a key whose id is not its own'
    const bytes = `${type} ${key.publicKey.toHex()}`
    if (this.#keys.has(bytes)) return 'has a public key that stood before'
    this.#keys.add(bytes)
    return key
  }

  #group(name: string, many: string, members: readonly string[]): string | undefined {
    const threshold = many === 'all' ? members.length : many === 'any' ? 1 : Number(many)
    if (!/^(all|any|[1-9]\d*)$/.test(many) || threshold > members.length)
      return 'has a number of members that cannot be reached'
    for (const member of members) {
      if (!this.#names.has(member)) return 'names what is not defined'
      if (this.#members.has(member)) return 'names a member that stood in a group before'
      this.#members.add(member)
    }
    this.groups.push({ name, threshold, members })
    return this.#define(name)
  }

  #define(name: string): string | undefined {
    if (name === 'none' || this.#names.has(name)) return 'defines a name that is taken'
    this.#names.add(name)
    return undefined
  }
}

/** True where the witnesses of these names reach the policy's quorum. */
export function reachesQuorum(policy: TrustPolicy, witnessed: ReadonlySet<string>): boolean {
  const reached = new Set(witnessed)
  for (const { name, threshold, members } of policy.groups) {
    if (members.filter(member => reached.has(member)).length >= threshold) reached.add(name)
  }
  return policy.quorum === 'none' || reached.has(policy.quorum)
}

function bad(what: string): never {
  throw new VerifyError('policy_malformed', `The trust policy cannot be used: ${what}.`)
}
