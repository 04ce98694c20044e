/**
 * Disclosures → the parts and fields of an entry, each proved by digests up to the leaf (RFC 9901, section 7.1). A
 * disclosure that nothing refers to is refused, so that nothing unproved can travel along. Normative:
 * docs/spec/evidence.md, section 3.
 */
import { decodeBase64url, encodeBase64url } from './base64.ts'
import { readUtf8 } from './evidence.ts'
import { isDigestList, readJson } from './parse-leaf.ts'
import type { PartField, PartName, Scalar } from './part.ts'
import type { VerifyCrypto } from './verify-crypto.ts'
import { type VerifyCode, VerifyError } from './verify-error.ts'

/** What can be seen of a part. */
export interface OpenedPart {
  readonly name: PartName
  /** In the order in which they were disclosed. */
  readonly fields: readonly PartField[]
  /** How many more fields the part has. */
  readonly hidden: number
}

export interface OpenedParts {
  /** Record, facts, clients. */
  readonly parts: readonly OpenedPart[]
  /** Digests of the leaf that were not disclosed: whole parts that are hidden, or decoys. */
  readonly hiddenParts: number
}

interface Disclosure {
  readonly name: string
  readonly value: Scalar | { readonly _sd: readonly string[] }
}

const SALT_BYTES = 18
const PART_NAME = /^(?:record|facts|client|client_(?:[2-9]|[1-9]\d{1,3}))$/

/**
 * Throws `disclosure_malformed`, `disclosure_repeated`, `disclosure_unreferenced`, `part_malformed`, `name_repeated`,
 * `name_forbidden`, `nested_too_deep`.
 */
export async function openDisclosures(
  leafDigests: readonly string[],
  disclosures: readonly string[],
  crypto: VerifyCrypto,
): Promise<OpenedParts> {
  const unused = new Map<string, Disclosure>()
  for (const text of disclosures) {
    const disclosure = parseDisclosure(text)
    const digest = encodeBase64url(await crypto.sha256(new TextEncoder().encode(text)))
    if (unused.has(digest))
      fail('disclosure_repeated', `The disclosure of ${say(disclosure.name)} stands twice.`)
    unused.set(digest, disclosure)
  }
  const seen = new Set<string>()
  const take = (digests: readonly string[]): Disclosure[] =>
    digests.flatMap(digest => {
      if (seen.has(digest)) fail('disclosure_repeated', 'One digest stands in two places.')
      seen.add(digest)
      const found = unused.get(digest)
      unused.delete(digest)
      return found ?? []
    })
  // In the order in which they were disclosed, not in that of their digests, which is random.
  const places = new Map([...unused.values()].map((disclosure, place) => [disclosure, place]))
  const parts = take(leafDigests).map(({ name, value }) => {
    if (!PART_NAME.test(name) || typeof value !== 'object' || value === null)
      return fail('part_malformed', `${say(name)} stands where a part must stand, and is none.`)
    const fields = take(value._sd)
      .sort((a, b) => places.get(a)! - places.get(b)!)
      .map(field => readField(name, field))
    requireUnique(
      fields.map(([field]) => field),
      `part ${name}`,
    )
    return { name: name as PartName, fields, hidden: value._sd.length - fields.length }
  })
  requireUnique(
    parts.map(part => part.name),
    'leaf',
  )
  for (const { name } of unused.values())
    fail('disclosure_unreferenced', `Nothing in the log refers to the disclosure of ${say(name)}.`)
  return {
    parts: parts.sort((a, b) => rank(a.name) - rank(b.name)),
    hiddenParts: leafDigests.length - parts.length,
  }
}

function parseDisclosure(text: string): Disclosure {
  const json = readUtf8(decodeBase64url(text)) ?? ''
  const parsed = readJson(json)
  const [salt, name, value] = Array.isArray(parsed) ? (parsed as unknown[]) : []
  if (typeof salt !== 'string' || decodeBase64url(salt)?.length !== SALT_BYTES || typeof name !== 'string')
    return fail('disclosure_malformed', 'A disclosure is no base64url of [salt, name, value].')
  if (typeof value === 'object' && value !== null) {
    const { _sd } = value as { _sd?: unknown }
    if (Array.isArray(value) || !('_sd' in value) || Object.keys(value).length > 1)
      return fail('nested_too_deep', `The value of ${say(name)} is an object or array.`)
    if (!isDigestList(_sd)) return fail('part_malformed', `${say(name)} is no sorted list of digests.`)
    return strict(json, salt, name, { _sd })
  }
  return strict(json, salt, name, value as Scalar)
}

/** One disclosure has one text. */
function strict(json: string, salt: string, name: string, value: Disclosure['value']): Disclosure {
  if (JSON.stringify([salt, name, value]) !== json)
    fail('disclosure_malformed', `The disclosure of ${say(name)} is not written as its format asks.`)
  return { name, value }
}

function readField(part: string, { name, value }: Disclosure): PartField {
  if (name === '_sd' || name === '...') fail('name_forbidden', `${say(name)} is no name of a field.`)
  if (typeof value === 'object' && value !== null)
    return fail('nested_too_deep', `The field ${say(name)} of ${part} holds digests of its own.`)
  return [name, value]
}

function requireUnique(names: readonly string[], where: string): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) fail('name_repeated', `The name ${say(twice)} stands twice in the ${where}.`)
}

const rank = (name: PartName): number =>
  name === 'record' ? -2 : name === 'facts' ? -1 : Number(name.split('_')[1] ?? 1)

const say = (name: string): string => JSON.stringify(name.slice(0, 100))

function fail(code: VerifyCode, message: string): never {
  throw new VerifyError(code, message)
}
