/**
 * Reads an RFC 3161 time stamp: of which digest, and when. Whether the authority signed it is not looked at here: that
 * needs the authority's certificate and a tool that knows X.509 (docs/spec/evidence.md, section 6).
 */
import { VerifyError } from './verify-error.ts'

export interface Timestamp {
  /** SHA-256, 64 hexadecimal digits. */
  readonly digest: string
  /** An instant in UTC, as RFC 3339. */
  readonly time: string
}

interface Element {
  readonly tag: number
  readonly bytes: Uint8Array
}

const SEQUENCE = 0x30
const OCTET_STRING = 0x04
const GENERALIZED_TIME = 0x18
const SIGNED_DATA = '2a864886f70d010702'
const TST_INFO = '2a864886f70d0109100104'
const SHA_256 = '608648016503040201'

/** Reads a TimeStampResp (DER). Throws `timestamp_malformed`. */
export function parseTimestamp(der: Uint8Array): Timestamp {
  const [status, token] = inside(one(der, SEQUENCE))
  const [granted] = inside(status)
  if (granted?.bytes.length !== 1 || granted.bytes[0]! > 1) return bad('the authority did not grant it')
  const [contentType, content] = inside(token)
  if (contentType?.bytes.toHex() !== SIGNED_DATA) return bad('it is not signed')
  const [, , encapsulated] = inside(inside(content)[0])
  const [infoType, info] = inside(encapsulated)
  if (infoType?.bytes.toHex() !== TST_INFO) return bad('it is of another kind')
  const octets = inside(info)[0]
  if (octets?.tag !== OCTET_STRING) return bad('it is empty')
  const [, , imprint, , time] = inside(one(octets.bytes, SEQUENCE))
  const [algorithm, digest] = inside(imprint)
  if (inside(algorithm)[0]?.bytes.toHex() !== SHA_256 || digest?.bytes.length !== 32)
    return bad('its digest is not SHA-256')
  return { digest: digest.bytes.toHex(), time: readTime(time) }
}

/** `20261122103000Z`, with or without a fraction. */
function readTime(element: Element | undefined): string {
  const text = element?.tag === GENERALIZED_TIME ? new TextDecoder().decode(element.bytes) : ''
  const digits = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?Z$/.exec(text)
  if (digits === null) return bad('its time cannot be read')
  const [, year, month, day, hour, minute, second, fraction = ''] = digits
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}Z`
}

/** The elements of a constructed one. */
function inside(element: Element | undefined): Element[] {
  if (element === undefined || (element.tag & 0x20) === 0) return bad('a piece of it is missing')
  return elements(element.bytes)
}

/** The one element that the bytes are. */
function one(bytes: Uint8Array, tag: number): Element {
  const [element, ...more] = elements(bytes)
  return element?.tag === tag && more.length === 0 ? element : bad('it is no DER of that form')
}

function elements(bytes: Uint8Array): Element[] {
  const found: Element[] = []
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at]!
    const short = bytes[at + 1] ?? bad('it is cut off')
    const lengthBytes = short < 0x80 ? 0 : short - 0x80
    // Four bytes of length are 4 GiB; 0x80 would be BER's indefinite form.
    if (short === 0x80 || lengthBytes > 4) bad('it is no DER')
    const start = at + 2 + lengthBytes
    let length = short
    if (lengthBytes > 0) length = bytes.subarray(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0)
    if (start + length > bytes.length) bad('it is cut off')
    found.push({ tag, bytes: bytes.subarray(start, start + length) })
    at = start + length
  }
  return found
}

function bad(what: string): never {
  throw new VerifyError('timestamp_malformed', `This is no time stamp: ${what}.`)
}
