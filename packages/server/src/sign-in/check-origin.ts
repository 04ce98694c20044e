import { LogError } from '@daybook/protocol'

/**
 * Refuses a state-changing request with a session cookie that another site may have caused.
 * `Sec-Fetch-Site` and `Origin` are set by the browser; a page cannot forge them.
 * @throws LogError `csrf_refused`
 */
export function checkOrigin(request: Request, baseUrl: string): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  if (site === 'same-origin' && (origin === null || origin === 'null' || isOurHost(origin, request, baseUrl)))
    return
  if (site === null && origin !== null && isOurOrigin(origin, request, baseUrl)) return
  throw refusal()
}

/**
 * The same for the form of a one-time link, which needs no cookie. Its page sends no referrer, and browsers then
 * send `Origin: null`: so this refuses only what certainly comes from elsewhere.
 * @throws LogError `csrf_refused`
 */
export function checkFormOrigin(request: Request, baseUrl: string): void {
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  if (site !== null && site !== 'same-origin' && site !== 'none') throw refusal()
  if (origin !== null && origin !== 'null' && !isOurHost(origin, request, baseUrl)) throw refusal()
}

const isOurOrigin = (origin: string, request: Request, baseUrl: string): boolean =>
  origin === new URL(baseUrl).origin || origin === new URL(request.url).origin

// Behind a proxy that ends TLS, the request's own scheme is not the browser's.
const isOurHost = (origin: string, request: Request, baseUrl: string): boolean => {
  const host = URL.parse(origin)?.host
  return host === new URL(baseUrl).host || host === new URL(request.url).host
}

const refusal = (): LogError =>
  new LogError(
    'csrf_refused',
    'This request does not come from a page of this Daybook. Open Daybook at its own address ' +
      '(DAYBOOK_URL, where a proxy stands before it) and try again.',
  )
