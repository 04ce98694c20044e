/** The conditions of mappings: whether an entry is made, or which value is taken. */
import { didYouMean } from './did-you-mean.ts'
import { step } from './pointer.ts'
import type { Compilation, Scope, Value } from './scope.ts'
import type { Compile } from './transform.ts'

export type Condition = (scope: Scope) => boolean

const kinds = ['present', 'absent', 'equal', 'differ', 'oneOf', 'all', 'any', 'not'] as const
type Kind = (typeof kinds)[number]

/** Compiles `{"differ": ["{a}", "{b}"]}` and its kin. Mistakes are gathered in the compilation. */
export function compileCondition(
  value: unknown,
  path: string,
  compilation: Compilation,
  compile: Compile,
): Condition {
  const refuse = (at: string, message: string): Condition => {
    compilation.problems.push({ path: at, message })
    return () => false
  }
  const names = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : []
  const kind = kinds.find(one => one === names[0])
  if (!kind || names.length !== 1) {
    const unknown = names.find(name => !kinds.some(one => one === name))
    const hint = (unknown && didYouMean(unknown, kinds)) || ` It is one of: ${kinds.join(', ')}.`
    return refuse(unknown ? step(path, unknown) : path, `A condition is an object with one name.${hint}`)
  }
  const at = step(path, kind)
  const inner = (value as Readonly<Record<Kind, unknown>>)[kind]
  switch (kind) {
    case 'present':
    case 'absent': {
      const one = compile(inner, at, compilation)
      return scope => isKnown(one(scope)) === (kind === 'present')
    }
    case 'not': {
      const one = compileCondition(inner, at, compilation, compile)
      return scope => !one(scope)
    }
    case 'all':
    case 'any': {
      if (!Array.isArray(inner)) return refuse(at, `"${kind}" takes a list of conditions.`)
      const each = inner.map((one, n) => compileCondition(one, step(at, n), compilation, compile))
      return scope => (kind === 'all' ? each.every(one => one(scope)) : each.some(one => one(scope)))
    }
    case 'equal':
    case 'differ': {
      if (!Array.isArray(inner) || inner.length !== 2)
        return refuse(at, `"${kind}" takes a list of two values.`)
      const [a, b] = inner.map((one, n) => compile(one, step(at, n), compilation))
      return scope => isSame(a!(scope), b!(scope)) === (kind === 'equal')
    }
    case 'oneOf': {
      if (!Array.isArray(inner) || inner.length !== 2 || !Array.isArray(inner[1]))
        return refuse(at, '"oneOf" takes a value and a list of values: ["{status}", ["a", "b"]].')
      const one = compile(inner[0], step(at, 0), compilation)
      const list = (inner[1] as unknown[]).map((item, n) => compile(item, step(step(at, 1), n), compilation))
      return scope => list.some(item => isSame(one(scope), item(scope)))
    }
  }
}

const isKnown = (value: Value): boolean => value !== undefined && value !== null

/** Columns of CSV are texts, so "1" and 1 are the same; two unknown values are too. */
function isSame(a: Value, b: Value): boolean {
  if (!isKnown(a) || !isKnown(b)) return isKnown(a) === isKnown(b)
  return typeof a === 'object' || typeof b === 'object'
    ? JSON.stringify(a) === JSON.stringify(b)
    : String(a) === String(b)
}
