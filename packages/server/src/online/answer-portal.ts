/** `/portal/…`: signing in, one's own bookings, what one may ask for. Never anything of the log. */
import { LogError } from '@daybook/protocol'
import { parseId } from '../ids.ts'
import { keepPace } from '../sign-in/pace.ts'
import type { Workspace } from '../entry/workspace.ts'
import { isEmail, nothing } from './answer-booking.ts'
import { answerVisit } from './answer-visit.ts'
import { bookingsOfClient, OPEN } from './bookings-of-client.ts'
import { endedPage } from './answer-link.ts'
import { type Reader, say, seeOther } from './pages/page.ts'
import { erasurePage, homePage, sentPage, signInByLinkPage, signInPage } from './pages/portal-pages.ts'
import { lineOf, type PageRequest } from './page-request.ts'
import type { OnlineParts } from './parts.ts'
import { askForData, askForErasure } from './portal-requests.ts'
import { endClientSessions, type PortalVisit, recogniseClient } from './portal-sessions.ts'
import { askSignIn, lookAtLink, signInByCode, signInByLink } from './portal-sign-in.ts'

interface Portal {
  readonly parts: OnlineParts
  readonly workspace: Workspace
  readonly reader: Reader
  readonly request: PageRequest
  /** `/portal/harbour` */
  readonly base: string
}

const COOKIE = 'daybook_portal'
/** Of the past bookings that are shown. */
const SHOWN = 50

export async function answerPortal(portal: Portal): Promise<Response> {
  const { parts, workspace, reader, request, base } = portal
  const [, , place, ...more] = request.path
  const isPost = request.method === 'POST'
  if (more.length === 0 && isPost && place === 'sign-in') return askLetter(portal)
  if (more.length === 0 && isPost && place === 'code') return enterCode(portal)
  if (place === 'in' && more.length === 1) return openLink(portal, more[0]!)
  const visit = await recogniseClient(parts, workspace, request.cookie(COOKIE))
  if (visit === undefined || visit === 'over') {
    if (place !== undefined) return seeOther(base, visit === 'over' ? [forget(portal)] : [])
    const over = request.query.get('out') === null ? undefined : say(reader, 'signedOut')
    return signInPage(reader, { base, notice: visit === 'over' ? say(reader, 'sessionOver') : over })
  }
  if (place === 'bookings') return answerBookingOf(portal, visit, more)
  if (more.length > 0) return nothing(reader)
  return isPost ? doInPortal(portal, visit, place) : showInPortal(portal, visit, place)
}

const cookieLine = ({ parts, base }: Portal, value: string, rest: string): string => {
  const secure = parts.baseUrl.startsWith('https:') ? '; Secure' : ''
  return `${COOKIE}=${value}; Path=${base}; HttpOnly; SameSite=Lax${secure}${rest}`
}
const remember = (portal: Portal, secret: string): string =>
  cookieLine(portal, secret, `; Max-Age=${14 * 24 * 3600}`)
const forget = (portal: Portal): string => cookieLine(portal, '', '; Max-Age=0')

async function askLetter({ parts, workspace, reader, request, base }: Portal): Promise<Response> {
  const email = lineOf(request.form, 'email').toLowerCase()
  if (!isEmail(email)) return signInPage(reader, { base, email, wrong: say(reader, 'emailWrong') })
  await askSignIn(parts, workspace, email, request.caller)
  return sentPage(reader, base, email)
}

async function enterCode(portal: Portal): Promise<Response> {
  const { parts, workspace, reader, request, base } = portal
  const email = lineOf(request.form, 'email').toLowerCase()
  const code = lineOf(request.form, 'code')
  const started = parts.daybook.now()
  try {
    const secret = await signInByCode(parts, workspace, { email, code }, request.caller)
    return seeOther(base, [remember(portal, secret)])
  } catch (error) {
    if (!(error instanceof LogError) || error.code !== 'sign_in_failed') throw error
    // For a known address there is an entry to write: how long it took must not tell.
    await keepPace(started, () => parts.daybook.now())
    return sentPage(reader, base, email, say(reader, 'codeWrong'))
  }
}

async function openLink(portal: Portal, secret: string): Promise<Response> {
  const { parts, workspace, reader, request, base } = portal
  if (request.method === 'GET') {
    const { state, link } = await lookAtLink(parts, secret, 'sign_in')
    const isOurs = link?.workspaceId === workspace.id
    if (!isOurs || state !== 'open') return endedPage(reader, isOurs ? state : 'unknown')
    return signInByLinkPage(reader, `${base}/in/${secret}`)
  }
  const done = await signInByLink(parts, workspace, secret, request.caller)
  return 'session' in done ? seeOther(base, [remember(portal, done.session)]) : endedPage(reader, done.state)
}

async function answerBookingOf(
  portal: Portal,
  { session }: PortalVisit,
  [ref = '', act, ...more]: readonly string[],
): Promise<Response> {
  const { parts, workspace, reader, request, base } = portal
  const objectId = parseId('ob', ref)
  if (objectId === undefined || more.length > 0) return nothing(reader)
  const here = `${base}/bookings/${ref}`
  return answerVisit({
    parts,
    workspace,
    reader,
    request,
    objectId,
    act,
    clientId: session.clientId,
    mayConfirm: true,
    base: here,
    afterMove: () => `${here}?news=moved`,
    home: base,
  })
}

async function showInPortal(
  { parts, workspace, reader, request, base }: Portal,
  { session, client }: PortalVisit,
  place: string | undefined,
): Promise<Response> {
  if (place === 'erasure') return erasurePage(reader, base)
  if (place !== undefined) return nothing(reader)
  const all = await bookingsOfClient(parts.daybook, workspace, session.clientId)
  const now = parts.daybook.now()
  const isToCome = ({ status, startsAt = 0 }: (typeof all)[number]) => OPEN.has(status) && startsAt > now
  const asked = request.query.get('asked')
  return homePage(reader, {
    base,
    bookingPage: base.replace('/portal/', '/book/'),
    name: client.name ?? '',
    upcoming: all.filter(isToCome),
    past: all
      .filter(one => !isToCome(one))
      .toReversed()
      .slice(0, SHOWN),
    notice:
      asked === 'data'
        ? say(reader, 'askDataDone')
        : asked === 'erasure'
          ? say(reader, 'askErasureDone')
          : undefined,
  })
}

async function doInPortal(portal: Portal, visit: PortalVisit, place: string | undefined): Promise<Response> {
  const { parts, workspace, reader, request, base } = portal
  const { caller } = request
  await parts.limits.act(workspace.id, caller)
  switch (place) {
    case 'data':
      await askForData(parts, workspace, visit, caller)
      return seeOther(`${base}?asked=data`)
    case 'erasure':
      await askForErasure(parts, workspace, visit, caller)
      return seeOther(`${base}?asked=erasure`)
    case 'sign-out':
    case 'sign-out-everywhere':
      await endClientSessions(parts, workspace, visit, caller, place === 'sign-out-everywhere')
      return seeOther(`${base}?out`, [forget(portal)])
    default:
      return nothing(reader)
  }
}
