import { LogError } from '@daybook/protocol'
import type { z } from 'zod'
import { describeIssue } from './append-entries.ts'

/** A body read by its schema. Throws `query_invalid`, naming every place that is wrong. */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.flatMap(issue =>
    describeIssue(issue, '').map(error =>
      issue.code === 'unrecognized_keys' ? { ...error, message: 'unknown name' } : error,
    ),
  )
  throw new LogError('query_invalid', `${errors[0]!.path}: ${errors[0]!.message}`, { errors })
}
