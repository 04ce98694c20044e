/**
 * A part: a separately committed (and, where it is personal, separately sealed) piece of an entry.
 * Normative: docs/spec/entry.md, sections 2 to 4. Imports nothing of ours but the hash functions' type.
 */
import type { Hashes } from './hashes.ts'

/** A disclosed value: never an object or array, those travel as their exact JSON text. */
export type Scalar = null | boolean | number | string
export type PartField = readonly [name: string, value: Scalar]
export type PartName = 'record' | 'facts' | 'client' | `client_${number}`

export interface Part {
  readonly name: PartName
  /** 16 random bytes, from which every salt of the part follows. */
  readonly seed: Uint8Array
  /** In stored order; names are unique in the part. */
  readonly fields: readonly PartField[]
}

export const SEED_BYTES = 16
/** 18 bytes, so that the base64url text of the whole stream is the texts of the salts one after another. */
const SALT_BYTES = 18
const SALT_CHARS = 24

/** The name of the n-th client's part, n from 0: `client`, `client_2`, `client_3` … */
export const clientPartName = (n: number): PartName => (n === 0 ? 'client' : `client_${n + 1}`)

/** The text that is stored (in clear or sealed): `["<seed>","name",value,"name",value …]`. */
export function encodePart(part: Part, hashes: Hashes): string {
  const flat: Scalar[] = [hashes.base64url(part.seed)]
  for (const [name, value] of part.fields) flat.push(name, value)
  return JSON.stringify(flat)
}

/** Reads what `encodePart` wrote. Throws SyntaxError or TypeError where the text is no part. */
export function decodePart(name: PartName, text: string): Part {
  const flat = readFlat(text)
  const seed = Uint8Array.fromBase64(flat[0] as string, { alphabet: 'base64url' })
  if (seed.length !== SEED_BYTES) throw new TypeError('a part’s seed has 16 bytes')
  return { name, seed, fields: [...fieldsOf(flat)] }
}

/** Only the fields of what `encodePart` wrote, by name: all that a reader needs. Throws like `decodePart`. */
export const decodeFields = (text: string): Map<string, Scalar> => fieldsOf(readFlat(text))

function readFlat(text: string): readonly unknown[] {
  const flat: unknown = JSON.parse(text)
  if (!Array.isArray(flat) || flat.length % 2 !== 1 || typeof flat[0] !== 'string')
    throw new TypeError('not a part')
  return flat
}

function fieldsOf(flat: readonly unknown[]): Map<string, Scalar> {
  const fields = new Map<string, Scalar>()
  for (let i = 1; i < flat.length; i += 2) {
    const name = flat[i]
    if (typeof name !== 'string') throw new TypeError('a field’s name is a string')
    fields.set(name, flat[i + 1] as Scalar)
  }
  // Names are unique in a part: two of one name would let a reader and a verifier see different values.
  if (fields.size * 2 + 1 !== flat.length) throw new TypeError('a name stands twice in a part')
  return fields
}

/** The salts of a part: successive 18-byte blocks of SHAKE256(seed ‖ part name), the part's own salt last. */
export function saltsOf(part: Part, hashes: Hashes): string[] {
  const count = part.fields.length + 1
  const stream = hashes.shake256Text([part.seed, nameBytes(part.name)], count * SALT_BYTES)
  const salts: string[] = []
  for (let at = 0; at < count * SALT_CHARS; at += SALT_CHARS) salts.push(stream.slice(at, at + SALT_CHARS))
  return salts
}

const names = new Map<PartName, Uint8Array>()

/** There are a hundred names at most, and each part of each entry needs one. */
function nameBytes(name: PartName): Uint8Array {
  let bytes = names.get(name)
  if (bytes === undefined) names.set(name, (bytes = new TextEncoder().encode(name)))
  return bytes
}

/** One disclosure of RFC 9901: base64url of the JSON array `[salt, name, value]`. */
export function disclosureOf(salt: string, name: string, value: unknown, hashes: Hashes): string {
  return hashes.base64urlOfText(JSON.stringify([salt, name, value]))
}

export interface PartDisclosures {
  /** The part's own disclosure, whose value is `{"_sd": [field digests, sorted]}`. */
  readonly part: string
  /** One disclosure a field, in stored order. */
  readonly fields: readonly string[]
}

/** Makes the disclosures of a part again; they are never stored. */
export function disclosuresOf(part: Part, hashes: Hashes): PartDisclosures {
  const salts = saltsOf(part, hashes)
  const fields: string[] = []
  const digests: string[] = []
  part.fields.forEach(([name, value], i) => {
    const disclosure = disclosureOf(salts[i]!, name, value, hashes)
    fields.push(disclosure)
    digests.push(hashes.digestText(disclosure))
  })
  return { part: disclosureOf(salts[fields.length]!, part.name, { _sd: digests.sort() }, hashes), fields }
}

/** The digest of a whole part, as it stands in the leaf's `_sd`. */
export function digestOfPart(part: Part, hashes: Hashes): string {
  return hashes.digestText(disclosuresOf(part, hashes).part)
}
