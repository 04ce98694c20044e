/** Public keys of notes, as text: `<name>+<key id>+<base64 of type and key>`. C2SP signed-note, "Verifier keys". */
import { decodeBase64, encodeBase64 } from './base64.ts'
import { KEY_NAME } from './note.ts'
import type { Sha256 } from './tree.ts'

/** Ed25519 over the note's text: how a log signs its checkpoints. */
export const ED25519 = 1
/** Timestamped Ed25519 cosignature of a witness (c2sp.org/tlog-cosignature). */
export const COSIGNATURE = 4
export type SignatureType = typeof ED25519 | typeof COSIGNATURE

export interface VerifierKey {
  readonly name: string
  /** Eight lower-case hexadecimal digits. */
  readonly keyId: string
  readonly type: SignatureType
  /** 32 bytes (RFC 8032). */
  readonly publicKey: Uint8Array
}

const PUBLIC_KEY_BYTES = 32

/** A key with its id. Throws RangeError where the name or the key cannot be one. */
export function verifierKey(
  name: string,
  type: SignatureType,
  publicKey: Uint8Array,
  sha256: Sha256,
): VerifierKey {
  if (!KEY_NAME.test(name)) throw new RangeError('a key’s name has no white space and no plus sign')
  if (publicKey.length !== PUBLIC_KEY_BYTES) throw new RangeError('an Ed25519 public key has 32 bytes')
  return { name, type, publicKey, keyId: keyIdOf(sha256(keyIdInput(name, type, publicKey))) }
}

export function encodeVerifierKey({ name, keyId, type, publicKey }: VerifierKey): string {
  return `${name}+${keyId}+${encodeBase64(Uint8Array.of(type, ...publicKey))}`
}

/** What a key's id is cut from: the SHA-256 of these bytes. */
export function keyIdInput(name: string, type: SignatureType, publicKey: Uint8Array): Uint8Array {
  return Uint8Array.of(...new TextEncoder().encode(`${name}\n`), type, ...publicKey)
}

/** The DER that stands before the 32 bytes of an Ed25519 public key: SubjectPublicKeyInfo (RFC 8410). */
const SPKI_PREFIX = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00)

/** The key as other tools take it: DER SubjectPublicKeyInfo, 44 bytes. */
export const publicKeyInfo = ({ publicKey }: VerifierKey): Uint8Array =>
  Uint8Array.of(...SPKI_PREFIX, ...publicKey)

/** A key's fingerprint for people to compare: hexadecimal, in groups of four. `digest` is the SHA-256 of its DER. */
export const fingerprintOf = (digest: Uint8Array): string => digest.toHex().replaceAll(/.{4}(?=.)/g, '$& ')

/** The first four bytes of the digest. */
export const keyIdOf = (digest: Uint8Array): string => digest.subarray(0, 4).toHex()

/** Undefined where the text is no key of a type that we know. Whether its id is right is for the caller to check. */
export function parseVerifierKey(text: string): VerifierKey | undefined {
  const [, name = '', keyId = '', key = ''] = /^([^+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text) ?? []
  const bytes = decodeBase64(key)
  const type = bytes?.[0]
  if (bytes?.length !== 1 + PUBLIC_KEY_BYTES || !KEY_NAME.test(name)) return undefined
  if (type !== ED25519 && type !== COSIGNATURE) return undefined
  return { name, keyId, type, publicKey: bytes.subarray(1) }
}
