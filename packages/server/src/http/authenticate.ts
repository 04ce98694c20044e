/** Who asks: an API key in `Authorization`, or the staff session with `Daybook-Workspace`. */
import { createHash } from 'node:crypto'
import { LogError } from '@daybook/protocol'
import { recogniseKey } from '../actions/create-key.ts'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'

/** Recognises the staff session of a request; undefined where there is none. */
export type RecogniseSession = (request: Request) => Promise<Principal | undefined>

/** A revoked key is refused at the latest after this time, in ms. */
const REMEMBER = 2000
const MAX_REMEMBERED = 10_000

/** Who asks. Throws `unauthenticated`. */
export type Authenticate = (request: Request) => Promise<Principal>

export function createAuthenticator(daybook: Daybook, session: RecogniseSession): Authenticate {
  const remembered = new Map<string, { principal: Principal; until: number }>()
  async function recognise(request: Request): Promise<Principal> {
    const header = request.headers.get('authorization')
    if (header === null) {
      const member = await session(request)
      if (member !== undefined) return member
      throw new LogError('unauthenticated', 'Send an API key as "Authorization: Bearer …", or sign in.')
    }
    const key = /^Bearer +(\S+)$/i.exec(header)?.[1]
    // Remembered under a hash, so that no secret stands in memory longer than its request.
    const name = key === undefined ? '' : createHash('sha256').update(key).digest('base64')
    const known = remembered.get(name)
    if (known !== undefined && known.until > daybook.now()) return known.principal
    const principal = key === undefined ? undefined : await recogniseKey(daybook, key)
    if (principal === undefined)
      throw new LogError('unauthenticated', 'This API key is not known, or it was revoked.')
    if (remembered.size >= MAX_REMEMBERED) remembered.clear()
    remembered.set(name, { principal, until: daybook.now() + REMEMBER })
    return principal
  }
  return async request => {
    const principal = await recognise(request)
    // Where a workspace was closed there is nobody any more.
    await daybook.workspaces.get(principal.workspaceId).catch((error: unknown) => {
      const isClosed = error instanceof LogError && error.code === 'workspace_missing'
      throw isClosed ? new LogError('unauthenticated', 'There is no such workspace any more.') : error
    })
    return principal
  }
}
