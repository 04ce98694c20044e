/** The one place that knows HTTP statuses: each error code's status and title, as an RFC 9457 problem. */
import { type ErrorCode, LogError } from '@daybook/protocol'

interface Row {
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 500 | 503
  readonly title: string
}

export const PROBLEMS = {
  not_json: { status: 400, title: 'Not JSON' },
  body_too_large: { status: 413, title: 'Body too large' },
  entry_invalid: { status: 422, title: 'Entry invalid' },
  too_many_entries: { status: 422, title: 'Too many entries' },
  draft_too_large: { status: 422, title: 'Draft too large' },
  query_invalid: { status: 422, title: 'Request invalid' },
  cursor_invalid: { status: 422, title: 'Cursor invalid' },
  cursor_expired: { status: 422, title: 'Cursor expired' },
  unauthenticated: { status: 401, title: 'Not signed in' },
  scope_missing: { status: 403, title: 'Not allowed' },
  source_not_allowed: { status: 403, title: 'Source not allowed' },
  workspace_missing: { status: 404, title: 'No such workspace' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 404, title: 'Not found' },
  key_conflict: { status: 409, title: 'Key used before' },
  name_taken: { status: 409, title: 'Name taken' },
  client_held: { status: 409, title: 'Under a legal hold' },
  act_refused: { status: 409, title: 'Not possible now' },
  version_conflict: { status: 409, title: 'Changed meanwhile' },
  time_taken: { status: 409, title: 'Time taken' },
  state_conflict: { status: 409, title: 'Not possible now' },
  log_busy: { status: 429, title: 'Busy' },
  rate_limited: { status: 429, title: 'Too many requests' },
  stopping: { status: 503, title: 'Stopping' },
  database_unavailable: { status: 503, title: 'Database unavailable' },
  keys_missing: { status: 503, title: 'Keys missing' },
  sign_in_failed: { status: 401, title: 'Not signed in' },
  second_factor_required: { status: 403, title: 'Second factor needed' },
  two_factor_setup_required: { status: 403, title: 'Two-factor sign-in needed' },
  link_ended: { status: 410, title: 'Link no longer works' },
  last_owner: { status: 409, title: 'Last owner' },
  provider_unavailable: { status: 503, title: 'Provider unavailable' },
  keys_unavailable: { status: 503, title: 'Keys unavailable' },
  log_went_back: { status: 409, title: 'Log went back' },
  log_diverged: { status: 409, title: 'Log diverged' },
  log_damaged: { status: 409, title: 'Log damaged' },
  signing_key_missing: { status: 503, title: 'Signing key missing' },
  signed_heads_missing: { status: 503, title: 'Signed heads missing' },
  timestamp_refused: { status: 503, title: 'Time stamp refused' },
  evidence_too_large: { status: 422, title: 'Evidence too large' },
  log_is_whole: { status: 409, title: 'Log is whole' },
  cosignature_invalid: { status: 422, title: 'Cosignature invalid' },
  export_not_ready: { status: 409, title: 'Export not ready' },
  export_expired: { status: 409, title: 'Export expired' },
  export_too_large: { status: 422, title: 'Export too large' },
  csrf_refused: { status: 403, title: 'Request refused' },
  internal: { status: 500, title: 'Internal error' },
} as const satisfies Record<ErrorCode, Row>

/** Any thrown value as a LogError: what is not ours is `internal`, or `database_unavailable` where PostgreSQL is away. */
export function toLogError(error: unknown): LogError {
  if (error instanceof LogError) return error
  if (isConnectionLoss(error)) {
    return new LogError('database_unavailable', 'The database cannot be reached: try again in a moment.', {
      retryAfter: 2,
      cause: error,
    })
  }
  return new LogError('internal', 'Something went wrong on our side. It was logged under this request id.', {
    cause: error,
  })
}

const LOST = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08003',
  '53300',
]

function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  return (
    (typeof code === 'string' && LOST.includes(code)) ||
    /Connection terminated|connection error|timeout exceeded when trying to connect|Client was closed/i.test(
      error.message,
    )
  )
}

export function toProblem(error: LogError, requestId: string): Response {
  const { status, title } = PROBLEMS[error.code]
  const { errors, existing, path, current, free, retryAfter } = error.details
  const body = {
    type: 'about:blank',
    title,
    status,
    code: error.code,
    detail: error.message,
    requestId,
    errors,
    existing,
    path,
    current,
    free,
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
      ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    },
  })
}
