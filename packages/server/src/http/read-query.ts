/** Query parameters of the reading routes, checked and explained. */
import {
  CATEGORIES,
  findNamedFilter,
  type Locale,
  LOCALES,
  RELATED,
  SOURCES,
  TYPES,
} from '@daybook/catalogue'
import { type EntryFilter, type InputError, LogError, OUTCOMES } from '@daybook/protocol'
import { z } from 'zod'
import { pointer } from '../actions/append-entries.ts'
import type { Order } from '../store/read/scan.ts'

const several = (values: readonly string[], what: string) =>
  z
    .array(
      z.string().refine(value => values.includes(value), { error: `must be one of: ${values.join(', ')}` }),
    )
    .optional()
    .describe(what)
const texts = (what: string) => z.array(z.string().min(1).max(500)).max(100).optional().describe(what)

/** Filters: repeated for OR; different filters are AND. */
export const FilterQuery = z.strictObject({
  action: texts('Actions; `booking.*` stands for all of a prefix'),
  named: z
    .array(z.string().refine(name => findNamedFilter(name) !== undefined, { error: 'is no named filter' }))
    .optional()
    .describe('Named filters of the catalogue, OR-able with actions'),
  category: several(CATEGORIES, 'Categories'),
  type: several(TYPES, 'Types'),
  source: several(SOURCES, 'Sources'),
  actor: texts('Actors by id: `staff:…`, `cl_…`, or an id alone'),
  object: texts('Objects: `booking:BK-1042` or `ob_…`'),
  field: texts('Names of changed fields'),
  outcome: several(OUTCOMES, 'Outcomes'),
  related: several(RELATED, 'Scopes'),
  from: z.string().max(40).optional().describe('A local date (inclusive) or an instant (inclusive)'),
  to: z.string().max(40).optional().describe('A local date (inclusive) or an instant (exclusive)'),
  q: z.string().max(500).optional().describe('Free text'),
})
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int('must be a whole number').min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
  order: z.enum(['desc', 'asc']).default('desc'),
  lang: z.enum(LOCALES).optional().describe('Language of the sentences; else the workspace’s'),
})
export const ListQuery = z.strictObject({ ...FilterQuery.shape, ...PageQuery.shape })

/** Parameters that a schema takes several times. */
function repeatedOf(schema: z.ZodType): ReadonlySet<string> {
  const shape = schema instanceof z.ZodObject ? (schema.shape as Record<string, z.ZodType>) : {}
  return new Set(Object.keys(shape).filter(name => isList(shape[name]!)))
}

const isList = (of: z.ZodType): boolean =>
  of instanceof z.ZodArray ||
  ((of instanceof z.ZodOptional || of instanceof z.ZodDefault) && isList(of.unwrap() as z.ZodType))

/** Reads a query by a schema. Throws `query_invalid`, naming every parameter that is wrong or unknown. */
export function readQuery<S extends z.ZodType>(schema: S, url: string): z.infer<S> {
  const given: Record<string, unknown> = Object.create(null)
  const errors: InputError[] = []
  const repeated = repeatedOf(schema)
  for (const [name, value] of new URL(url).searchParams) {
    if (value.includes('\0') || !value.isWellFormed())
      errors.push({ path: pointer([name]), message: 'holds a character that cannot be searched' })
    else if (repeated.has(name)) given[name] = [...((given[name] as string[] | undefined) ?? []), value]
    else if (Object.hasOwn(given, name))
      errors.push({ path: pointer([name]), message: 'may be given once only' })
    else given[name] = value
  }
  const parsed = schema.safeParse({ ...given })
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      if (issue.code === 'unrecognized_keys')
        errors.push(...issue.keys.map(key => ({ path: pointer([key]), message: 'unknown parameter' })))
      else errors.push({ path: pointer(issue.path), message: issue.message })
    }
  }
  if (errors.length > 0 || !parsed.success) {
    throw new LogError('query_invalid', `${errors[0]!.path.slice(1)}: ${errors[0]!.message}`, { errors })
  }
  return parsed.data
}

/** The filters of a query without its paging. */
export function filterOf(query: z.infer<typeof FilterQuery>): EntryFilter {
  const { action, named, category, type, source, actor, object, field, outcome, related, from, to, q } = query
  return { action, named, category, type, source, actor, object, field, outcome, related, from, to, q }
}

export const pageOf = (
  query: z.infer<typeof PageQuery>,
): { limit: number; cursor?: string; order: Order; locale?: Locale } => ({
  limit: query.limit,
  cursor: query.cursor,
  order: query.order,
  locale: query.lang,
})
