/**
 * Several writes as one statement: a `with` in which each is a query of its own. A statement costs the driver and the
 * server some tens of microseconds whatever it does, and a small group of entries would be mostly that.
 */
import type { Statement } from './transaction.ts'

export interface Write {
  readonly statement: Statement
  readonly values: readonly unknown[]
}

const combined = new Map<string, Statement>()

/** All of them see the database as it was before the first; none may depend on what another writes. */
export function combineWrites(writes: readonly Write[]): { statement: Statement; values: unknown[] } {
  // Names of prepared statements are cut at 63 bytes, so each combination is numbered.
  const key = writes.map(write => write.statement.name).join(' ')
  let statement = combined.get(key)
  if (statement === undefined) {
    statement = { name: `writes_${combined.size + 1}`, text: textOf(writes) }
    combined.set(key, statement)
  }
  return { statement, values: writes.flatMap(write => write.values) }
}

function textOf(writes: readonly Write[]): string {
  let before = 0
  const queries = writes.map(({ statement, values }, i) => {
    const text = statement.text.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + before}`)
    before += values.length
    return `w${i} as (${text})`
  })
  return `with ${queries.join(',\n')} select 1`
}
