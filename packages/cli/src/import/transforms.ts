/** The transforms of mappings: a small closed set, each documented in docs/guide/import.md. */
import type { Json } from '@daybook/protocol'
import { compileCondition } from './condition.ts'
import { compileDate, compileInstant, shiftDays } from './dates.ts'
import { RowError } from './import-error.ts'
import { compileNumberPair, exactDecimal, minorUnits, wholeNumber } from './numbers.ts'
import { step } from './pointer.ts'
import type { Value } from './scope.ts'
import type { Transform, TransformUse } from './transform.ts'
import { member, refuse } from './transform.ts'

/** A transform of one value; it is not asked about an unknown one. */
const ofOne = (
  options: readonly string[],
  make: (use: TransformUse) => (value: Json) => Value,
): Transform => ({
  options,
  compile(use) {
    const inner = member(use)
    const run = make(use)
    return scope => {
      const value = inner(scope)
      return value === undefined || value === null ? undefined : run(value)
    }
  },
})

const scalarText = (value: Json): string => {
  if (typeof value === 'object') throw new RowError(`${JSON.stringify(value)} is not a text`)
  return String(value)
}

export const transforms: Readonly<Record<string, Transform>> = {
  $text: ofOne(['trim', 'case'], use => {
    const { trim, case: letters } = use.members
    if (letters !== undefined && letters !== 'lower' && letters !== 'upper')
      refuse(use, 'case', `case is "lower" or "upper", not ${JSON.stringify(letters)}.`)
    return value => {
      const text = trim === true ? scalarText(value).trim() : scalarText(value)
      const cased = letters === 'lower' ? text.toLowerCase() : letters === 'upper' ? text.toUpperCase() : text
      return cased === '' ? undefined : cased
    }
  }),
  $integer: ofOne([], () => value => wholeNumber(value)),
  $decimal: ofOne(['mark'], use => {
    const { mark = '.' } = use.members
    if (mark !== '.' && mark !== ',')
      refuse(use, 'mark', 'mark is "." or ",": the decimal mark of the source.')
    return value => exactDecimal(value, mark === ',' ? ',' : '.')
  }),
  $minorUnits: ofOne(['mark', 'digits'], use => {
    const { mark = '.', digits = 2 } = use.members
    if (mark !== '.' && mark !== ',')
      refuse(use, 'mark', 'mark is "." or ",": the decimal mark of the source.')
    if (!Number.isInteger(digits) || Number(digits) < 0 || Number(digits) > 4)
      refuse(use, 'digits', 'digits is 0 to 4: how many decimals the currency has.')
    return value => minorUnits(exactDecimal(value, mark === ',' ? ',' : '.'), Number(digits))
  }),
  $boolean: ofOne(['true', 'false'], use => {
    const list = (name: string, usual: string[]) => {
      const texts = use.members[name] ?? usual
      if (!Array.isArray(texts)) refuse(use, name, `"${name}" is a list of texts.`)
      return new Set(Array.isArray(texts) ? texts.map(String) : usual)
    }
    const yes = list('true', ['true', 'yes', '1'])
    const no = list('false', ['false', 'no', '0'])
    return value => {
      const text = scalarText(value)
      if (yes.has(text)) return true
      if (no.has(text)) return false
      throw new RowError(
        `"${text}" is neither true (${[...yes].join(', ')}) nor false (${[...no].join(', ')})`,
      )
    }
  }),
  $date: { options: ['format', 'months'], compile: compileDate },
  $instant: { options: ['format', 'timeZone'], compile: compileInstant },
  $plusDays: { options: [], compile: use => compileNumberPair(use, (date, days) => shiftDays(date, days)) },
  $minusDays: { options: [], compile: use => compileNumberPair(use, (date, days) => shiftDays(date, -days)) },
  $sum: {
    options: [],
    compile(use) {
      if (!Array.isArray(use.members['$sum']))
        return refuse(use, '$sum', '$sum takes a list of whole numbers.')
      const list = member(use)
      const size = use.members['$sum'].length
      return scope => {
        const values = list(scope) as readonly Json[]
        return values.length < size
          ? undefined
          : values.reduce<number>((sum, value) => sum + wholeNumber(value), 0)
      }
    },
  },
  $first: {
    options: [],
    compile(use) {
      const candidates = use.members['$first']
      if (!Array.isArray(candidates))
        return refuse(use, '$first', '$first takes a list: the first known value of it.')
      const compiled = candidates.map((one, n) =>
        use.compile(one, step(step(use.path, '$first'), n), use.compilation),
      )
      return scope => {
        for (const one of compiled) {
          const value = one(scope)
          if (value !== undefined) return value
        }
        return undefined
      }
    },
  },
  $lookup: {
    options: ['in', 'else'],
    compile(use) {
      const table = use.members['in']
      if (typeof table !== 'object' || table === null || Array.isArray(table))
        return refuse(
          use,
          'in' in use.members ? 'in' : '$lookup',
          '$lookup needs "in": {"source text": value, …}.',
        )
      const inner = member(use)
      const at = step(use.path, 'in')
      const rows = new Map(
        Object.entries(table).map(([text, value]) => [
          text,
          use.compile(value, step(at, text), use.compilation),
        ]),
      )
      const other = 'else' in use.members ? member(use, 'else') : undefined
      return scope => {
        const value = inner(scope)
        if (value === undefined || value === null) return other?.(scope)
        const found = rows.get(scalarText(value)) ?? other
        if (!found)
          throw new RowError(`"${scalarText(value)}" is not in the list: ${[...rows.keys()].join(', ')}`)
        return found(scope)
      }
    },
  },
  $when: {
    options: ['then', 'else'],
    compile(use) {
      if (!('then' in use.members)) return refuse(use, '$when', '$when needs "then", and may have "else".')
      const condition = compileCondition(
        use.members['$when'],
        step(use.path, '$when'),
        use.compilation,
        use.compile,
      )
      const then = member(use, 'then')
      const other = 'else' in use.members ? member(use, 'else') : () => undefined
      return scope => (condition(scope) ? then(scope) : other(scope))
    },
  },
}
