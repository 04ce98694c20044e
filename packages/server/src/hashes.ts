/**
 * The protocol's hash functions by node:crypto. An append computes some thirty of them, so each takes the form that
 * was measured to be fastest: one-shot, and text out where text is wanted.
 */
import { hash } from 'node:crypto'
import type { Hashes } from '@daybook/protocol'

export function sha256(...chunks: readonly Uint8Array[]): Buffer {
  const bytes = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
  return Buffer.from(hash('sha256', bytes, 'base64url'), 'base64url')
}

const scratch = Buffer.allocUnsafeSlow(16 * 1024)

function base64urlOfText(text: string): string {
  // A UTF-16 unit is three bytes of UTF-8 at most.
  if (text.length * 3 > scratch.length) return Buffer.from(text, 'utf8').toString('base64url')
  return scratch.toString('base64url', 0, scratch.write(text, 0, 'utf8'))
}

export const hashes: Hashes = {
  digestText: text => hash('sha256', text, 'base64url'),
  sha256,
  shake256Text: (chunks, outputLength) =>
    hash('shake256', Buffer.concat(chunks), { outputEncoding: 'base64url', outputLength }),
  base64urlOfText,
  base64url: bytes => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url'),
}
