/** Sealing: AES-256-GCM (NIST SP 800-38D) for parts and states, AES Key Wrap (RFC 3394) for keys. */
import { createCipheriv, createDecipheriv } from 'node:crypto'
import { randomBytes } from '../random.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16
const WRAP_IV = Buffer.from('a6a6a6a6a6a6a6a6', 'hex')
export const KEY_BYTES = 32
export const WRAPPED_BYTES = 40

/** nonce ‖ ciphertext ‖ tag. The associated data must be given again to open it. */
export function seal(key: Uint8Array, plain: Uint8Array | string, associated: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(associated)
  // A string given to `update` costs twice what its bytes do.
  const text = cipher.update(typeof plain === 'string' ? Buffer.from(plain, 'utf8') : plain)
  cipher.final()
  return Buffer.concat([nonce, text, cipher.getAuthTag()])
}

/** Throws where the key is another one or a byte was changed. */
export function open(key: Uint8Array, sealed: Uint8Array, associated: Uint8Array): Buffer {
  const end = sealed.length - TAG_BYTES
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES))
  decipher.setAAD(associated)
  decipher.setAuthTag(sealed.subarray(end))
  const plain = decipher.update(sealed.subarray(NONCE_BYTES, end))
  decipher.final()
  return plain
}

export function wrapKey(kek: Uint8Array, key: Uint8Array): Buffer {
  const cipher = createCipheriv('id-aes256-wrap', kek, WRAP_IV)
  return Buffer.concat([cipher.update(key), cipher.final()])
}

/** Throws where the wrapping key is another one or a byte was changed. */
export function unwrapKey(kek: Uint8Array, wrapped: Uint8Array): Buffer {
  const decipher = createDecipheriv('id-aes256-wrap', kek, WRAP_IV)
  return Buffer.concat([decipher.update(wrapped), decipher.final()])
}

const names = new Map<string, Buffer>()

/** The data that binds a sealed part to its leaf and its place. */
export function partContext(leafHash: Uint8Array, name: string): Buffer {
  let bytes = names.get(name)
  if (bytes === undefined) names.set(name, (bytes = Buffer.from(name, 'utf8')))
  return Buffer.concat([leafHash, bytes])
}
