import { LogError } from '@daybook/protocol'
import type { z } from 'zod'
import { describeIssue } from './append-entries.ts'

/** The body of a request, read by a schema; nothing sent is an empty object. Throws `query_invalid` with every place. */
export function checkInput<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const parsed = schema.safeParse(body ?? {})
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.flatMap(issue => describeIssue(issue, ''))
  throw new LogError('query_invalid', `${errors[0]!.path}: ${errors[0]!.message}`, { errors })
}
