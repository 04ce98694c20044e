/** `/visit/{secret}`: a link from a letter, or the one on which somebody goes on who has just booked. */
import { findLinkByHash } from '../store/online/client-links.ts'
import { keyOf } from './answer-booking.ts'
import { answerVisit } from './answer-visit.ts'
import { ownSecret } from './new-links.ts'
import { plainPage, type Reader, readerOf, seeOther } from './pages/page.ts'
import type { PageRequest } from './page-request.ts'
import type { OnlineParts } from './parts.ts'
import { type LinkState, lookAtLink } from './portal-sign-in.ts'
import { hashOf } from './secrets.ts'

export async function answerLink(
  parts: OnlineParts,
  request: PageRequest,
  nobody: Reader,
): Promise<Response> {
  const [, secret = '', act, ...more] = request.path
  const { state, link } =
    more.length > 0 ? { state: 'unknown' as const } : await lookAtLink(parts, secret, 'visit')
  if (link === undefined || link.objectId === undefined) return endedPage(nobody, 'unknown')
  if (state === 'used' && (await movedBefore(parts, request, link.workspaceId)) !== undefined)
    return seeOther((await movedBefore(parts, request, link.workspaceId))!)
  // Of what it led to nothing is told any more, the name of the business included.
  if (state !== 'open') return endedPage(nobody, state)
  const workspace = await parts.daybook.workspaces.get(link.workspaceId)
  return answerVisit({
    parts,
    workspace,
    reader: readerOf(nobody.locale, workspace),
    request,
    clientId: link.clientId,
    objectId: link.objectId,
    mayConfirm: link.mailed,
    base: `/visit/${secret}`,
    act,
    afterMove: next => `/visit/${next}?news=moved`,
  })
}

/** A form that was sent twice: the first one has moved the booking already, and made another link. */
async function movedBefore(
  { daybook }: OnlineParts,
  request: PageRequest,
  workspaceId: number,
): Promise<string | undefined> {
  const key = keyOf(request)
  if (request.method !== 'POST' || key === undefined) return undefined
  const secret = ownSecret(daybook.folder.workspace(workspaceId), key)
  const made = await findLinkByHash(daybook.pools.app, hashOf(secret))
  return made && `/visit/${secret}?news=moved`
}

/** Says what is the matter with a link, and nothing else. */
export function endedPage(reader: Reader, state: LinkState): Response {
  if (state === 'used') return plainPage(reader, 'usedTitle', 'usedText', { status: 410 })
  if (state === 'expired') return plainPage(reader, 'expiredTitle', 'expiredText', { status: 410 })
  return plainPage(reader, 'unknownTitle', 'unknownText', { status: 404 })
}
