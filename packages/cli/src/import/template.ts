/** Texts of a mapping with names in braces: `resort-{row}`. `{{` and `}}` stand for the braces themselves. */
import { didYouMean } from './did-you-mean.ts'
import { RowError } from './import-error.ts'
import type { Compilation, Compiled, Scope } from './scope.ts'
import { lookUp } from './scope.ts'

/**
 * A text that is one name in braces gives that value as it is, with its type. Any other text gives a text; where
 * one of its names is unknown in a row, so is the whole.
 */
export function compileTemplate(text: string, path: string, compilation: Compilation): Compiled {
  const parts = [...text.matchAll(/\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+/g)]
  for (const [found, name] of parts) {
    if (found === '{' || found === '}') {
      const message = `has a single "${found}". Write a name as {name}, a brace as ${found}${found}.`
      compilation.problems.push({ path, message: `"${text}" ${message}` })
    } else if (name !== undefined) noteName(name, path, compilation)
  }
  const [only] = parts
  if (parts.length === 1 && only?.[1] !== undefined) {
    const name = only[1]
    return scope => lookUp(scope, name)
  }
  const pieces = parts.map(([found, name]) => ({
    text: found === '{{' ? '{' : found === '}}' ? '}' : found,
    name,
  }))
  return scope => {
    let whole = ''
    for (const { text, name } of pieces) {
      const piece = name === undefined ? text : asText(scope, name)
      if (piece === undefined) return undefined
      whole += piece
    }
    return whole
  }
}

function asText(scope: Scope, name: string): string | undefined {
  const value = lookUp(scope, name)
  if (value === undefined || value === null) return undefined
  if (typeof value === 'object') throw new RowError(`${name} is not one value and cannot stand within a text`)
  return String(value)
}

function noteName(name: string, path: string, { lets, columnsUsed, problems }: Compilation): void {
  if (name.trim() === '')
    problems.push({ path, message: '{} names nothing. Put a column or a name of "let" in it.' })
  else if (!lets.has(name) && name !== 'row' && name !== 'n') columnsUsed.push({ name, path })
}

/** The mistakes in the names that a mapping uses, once the columns of its source are known. */
export function unknownColumns(
  compilation: Compilation,
  columns: readonly string[],
  letNames: readonly string[],
) {
  const known = new Set(columns)
  return compilation.columnsUsed
    .filter(({ name }) => !known.has(name))
    .map(({ name, path }) => {
      const later = letNames.includes(name)
      const hint = later
        ? ' It is defined further down under "let"; move it above.'
        : didYouMean(name, [...columns, ...letNames, 'row', 'n']) ||
          ` The columns are: ${columns.join(', ')}.`
      return { path, message: `{${name}} is neither a column nor a name of "let".${hint}` }
    })
}
