/** A reader's filter in the store's numbers: what the index and the rows can answer by themselves. */
import { findNamedFilter, type NamedFilter } from '@daybook/catalogue'
import { ACTOR_TYPES, type EntryFilter, type Outcome } from '@daybook/protocol'
import { parseId } from '../../ids.ts'
import type { WorkspaceKeys } from '../../keys/key-folder.ts'
import type { Kind } from '../append/kinds.ts'
import { actorCode, OUTCOME_CODES, SOURCE_CODES } from '../codes.ts'
import type { TimeRange } from './time-range.ts'

export interface RowFilter {
  /** Numbers of kinds that can match; all where absent, nothing where empty. */
  readonly kinds?: readonly number[]
  readonly sources?: readonly number[]
  readonly actors?: readonly number[]
  readonly outcomes?: readonly number[]
  /** `kind * 16 + source`, where a named filter ties the two. */
  readonly pairs?: readonly number[]
  /**
   * Set where a named filter asks what rows do not tell (a cause, a condition): a row outside these pairs passes only if
   * its entry says so.
   */
  readonly certain?: readonly number[]
  readonly range?: TimeRange
}

/** Rows whose plain date was fixed in another zone sort at most this far from where the zone of today puts them, in ms. */
export const ZONE_SLACK = 27 * 3_600_000

export function resolveFilter(
  filter: EntryFilter,
  kinds: readonly Kind[],
  keys: WorkspaceKeys,
  clientIdOf: (id: string) => number | undefined,
  range: TimeRange | undefined,
): RowFilter {
  const matching = kinds.filter(
    kind =>
      has(filter.category, kind.category) &&
      has(filter.type, kind.type) &&
      (filter.related === undefined || (kind.related !== undefined && filter.related.includes(kind.related))),
  )
  const sources = filter.source?.map(
    source => (SOURCE_CODES as Readonly<Record<string, number>>)[source] ?? 0,
  )
  const byAction = matching.filter(
    kind => filter.action?.some(action => matchesAction(action, kind.action)) === true,
  )
  const all = Object.values(SOURCE_CODES)
  const strict = namedPairs(filter.named ?? [], matching, name =>
    name.condition === undefined ? sourceCodes(name) : [],
  )
  const named = namedPairs(filter.named ?? [], matching, name =>
    name.causedByAction === undefined ? sourceCodes(name) : all,
  )
  const narrowed = filter.action !== undefined || filter.named !== undefined
  const chosen = narrowed
    ? [...new Set([...byAction.map(kind => kind.kind), ...named.map(pair => pair.kind)])]
    : undefined
  const byActionPairs = byAction.flatMap(({ kind }) => all.map(source => ({ kind, source })))
  const pairs = (list: readonly Pair[]): number[] | undefined =>
    list.length === 0 ? undefined : [...list, ...byActionPairs].map(pairOf)
  return {
    kinds: chosen ?? (matching.length === kinds.length ? undefined : matching.map(kind => kind.kind)),
    sources,
    actors: filter.actor?.flatMap(actor => actorCodes(actor, keys, clientIdOf)),
    outcomes: filter.outcome?.map(outcome => OUTCOME_CODES[outcome as Outcome] ?? 0),
    pairs: pairs(named),
    certain: named.length > strict.length ? [...strict, ...byActionPairs].map(pairOf) : undefined,
    range,
  }
}

const has = (values: readonly string[] | undefined, value: string): boolean =>
  values === undefined || values.includes(value)

/** `booking.*` stands for every action of the prefix. */
const matchesAction = (pattern: string, action: string): boolean =>
  pattern.endsWith('.*') ? action.startsWith(pattern.slice(0, -1)) : pattern === action

interface Pair {
  readonly kind: number
  readonly source: number
}

const pairOf = ({ kind, source }: Pair): number => kind * 16 + source

const sourceCodes = (filter: NamedFilter): number[] => filter.sources.map(source => SOURCE_CODES[source])

function namedPairs(
  names: readonly string[],
  kinds: readonly Kind[],
  sourcesOf: (filter: NamedFilter) => readonly number[],
): Pair[] {
  return names.flatMap(name => {
    const filter = findNamedFilter(name)
    if (filter === undefined) return []
    return kinds
      .filter(kind => (filter.actions as readonly string[]).includes(kind.action))
      .flatMap(({ kind }) => sourcesOf(filter).map(source => ({ kind, source })))
  })
}

/** `staff:<id>`, `cl_…`, or an id alone, which may be of any type of actor. */
function actorCodes(
  text: string,
  keys: WorkspaceKeys,
  clientIdOf: (id: string) => number | undefined,
): readonly number[] {
  const typed = ACTOR_TYPES.find(type => text.startsWith(`${type}:`))
  const id = typed === undefined ? text : text.slice(typed.length + 1)
  const others = ACTOR_TYPES.filter(type => type !== 'client' && (typed === undefined || typed === type))
  const client = typed === undefined || typed === 'client' ? (parseId('cl', id) ?? clientIdOf(id)) : undefined
  const bare = typed === undefined && (ACTOR_TYPES as readonly string[]).includes(id)
  return [
    ...others.map(type => actorCode(keys, type, bare && type === id ? '' : id)),
    ...(client === undefined ? [] : [client]),
  ]
}

export interface FilteredRow {
  readonly kind: number
  readonly source: number
  readonly outcome: number
  readonly actor: number | null
  readonly occurred_at: number
  readonly day: number | null
}

/** The same test as the SQL's, for entries that come in live. */
export function matchesRow(row: FilteredRow, filter: RowFilter): boolean {
  const { range } = filter
  return (
    filter.kinds?.includes(row.kind) !== false &&
    filter.sources?.includes(row.source) !== false &&
    filter.outcomes?.includes(row.outcome) !== false &&
    (filter.actors === undefined || (row.actor !== null && filter.actors.includes(row.actor))) &&
    filter.pairs?.includes(row.kind * 16 + row.source) !== false &&
    (range === undefined ||
      (row.day === null
        ? row.occurred_at >= range.from && row.occurred_at < range.to
        : row.day >= range.fromDay && row.day <= range.toDay))
  )
}

/** The days of a range, for counts that are kept by local day; undefined where it begins or ends within a day. */
export const wholeDays = (range: TimeRange): { from: number; to: number } | undefined =>
  range.byDate ? { from: range.fromDay, to: range.toDay } : undefined
