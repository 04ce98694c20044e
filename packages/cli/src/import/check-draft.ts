/** What the server would refuse in a draft, found beforehand, so that a bad row never holds up the good ones. */
import { LIMITS } from '@daybook/protocol'
import { Draft } from '@daybook/protocol/draft'

/** Why a draft cannot be written; undefined where nothing speaks against it. */
export function checkDraft(draft: unknown): string | undefined {
  const parsed = Draft.safeParse(draft)
  if (!parsed.success) {
    const reasons = parsed.error.issues.map(issue => `/${issue.path.map(String).join('/')}: ${issue.message}`)
    return `is not a draft: ${reasons.join('; ')}`
  }
  const { occurredAt } = parsed.data
  if (occurredAt !== undefined && !isTime(occurredAt))
    return `/occurredAt: "${occurredAt}" is neither a date such as 2026-11-22 nor an instant such as 2026-11-22T10:30:00Z`
  const text = JSON.stringify(draft)
  if (Buffer.byteLength(text) > LIMITS.draft)
    return `has ${Buffer.byteLength(text)} bytes; a draft holds ${LIMITS.draft}`
  return badText(draft, '')
}

function isTime(text: string): boolean {
  try {
    if (text.includes('T')) Temporal.Instant.from(text)
    else if (/^\d{4}-\d{2}-\d{2}$/.test(text)) Temporal.PlainDate.from(text)
    else return false
    return true
  } catch {
    return false
  }
}

function badText(value: unknown, path: string): string | undefined {
  if (typeof value === 'string') {
    if (value.includes('\0')) return `${path}: the character U+0000 cannot be kept`
    if (!value.isWellFormed()) return `${path}: half a character (a lone surrogate) cannot be kept`
    if (value.length > LIMITS.string / 4 && Buffer.byteLength(value) > LIMITS.string)
      return `${path}: a text holds ${LIMITS.string} bytes at most`
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      const problem = badText(name, path) ?? badText(member, `${path}/${name}`)
      if (problem) return problem
    }
  }
  return undefined
}
