/** One-time links by which the owner of the installation signs in. Only a hash of the token is stored. */
import { createHash } from 'node:crypto'
import type { Daybook } from '../daybook.ts'
import { randomBytes } from '../random.ts'
import { OneTimeLinks } from '../store/one-time-links.ts'

/** How long a link can be used, in ms. */
const LIFETIME = 24 * 60 * 60 * 1000
export const LINK_PATH = '/sign-in/once/'

/** A request's path as the server's log may hold it: a link's token never goes there. */
export const pathForLog = (path: string): string => (path.startsWith(LINK_PATH) ? `${LINK_PATH}…` : path)

/** The token's bytes are random, so one round of SHA-256 is enough to store it by. */
export const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest()

/**
 * A new link that signs the owner in, once and within 24 hours; an unused one made before no longer works.
 * For `daybook sign-in-link`, with or without a server running.
 * @param baseUrl origin under which the owner reaches the server
 */
export async function makeSignInLink(daybook: Daybook, baseUrl: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const now = daybook.now()
  await new OneTimeLinks(daybook.pools.auth).replace('owner_sign_in', hashOfToken(token), now, now + LIFETIME)
  return new URL(LINK_PATH + token, baseUrl).href
}

/** A new link as long as no owner has ever signed in; undefined afterwards. */
export async function firstSignInLink(daybook: Daybook, baseUrl: string): Promise<string | undefined> {
  const owners = await daybook.owners.all()
  return owners[0]?.signedInAt === undefined ? makeSignInLink(daybook, baseUrl) : undefined
}
