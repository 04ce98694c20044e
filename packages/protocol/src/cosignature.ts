/** Cosignatures of witnesses: `cosignature/v1`, Ed25519 with a time. C2SP tlog-cosignature. */

const TIME_BYTES = 8
const ED25519_BYTES = 64

export interface Cosignature {
  /** Seconds since 1970 (UTC) at which the witness signed. */
  readonly time: number
  /** 64 bytes. */
  readonly ed25519: Uint8Array
}

/** The bytes behind the key id: time (8 bytes, big-endian) and signature. */
export function encodeCosignature({ time, ed25519 }: Cosignature): Uint8Array {
  const bytes = new Uint8Array(TIME_BYTES + ED25519_BYTES)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(time))
  bytes.set(ed25519, TIME_BYTES)
  return bytes
}

/** Undefined where the bytes are no cosignature. */
export function parseCosignature(bytes: Uint8Array): Cosignature | undefined {
  if (bytes.length !== TIME_BYTES + ED25519_BYTES) return undefined
  const time = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0)
  // Beyond 2^53 − 1 seconds a number would not be exact, and the year is past 285 million.
  if (time > BigInt(Number.MAX_SAFE_INTEGER)) return undefined
  return { time: Number(time), ed25519: bytes.subarray(TIME_BYTES) }
}

/** What a witness signs: the time, and the checkpoint's text. */
export const cosignedText = (text: string, time: number): string => `cosignature/v1\ntime ${time}\n${text}`
