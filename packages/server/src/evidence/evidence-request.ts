/** What somebody asks evidence of. */
import { LOCALES } from '@daybook/catalogue'
import { type InputError, LogError } from '@daybook/protocol'
import { z } from 'zod'
import { describeIssue } from '../actions/append-entries.ts'
import { MAX_PATTERNS } from '../read/field-choice.ts'
import { MAX_ZIP_FILES } from './zip-stream.ts'

/** Entries in one bundle at most: room for the other files. */
export const MAX_ENTRIES = MAX_ZIP_FILES - 1000

export const EvidenceRequest = z.strictObject({
  entries: z.array(z.string().max(100)).min(1).max(10_000).optional().describe('Ids of entries'),
  object: z.string().max(500).optional().describe('One object, as `booking:BK-1042` or `ob_…`'),
  client: z.string().max(500).optional().describe('One client, by the host’s id or `cl_…`'),
  from: z.string().max(40).optional().describe('A local date (inclusive) or an instant (inclusive)'),
  to: z.string().max(40).optional().describe('A local date (inclusive) or an instant (exclusive)'),
  fields: z
    .array(z.string().max(320))
    .max(MAX_PATTERNS)
    .optional()
    .describe('Fields to show, or the beginnings of names as `change/*`; all where absent'),
  locale: z.enum(LOCALES).optional().describe('Language of the report; else the workspace’s'),
})
export type EvidenceRequest = z.infer<typeof EvidenceRequest>

/** Throws `query_invalid`. */
export function readEvidenceRequest(body: unknown): EvidenceRequest {
  const parsed = EvidenceRequest.safeParse(body)
  const errors: InputError[] = parsed.success
    ? []
    : parsed.error.issues.flatMap(issue => describeIssue(issue, ''))
  if (parsed.success) {
    const { entries, object, client, from, to } = parsed.data
    if ([entries, object, client].filter(one => one !== undefined).length !== 1)
      errors.push({ path: '', message: 'give one of "entries", "object" and "client"' })
    if (entries !== undefined && (from ?? to) !== undefined)
      errors.push({ path: '/entries', message: 'are chosen one by one: "from" and "to" go with the others' })
  }
  if (errors.length > 0 || !parsed.success)
    throw new LogError('query_invalid', `${errors[0]!.path || 'The body'}: ${errors[0]!.message}`, { errors })
  return parsed.data
}
