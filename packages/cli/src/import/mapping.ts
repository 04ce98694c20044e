/** The mapping file: how rows become drafts. Its format is described in docs/guide/import.md. */
import { Draft } from '@daybook/protocol/draft'
import { z } from 'zod'
import type { Condition } from './condition.ts'
import { compileCondition } from './condition.ts'
import { didYouMean } from './did-you-mean.ts'
import type { MappingProblem } from './import-error.ts'
import { ImportError } from './import-error.ts'
import { locate, placeAt } from './locate.ts'
import { step } from './pointer.ts'
import type { Compilation, Compiled } from './scope.ts'
import { ENCODINGS } from './source-file.ts'
import { unknownColumns } from './template.ts'
import { compileValue } from './value.ts'

const oneChar = z.string().length(1, 'must be one character')
const Source = z.discriminatedUnion('format', [
  z.strictObject({
    format: z.literal('csv'),
    delimiter: oneChar.default(','),
    quote: oneChar.default('"'),
    encoding: z.enum(ENCODINGS).default('utf-8'),
    /** Where the file has no header line. */
    columns: z.array(z.string().min(1)).min(1).optional(),
  }),
  z.strictObject({ format: z.literal('jsonl'), encoding: z.enum(ENCODINGS).default('utf-8') }),
])

/** The frame of a mapping; the values within are checked by `compileMapping`, which knows their places better. */
export const MappingFile = z.strictObject({
  $schema: z.string().optional(),
  name: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9-]{0,99}$/,
      'must be lower-case letters, digits and hyphens: it begins every key',
    ),
  about: z.string().optional(),
  source: Source,
  nulls: z.array(z.string()).default(['']),
  let: z.record(z.string().regex(/^[^{}]+$/, 'must not hold braces'), z.unknown()).default({}),
  entries: z
    .array(
      z.strictObject({
        about: z.string().optional(),
        when: z.unknown().optional(),
        repeat: z.unknown().optional(),
        draft: z.record(z.string(), z.unknown()),
      }),
    )
    .min(1, 'must have at least one entry'),
})
export type MappingFile = z.infer<typeof MappingFile>

export interface Mapping {
  readonly name: string
  readonly source: MappingFile['source']
  readonly nulls: readonly string[]
  readonly lets: readonly (readonly [name: string, value: Compiled, path: string])[]
  readonly entries: readonly {
    readonly when?: Condition
    readonly repeat?: Compiled
    readonly draft: Compiled
    readonly path: string
  }[]
  /** Throws `ImportError` where the mapping asks for columns that the source does not have. */
  readonly checkColumns: (columns: readonly string[]) => void
}

/**
 * Reads a mapping. `label` is what messages call it, usually its path.
 * Throws `ImportError` with every mistake, each with its JSON Pointer, line and column.
 */
export function compileMapping(text: string, label: string): Mapping {
  const refuse = (problems: readonly MappingProblem[]): never => {
    const lines = problems.map(({ path, message }) => {
      const { line, column } = locate(text, path)
      return `  ${label}:${line}:${column} ${path || '/'}\n    ${message}`
    })
    throw new ImportError(
      `The mapping has ${problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`}:\n${lines.join('\n')}`,
      problems,
    )
  }
  const json = parseJson(text, label)
  const parsed = MappingFile.safeParse(json)
  if (!parsed.success) return refuse(parsed.error.issues.flatMap(issue => toProblems(issue)))
  const file = parsed.data
  const compilation: Compilation = { problems: [], columnsUsed: [], lets: new Set() }

  const lets = Object.entries(file.let).map(([name, value]) => {
    const path = step('/let', name)
    const compiled = compileValue(value, path, compilation)
    // Only from here on: a value may use the column whose name it takes.
    compilation.lets.add(name)
    return [name, compiled, path] as const
  })
  const entries = file.entries.map(({ when, repeat, draft }, n) => {
    const path = `/entries/${n}`
    checkNames(draft, Draft, `${path}/draft`, compilation.problems)
    if (!('action' in draft))
      compilation.problems.push({ path: `${path}/draft`, message: 'A draft needs an "action".' })
    return {
      ...(when !== undefined && { when: compileCondition(when, `${path}/when`, compilation, compileValue) }),
      ...(repeat !== undefined && { repeat: compileValue(repeat, `${path}/repeat`, compilation) }),
      draft: compileValue(draft, `${path}/draft`, compilation),
      path,
    }
  })
  if (compilation.problems.length > 0) return refuse(compilation.problems)

  const checkColumns = (columns: readonly string[]) => {
    const problems = unknownColumns(compilation, columns, Object.keys(file.let))
    if (problems.length > 0) refuse(problems)
  }
  if (file.source.format === 'csv' && file.source.columns) checkColumns(file.source.columns)
  return { name: file.name, source: file.source, nulls: file.nulls, lets, entries, checkColumns }
}

function parseJson(text: string, label: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    const offset = /position (\d+)/.exec((cause as Error).message)?.[1]
    const { line, column } = placeAt(text, Number(offset ?? text.length))
    throw new ImportError(`${label}:${line}:${column} is not JSON: ${(cause as Error).message}.`, [], cause)
  }
}

/** Names that a draft does not have are found here, not once for every row. */
function checkNames(value: unknown, schema: z.ZodType, path: string, problems: MappingProblem[]): void {
  if (typeof value !== 'object' || value === null) return
  let inner: unknown = schema
  while (inner instanceof z.ZodOptional) inner = inner.unwrap()
  if (inner instanceof z.ZodArray && Array.isArray(value))
    for (const [n, item] of value.entries())
      checkNames(item, inner.element as z.ZodType, step(path, n), problems)
  if (!(inner instanceof z.ZodObject) || Array.isArray(value)) return
  for (const [name, member] of Object.entries(value)) {
    const known = (inner.shape as Record<string, z.ZodType>)[name]
    if (known) checkNames(member, known, step(path, name), problems)
    else if (!name.startsWith('$')) {
      const names = Object.keys(inner.shape)
      const hint = didYouMean(name, names) || ` There are: ${names.join(', ')}.`
      problems.push({ path: step(path, name), message: `There is no "${name}" here.${hint}` })
    }
  }
}

function toProblems(issue: z.core.$ZodIssue): MappingProblem[] {
  const path = issue.path.map(one => step('', String(one))).join('')
  if (issue.code !== 'unrecognized_keys') return [{ path, message: `${issue.message}.` }]
  const known = namesAt(issue.path)
  return issue.keys.map(name => {
    const hint = didYouMean(name, known) || (known.length ? ` There are: ${known.join(', ')}.` : '')
    return { path: step(path, name), message: `There is no "${name}" here.${hint}` }
  })
}

function namesAt(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return Object.keys(MappingFile.shape)
  if (path[0] === 'source') return ['format', 'delimiter', 'quote', 'encoding', 'columns']
  return path[0] === 'entries' ? ['about', 'when', 'repeat', 'draft'] : []
}
