/** Turns a refusal (RFC 9457 problem document) back into the `LogError` that the server threw. */
import { LogError } from '@daybook/protocol/errors'
import type { ErrorCode, ErrorDetails, InputError } from '@daybook/protocol/errors'

/** For refusals of proxies and the like, which know nothing of Daybook's codes. */
const codeByStatus: Readonly<Record<number, ErrorCode>> = {
  401: 'unauthenticated',
  403: 'scope_missing',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'body_too_large',
  429: 'rate_limited',
  503: 'database_unavailable',
}

/** The error that a refused answer stands for; `code` falls back to the status where the body has none. */
export function problemError(status: number, headers: Headers, text: string): LogError {
  const problem = parse(text)
  // A newer server may have a code that is not known here: it is passed on as it came, and the list stays out of pages.
  const code = (string(problem['code']) as ErrorCode | undefined) ?? codeByStatus[status] ?? 'internal'
  const message = string(problem['detail']) ?? string(problem['title']) ?? `The server answered ${status}.`
  return new LogError(code, message, {
    errors: inputErrors(problem['errors']),
    existing: problem['existing'] as ErrorDetails['existing'],
    path: string(problem['path']),
    current: problem['current'] as ErrorDetails['current'],
    free: problem['free'] as ErrorDetails['free'],
    retryAfter: retryAfter(headers),
    requestId: string(problem['requestId']) ?? headers.get('x-request-id') ?? undefined,
  })
}

/** Seconds, from either form of `Retry-After` (RFC 9110 section 10.2.3); a date is read by the server's own clock. */
function retryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after')
  if (!value) return undefined
  if (/^\d+$/.test(value)) return Number(value)
  const seconds = (Date.parse(value) - Date.parse(headers.get('date') ?? '')) / 1000
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds)
}

function inputErrors(value: unknown): InputError[] | undefined {
  if (!Array.isArray(value)) return undefined
  return value.filter(error => typeof error?.path === 'string' && typeof error?.message === 'string')
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
