/** Turns one row into its drafts, always the same ones: neither clock nor chance takes part. */
import type { Draft } from '@daybook/protocol'
import { checkDraft } from './check-draft.ts'
import { RowError } from './import-error.ts'
import type { Mapping } from './mapping.ts'
import { wholeNumber } from './numbers.ts'
import type { Row } from './row.ts'
import type { Scope } from './scope.ts'

/** Repetitions of one entry that a row may ask for. */
const MOST_REPEATS = 10_000

export type KeyedDraft = Draft & { readonly key: string }
/** The drafts of a row that could be read. Throws `RowError`: then none of the row's drafts counts. */
export type RowToDrafts = (row: Row) => readonly KeyedDraft[]

/** The drafts of a mapping, keyed `<importId>:<row>:<n>` where a draft names no key of its own. */
export function createRowToDrafts(mapping: Mapping, importId: string): RowToDrafts {
  return ({ row, columns = {} }) => {
    const scope: Scope = { row, n: 1, columns, lets: Object.create(null) }
    for (const [name, value, path] of mapping.lets) scope.lets[name] = at(path, () => value(scope))
    const drafts: KeyedDraft[] = []
    for (const entry of mapping.entries) {
      if (entry.when && !at(`${entry.path}/when`, () => entry.when!(scope))) continue
      const times = entry.repeat ? at(`${entry.path}/repeat`, () => repeats(entry.repeat!(scope))) : 1
      for (let n = 1; n <= times; n++) {
        const draft = at(`${entry.path}/draft`, () => entry.draft({ ...scope, n }))
        drafts.push(keyed(draft, `${importId}:${row}:${drafts.length + 1}`, `${entry.path}/draft`))
      }
    }
    return drafts
  }
}

/** The drafts of a file that holds drafts as they are, keyed `<importId>:<row>` where they have no key. */
export function draftsAsTheyAre(importId: string): RowToDrafts {
  return ({ row, columns }) => [keyed(columns, `${importId}:${row}`, '')]
}

function keyed(value: unknown, key: string, path: string): KeyedDraft {
  const draft = typeof value === 'object' && value !== null && !('key' in value) ? { ...value, key } : value
  const problem = checkDraft(draft)
  if (problem) throw new RowError(path ? `${problem} (${path} of the mapping)` : problem)
  return draft as KeyedDraft
}

function repeats(value: unknown): number {
  if (value === undefined) return 0
  const times = wholeNumber(value as string | number)
  if (times < 0 || times > MOST_REPEATS)
    throw new RowError(`${times} repetitions; 0 to ${MOST_REPEATS} are possible`)
  return times
}

function at<T>(path: string, run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof RowError) throw new RowError(`${error.message} (${path} of the mapping)`)
    throw error
  }
}
