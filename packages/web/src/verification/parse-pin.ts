import { decodeBase64, parseCheckpoint, parseSignedCheckpoint } from '@daybook/protocol/verify'

/** A state of the log that somebody kept. */
export interface Pin {
  readonly size: number
  readonly root: Uint8Array
}

/** Reads `404 lP3…=` (entries and head hash, base64 or hexadecimal) or a checkpoint. Undefined where it is neither. */
export function parsePin(text: string): Pin | undefined {
  const given = text.trim()
  const [, digits, hash] = /^(\d{1,15})[\s:·,]+(\S+)$/u.exec(given) ?? []
  if (digits !== undefined && hash !== undefined) {
    const root = /^[0-9a-f]{64}$/i.test(hash) ? fromHex(hash) : decodeBase64(hash)
    return root?.length === 32 ? { size: Number(digits), root } : undefined
  }
  for (const read of [parseSignedCheckpoint, parseCheckpoint]) {
    try {
      const { size, root } = read(`${given}\n`)
      return { size, root }
    } catch {
      // The other form, or none.
    }
  }
  return undefined
}

const fromHex = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g)!, pair => Number.parseInt(pair, 16))
