/** The crypto that the tests give, by node:crypto; the browser's is WebCrypto. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  hash,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import type { Hashes } from './hashes.ts'
import type { VerifyCrypto } from './verify-crypto.ts'

export function sha256(...chunks: readonly Uint8Array[]): Uint8Array {
  const digest = createHash('sha256')
  for (const chunk of chunks) digest.update(chunk)
  return new Uint8Array(digest.digest())
}

export const hashes: Hashes = {
  digestText: text => hash('sha256', text, 'base64url'),
  sha256,
  shake256Text: (chunks, outputLength) =>
    hash('shake256', Buffer.concat(chunks), { outputEncoding: 'base64url', outputLength }),
  base64urlOfText: text => Buffer.from(text).toString('base64url'),
  base64url: bytes => Buffer.from(bytes).toString('base64url'),
}

// The DER that stands before the 32 bytes of an Ed25519 key (RFC 8410).
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')

export const crypto: VerifyCrypto = {
  sha256,
  verifyEd25519(publicKey, message, signature) {
    const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' })
    return verify(null, message, key, signature)
  },
}

export interface SigningKey {
  readonly publicKey: Uint8Array
  sign(message: Uint8Array | string): Uint8Array
}

/** An Ed25519 key that is the same for the same name, so that vectors stay as they are. */
export function signingKey(name: string): SigningKey {
  const seed = createHash('sha256').update(`a key for tests only: ${name}`).digest()
  const key: KeyObject = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI.length)
  return {
    publicKey: new Uint8Array(publicKey),
    sign: message => new Uint8Array(sign(null, Buffer.from(message as Uint8Array), key)),
  }
}
