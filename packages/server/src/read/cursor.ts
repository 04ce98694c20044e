/** Cursors: opaque to callers, signed, bound to workspace, route and filters, valid for seven days. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { LogError } from '@daybook/protocol'
import { canonicalJson } from '../entry/canonical.ts'

const VALID_MS = 7 * 86_400_000
const MAC_BYTES = 16

/** What a cursor may only be used with again. */
export interface CursorBinding {
  readonly workspaceId: number
  readonly route: string
  readonly filter: unknown
}

export function writeCursor(
  secret: Buffer,
  binding: CursorBinding,
  place: readonly (number | string)[],
  now: number,
): string {
  const body = Buffer.from(JSON.stringify([Math.floor((now + VALID_MS) / 1000), ...place]))
  return Buffer.concat([macOf(secret, binding, body), body]).toString('base64url')
}

/** Throws `cursor_invalid` or `cursor_expired`. */
export function readCursor(
  secret: Buffer,
  binding: CursorBinding,
  cursor: string,
  now: number,
): (number | string)[] {
  const bytes = Buffer.from(cursor, 'base64url')
  const body = bytes.subarray(MAC_BYTES)
  if (
    bytes.toString('base64url') !== cursor ||
    body.length === 0 ||
    !timingSafeEqual(bytes.subarray(0, MAC_BYTES), macOf(secret, binding, body))
  ) {
    throw new LogError(
      'cursor_invalid',
      'This cursor is not from this list with these filters: read the list again from its start.',
    )
  }
  const [expires, ...place] = JSON.parse(body.toString('utf8')) as [number, ...(number | string)[]]
  if (expires * 1000 < now) {
    throw new LogError(
      'cursor_expired',
      'This cursor is older than seven days: read the list again from its start.',
    )
  }
  return place
}

const macOf = (secret: Buffer, binding: CursorBinding, body: Buffer): Buffer =>
  createHmac('sha256', secret)
    .update(`${binding.workspaceId}\0${binding.route}\0${canonicalJson(binding.filter)}\0`)
    .update(body)
    .digest()
    .subarray(0, MAC_BYTES)
