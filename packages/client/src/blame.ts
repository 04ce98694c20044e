/** Whose fault a refused request is: decides who gets the error and who is sent again. */
import { LogError } from '@daybook/protocol/errors'
import type { ErrorCode } from '@daybook/protocol/errors'

export interface Blame {
  /** The error of each guilty member by its place, its paths counted within that member's own drafts. */
  readonly guilty: ReadonlyMap<number, unknown>
  /** The places to send again, each list as a request of its own, in order. */
  readonly again: readonly (readonly number[])[]
}

/** Refusals that are about the drafts; any other (no right, no answer, busy) concerns everyone alike. */
const aboutDrafts: ReadonlySet<ErrorCode> = new Set([
  'not_json',
  'body_too_large',
  'entry_invalid',
  'too_many_entries',
  'draft_too_large',
  'source_not_allowed',
  'key_conflict',
  'workspace_missing',
  'not_found',
  'name_taken',
] satisfies ErrorCode[])

/** True where a refusal is about what was sent, so that something else may be accepted. */
export function isAboutDrafts(error: unknown): error is LogError {
  return error instanceof LogError && aboutDrafts.has(error.code)
}

/**
 * Judges a refused request whose members had so many drafts each.
 * Paths such as `/entries/7/occurredAt` name the guilty; where none does, the request is halved.
 */
export function blame(error: unknown, sizes: readonly number[]): Blame {
  const all = sizes.map((_, n) => n)
  const everyone = { guilty: new Map(all.map(n => [n, error])), again: [] }
  if (!isAboutDrafts(error)) return everyone

  const starts = sizes.map((_, n) => sizes.slice(0, n).reduce((sum, size) => sum + size, 0))
  const guilty = new Map<number, unknown>()
  for (const n of all) {
    const own = within(error, starts[n]!, sizes[n]!)
    if (own) guilty.set(n, own)
  }
  if (guilty.size > 0) {
    const innocent = all.filter(n => !guilty.has(n))
    return { guilty, again: innocent.length > 0 ? [innocent] : [] }
  }
  if (all.length === 1) return everyone
  const half = Math.ceil(all.length / 2)
  return { guilty, again: [all.slice(0, half), all.slice(half)] }
}

/** The error with only what concerns these drafts; undefined where nothing does. */
function within(error: LogError, start: number, size: number): LogError | undefined {
  const own = (path: string): string | undefined => {
    const found = /^\/entries\/(\d+)(\/.*)?$/s.exec(path)
    const index = found ? Number(found[1]) - start : -1
    return index >= 0 && index < size ? `/entries/${index}${found?.[2] ?? ''}` : undefined
  }
  const errors = error.details.errors?.flatMap(one => {
    const path = own(one.path)
    return path === undefined ? [] : [{ ...one, path }]
  })
  const path = error.details.path === undefined ? undefined : own(error.details.path)
  if (!errors?.length && path === undefined) return undefined
  return new LogError(error.code, error.message, { ...error.details, errors, path })
}
