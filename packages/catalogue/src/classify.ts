import { ACTIONS, findAction } from './actions.ts'
import { CATEGORIES, type Category, type EntryType, RELATED, type Related, TYPES } from './types.ts'

/** The fixed classifications of an action. */
export interface Classification {
  readonly category: Category
  readonly type: EntryType
  readonly related?: Related
}

/** What an entry brings of its own, checked or not. */
export interface GivenClassification {
  readonly category?: string
  readonly type?: string
  readonly related?: string
}

/**
 * Category, type and relation of an action: the catalogue's where it knows the action (what was given is ignored), else
 * what was given, else what the actions with the same prefix mostly are (`booking.*` like the bookings), else system and
 * data. Never refuses an action (R-A1); a given value outside the closed lists counts as not given.
 */
export function classify(action: string, given: GivenClassification = {}): Classification {
  const known = findAction(action)
  if (known) return pick(known.category, known.type, known.related)
  const like = byPrefix.get(prefixOf(action))
  return pick(
    oneOf(CATEGORIES, given.category) ?? like?.category ?? 'system',
    oneOf(TYPES, given.type) ?? like?.type ?? 'data',
    oneOf(RELATED, given.related) ?? like?.related,
  )
}

const pick = (category: Category, type: EntryType, related: Related | undefined): Classification =>
  related ? { category, type, related } : { category, type }

const oneOf = <T extends string>(list: readonly T[], value: string | undefined): T | undefined =>
  list.find(item => item === value)

const prefixOf = (action: string): string => action.slice(0, Math.max(0, action.indexOf('.')))

const byPrefix = mostCommonByPrefix()

function mostCommonByPrefix(): ReadonlyMap<string, Classification> {
  const counted = new Map<string, Map<string, { count: number; as: Classification }>>()
  for (const { name, category, type, related } of Object.values(ACTIONS)) {
    const prefix = prefixOf(name)
    const kinds = counted.get(prefix) ?? new Map<string, { count: number; as: Classification }>()
    counted.set(prefix, kinds)
    const kind = kinds.get(`${category} ${type} ${related}`) ?? {
      count: 0,
      as: pick(category, type, related),
    }
    kinds.set(`${category} ${type} ${related}`, { ...kind, count: kind.count + 1 })
  }
  const common = new Map<string, Classification>()
  for (const [prefix, kinds] of counted) {
    const [first] = [...kinds.values()].sort((a, b) => b.count - a.count)
    if (first) common.set(prefix, first.as)
  }
  return common
}
