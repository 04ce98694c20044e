/** A time stamp as RFC 3161 writes it, but signed by nobody: what a reader that looks at no signature needs. */
import { createHash } from 'node:crypto'

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts)
  const length =
    content.length < 0x80
      ? Buffer.of(content.length)
      : content.length < 0x100
        ? Buffer.of(0x81, content.length)
        : Buffer.of(0x82, content.length >> 8, content.length & 0xff)
  return Buffer.concat([Buffer.of(tag), length, content])
}
const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts)
const set = (...parts: readonly Uint8Array[]): Buffer => der(0x31, ...parts)
const integer = (value: number): Buffer => der(0x02, Buffer.of(value))
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'))
const explicit = (part: Uint8Array): Buffer => der(0xa0, part)

const SHA_256 = sequence(oid('608648016503040201'))
const SIGNED_DATA = oid('2a864886f70d010702')
const TST_INFO = oid('2a864886f70d0109100104')
const POLICY = oid('2a0304')

export interface TimestampChoices {
  readonly status?: number
  readonly time?: string
  readonly algorithm?: Uint8Array
}

/** The whole answer (TimeStampResp) over a text. */
export function makeTimestamp(text: string, choices: TimestampChoices = {}): Buffer {
  const digest = createHash('sha256').update(text).digest()
  const info = sequence(
    integer(1),
    POLICY,
    sequence(choices.algorithm ?? SHA_256, der(0x04, digest)),
    integer(7),
    der(0x18, Buffer.from(choices.time ?? '20261122104500Z')),
  )
  const signedData = sequence(integer(3), set(SHA_256), sequence(TST_INFO, explicit(der(0x04, info))), set())
  return sequence(sequence(integer(choices.status ?? 0)), sequence(SIGNED_DATA, explicit(signedData)))
}

export const SHA_512 = sequence(oid('608648016503040203'))
