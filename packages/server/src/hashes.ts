/** The protocol's hash functions by node:crypto, in their fastest one-shot form. */
import { createHash, hash } from 'node:crypto'
import type { Hashes } from '@daybook/protocol'

export function sha256(...chunks: readonly Uint8Array[]): Buffer {
  return hash('sha256', chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks), 'buffer')
}

export const hashes: Hashes = {
  digestText: text => hash('sha256', text, 'base64url'),
  sha256,
  shake256: (chunks, length) => {
    const shake = createHash('shake256', { outputLength: length })
    for (const chunk of chunks) shake.update(chunk)
    return shake.digest()
  },
  base64urlOfText: text => Buffer.from(text, 'utf8').toString('base64url'),
  base64url: bytes => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url'),
}
