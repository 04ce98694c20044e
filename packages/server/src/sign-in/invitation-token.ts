import { createHash, timingSafeEqual } from 'node:crypto'
import { formatId, parseId } from '../ids.ts'
import { randomBytes } from '../random.ts'

/** What the link of an invitation holds: where the invitation is, and the secret that opens it. */
export interface InvitationToken {
  readonly workspaceId: number
  readonly id: number
  readonly secret: string
}

const TOKEN = /^([0-9a-z]{11})\.([0-9a-z]{11})\.([A-Za-z0-9_-]{43})$/

/** A link's secret, and the hash it is stored by: its bytes are random, so one round of SHA-256 is enough. */
export function newSecret(): { secret: string; hash: Buffer } {
  const secret = randomBytes(32).toString('base64url')
  return { secret, hash: hashOf(secret) }
}

/** The address stands behind the #, which browsers do not send: it is in no server's log. */
export function invitationUrl(baseUrl: string, { workspaceId, id, secret }: InvitationToken): string {
  const token = [formatId('ws', workspaceId).slice(3), formatId('iv', id).slice(3), secret].join('.')
  return `${baseUrl}/invitation#${token}`
}

export function readInvitationToken(text: string): InvitationToken | undefined {
  const [, ws, iv, secret] = TOKEN.exec(text) ?? []
  const workspaceId = parseId('ws', `ws_${ws}`)
  const id = parseId('iv', `iv_${iv}`)
  return workspaceId === undefined || id === undefined ? undefined : { workspaceId, id, secret: secret! }
}

export const opens = (secret: string, hash: Buffer): boolean => timingSafeEqual(hashOf(secret), hash)

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()
