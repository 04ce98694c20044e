/** The public pages, by their addresses. Whatever goes wrong is a page too, and tells nothing. */
import { readFileSync } from 'node:fs'
import { type Locale, LOCALES } from '@daybook/catalogue'
import { LogError } from '@daybook/protocol'
import type { Workspace } from '../entry/workspace.ts'
import { checkFormOrigin } from '../sign-in/check-origin.ts'
import { answerBooking, nothing } from './answer-booking.ts'
import { answerLink } from './answer-link.ts'
import { answerPortal } from './answer-portal.ts'
import { plainPage, type Reader, readerOf, SCRIPT_PATH, STYLE_PATH } from './pages/page.ts'
import { readPageRequest } from './page-request.ts'
import type { OnlineParts } from './parts.ts'
import { findOnlineWorkspace } from './slug.ts'

const file = (name: string): string => readFileSync(new URL(`pages/${name}`, import.meta.url), 'utf8')

const FILES: Readonly<Record<string, { readonly type: string; readonly text: string }>> = {
  [STYLE_PATH]: { type: 'text/css; charset=utf-8', text: file('style.css') },
  [SCRIPT_PATH]: { type: 'text/javascript; charset=utf-8', text: file('own-time.js') },
}

/** @param ip where the request comes from */
export async function answerPage(
  parts: OnlineParts,
  request: Request,
  ip: string | undefined,
): Promise<Response> {
  const found = FILES[new URL(request.url).pathname]
  if (found !== undefined && request.method === 'GET')
    return new Response(found.text, {
      headers: { 'content-type': found.type, 'cache-control': 'public, max-age=300' },
    })
  let reader = readerOf('en', undefined)
  try {
    const read = await readPageRequest(request, ip)
    reader = readerOf(read.locale ?? 'en', undefined)
    checkFormOrigin(request, parts.baseUrl)
    const [door, slug = ''] = read.path
    if (door === 'visit') return await answerLink(parts, read, reader)
    if (door !== 'book' && door !== 'portal') return nothing(reader)
    const workspace = await findOnlineWorkspace(parts.daybook, slug)
    if (workspace === undefined) return nothing(reader)
    reader = readerOf(read.locale ?? localeOf(workspace), workspace)
    const given = { parts, workspace, reader, request: read }
    return door === 'book'
      ? await answerBooking({ ...given, base: `/book/${slug}` })
      : await answerPortal({ ...given, base: `/portal/${slug}` })
  } catch (error) {
    return failurePage(parts, reader, error)
  }
}

const localeOf = ({ locale }: Workspace): Locale => LOCALES.find(one => one === locale) ?? 'en'

function failurePage({ report }: OnlineParts, reader: Reader, error: unknown): Response {
  const code = error instanceof LogError ? error.code : 'internal'
  switch (code) {
    case 'rate_limited': {
      const seconds = (error as LogError).details.retryAfter ?? 60
      const values = { n: Number(seconds) }
      const page = plainPage(reader, 'limitTitle', 'limitText', { status: 429, values })
      page.headers.set('retry-after', String(seconds))
      return page
    }
    case 'csrf_refused':
      return plainPage(reader, 'foreignTitle', 'foreignText', { status: 403 })
    case 'not_found':
    case 'workspace_missing':
    case 'method_not_allowed':
      return nothing(reader)
    case 'body_too_large':
      return plainPage(reader, 'failedTitle', 'tooLong', { status: 413 })
    case 'log_busy':
    case 'database_unavailable':
      return plainPage(reader, 'failedTitle', 'failedText', { status: 503 })
    default:
      report(error)
      return plainPage(reader, 'failedTitle', 'failedText', { status: 500 })
  }
}
