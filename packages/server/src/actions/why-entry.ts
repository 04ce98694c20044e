/** Why the system did something (R-A7): the chain of causes behind an entry, as far as the reader may see it. */
import type { Locale } from '@daybook/catalogue'
import { type Entry, LogError, type WhyAnswer } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { readEntry } from './read-entry.ts'

/** Hosts may name causes as they like: no chain is followed further, nor in a circle. */
const LONGEST = 50

/** Throws `not_found`. */
export async function whyEntry(
  daybook: Daybook,
  principal: Principal,
  id: string,
  locale?: Locale,
): Promise<WhyAnswer> {
  const entry = await readEntry(daybook, principal, id, locale)
  const causes: Entry[] = []
  const seen = new Set([entry.id])
  let hidden = false
  for (let next = entry.causedBy; next !== undefined && causes.length < LONGEST && !seen.has(next); ) {
    const cause = await readEntry(daybook, principal, next, locale).catch(orNothing)
    if (cause === undefined) {
      hidden = true
      break
    }
    seen.add(cause.id)
    causes.push(cause)
    next = cause.causedBy
  }
  const { rule } = [entry, ...causes].find(one => one.rule !== undefined) ?? {}
  return { entry, causes, ...(rule && { rule }), ...(hidden && { hidden: true }) }
}

function orNothing(error: unknown): undefined {
  if (error instanceof LogError && error.code === 'not_found') return undefined
  throw error
}
