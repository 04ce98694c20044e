/** The values of a mapping, compiled once into functions that run for each row. */
import type { Json } from '@daybook/protocol'
import { didYouMean } from './did-you-mean.ts'
import { step } from './pointer.ts'
import type { Compilation, Compiled, Value } from './scope.ts'
import { compileTemplate } from './template.ts'
import { transforms } from './transforms.ts'

/**
 * Compiles any value: a text is a template, an object with a `$name` is a transform, every other object or list
 * is taken member by member. Mistakes are gathered in the compilation.
 */
export function compileValue(value: unknown, path: string, compilation: Compilation): Compiled {
  if (typeof value === 'string') return compileTemplate(value, path, compilation)
  if (Array.isArray(value)) {
    const items = value.map((item, n) => compileValue(item, step(path, n), compilation))
    return scope => items.map(item => item(scope)).filter(item => item !== undefined)
  }
  if (typeof value !== 'object' || value === null) return () => value as Json
  const members = value as Readonly<Record<string, unknown>>
  if (Object.keys(members).some(name => name.startsWith('$')))
    return compileTransform(members, path, compilation)
  const compiled = Object.entries(members).map(
    ([name, member]) => [name, compileValue(member, step(path, name), compilation)] as const,
  )
  return scope => {
    const object: Record<string, Value> = {}
    let known = compiled.length === 0
    for (const [name, member] of compiled) {
      const one = member(scope)
      if (one === undefined) continue
      object[name] = one
      known = true
    }
    return known ? (object as Json) : undefined
  }
}

function compileTransform(
  members: Readonly<Record<string, unknown>>,
  path: string,
  compilation: Compilation,
): Compiled {
  const names = Object.keys(members).filter(name => name.startsWith('$'))
  const [name = ''] = names
  const transform = Object.hasOwn(transforms, name) ? transforms[name] : undefined
  const nothing: Compiled = () => undefined
  if (names.length > 1 || !transform) {
    const message =
      names.length > 1
        ? `has ${names.join(' and ')}; one transform at a time. Put the inner one inside the outer one.`
        : `There is no transform ${name}.${didYouMean(name, Object.keys(transforms)) || ` There are: ${Object.keys(transforms).join(', ')}.`}`
    compilation.problems.push({ path: step(path, name), message })
    return nothing
  }
  for (const option of Object.keys(members)) {
    if (option === name || transform.options.includes(option)) continue
    const known = transform.options.length
      ? ` It takes: ${transform.options.join(', ')}.`
      : ' It takes no options.'
    const hint = didYouMean(option, transform.options) || known
    compilation.problems.push({
      path: step(path, option),
      message: `${name} has no option "${option}".${hint}`,
    })
  }
  return transform.compile({ members, name, path, compilation, compile: compileValue })
}
