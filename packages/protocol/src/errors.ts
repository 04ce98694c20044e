import type { ActRefused } from './acts.ts'

/** The closed list of reasons why Daybook refuses something. HTTP statuses live in server/http/problem.ts only. */
export const ERROR_CODES = [
  'not_json',
  'body_too_large',
  'entry_invalid',
  'too_many_entries',
  'draft_too_large',
  'query_invalid',
  'cursor_invalid',
  'cursor_expired',
  'unauthenticated',
  'scope_missing',
  'source_not_allowed',
  'workspace_missing',
  'not_found',
  'method_not_allowed',
  'key_conflict',
  'name_taken',
  'client_held',
  'state_conflict',
  'act_refused',
  'version_conflict',
  'time_taken',
  'log_busy',
  'stopping',
  'database_unavailable',
  'keys_missing',
  'keys_unavailable',
  'log_went_back',
  'log_diverged',
  'log_damaged',
  'signing_key_missing',
  'signed_heads_missing',
  'cosignature_invalid',
  'export_not_ready',
  'export_expired',
  'export_too_large',
  'log_is_whole',
  'evidence_too_large',
  'timestamp_refused',
  'rate_limited',
  'csrf_refused',
  'sign_in_failed',
  'second_factor_required',
  'two_factor_setup_required',
  'link_ended',
  'last_owner',
  'provider_unavailable',
  'internal',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/** One thing wrong in an input: where (a JSON Pointer, RFC 6901) and what to do about it. */
export interface InputError {
  readonly path: string
  readonly message: string
}

export interface ErrorDetails {
  readonly errors?: readonly InputError[]
  /** The first entry written with the same idempotency key, for `key_conflict`. */
  readonly existing?: { readonly id: string; readonly seq: number }
  /** JSON Pointer of the draft in conflict. */
  readonly path?: string
  /** The record as it is, and what changed: for `act_refused`, `version_conflict` and `time_taken`. */
  readonly current?: ActRefused
  /** For `time_taken`: the next starts that are free (instants). */
  readonly free?: readonly string[]
  /** Seconds to wait before a retry can succeed. */
  readonly retryAfter?: number
  /** The request that was refused, as the server's own log names it. */
  readonly requestId?: string
  readonly cause?: unknown
}

/** The one error class of Daybook: `code` is stable and from the closed list, `message` is for people. */
export class LogError extends Error {
  override readonly name = 'LogError'
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.details = details
  }
}
