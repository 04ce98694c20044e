/** HMAC-SHA-256 (RFC 2104) over the one-shot hash: node:crypto's own costs more in making its object than in hashing. */
import { hash } from 'node:crypto'

const BLOCK = 64

/** The MAC of a text's UTF-8 bytes under a key of at most 64 bytes: 32 bytes. */
export function hmacSha256(key: Uint8Array): (text: string) => Buffer {
  if (key.length > BLOCK) throw new RangeError(`a key has at most ${BLOCK} bytes`)
  const padded = (pad: number): Buffer => {
    const bytes = Buffer.alloc(BLOCK, pad)
    key.forEach((byte, i) => {
      bytes[i] = byte ^ pad
    })
    return bytes
  }
  const inner = padded(0x36)
  const outer = Buffer.concat([padded(0x5c), Buffer.alloc(32)])
  let scratch = Buffer.allocUnsafeSlow(4096)
  inner.copy(scratch)
  return text => {
    const most = BLOCK + text.length * 3
    if (most > scratch.length) {
      scratch = Buffer.allocUnsafeSlow(most)
      inner.copy(scratch)
    }
    const length = BLOCK + scratch.write(text, BLOCK, 'utf8')
    // Text out and bytes from it: a hash that answers a Buffer costs three times as much.
    outer.write(hash('sha256', scratch.subarray(0, length), 'base64url'), BLOCK, 'base64url')
    return Buffer.from(hash('sha256', outer, 'base64url'), 'base64url')
  }
}
