/** What a merge makes of the survivor's profile: whose value wins is decided field by field. Pure. */
import type { InputError, Json, MergeWinner } from '@daybook/protocol'
import type { GivenChange } from '../entry/intent.ts'
import { sameJson } from '../entry/canonical.ts'
import type { State } from '../entry/state.ts'

/** A profile as whoever merges sees it. */
export interface Profile {
  readonly name?: string | undefined
  readonly fields: State
}

/** Where nothing is said the survivor keeps its own value, and gets the other's where it has none. */
export function mergeChanges(
  own: Profile,
  other: Profile,
  winners: Readonly<Record<string, MergeWinner>>,
  errors: InputError[],
): GivenChange[] {
  const changes: GivenChange[] = []
  for (const field of Object.keys(winners)) {
    if (isKnown(own, field) || isKnown(other, field)) continue
    errors.push({ path: `/fields/${field}`, message: 'neither of the two profiles has this field' })
  }
  for (const field of new Set(['name', ...Object.keys(other.fields), ...Object.keys(own.fields)])) {
    if (field === 'deleted') continue
    const before = valueOf(own, field)
    const after = valueOf(other, field)
    const winner = Object.hasOwn(winners, field) ? winners[field] : undefined
    if (winner === 'other' && after === undefined && other.fields[field]?.h !== undefined)
      errors.push({ path: `/fields/${field}`, message: 'is hidden by the workspace: its value is not kept' })
    const takes = winner === 'other' || (winner === undefined && isEmpty(own, field))
    if (!takes || (after ?? null) === (before ?? null)) continue
    if (after !== undefined && before !== undefined && sameJson(before, after)) continue
    changes.push({ field, ...(before !== undefined && { before }), after: after ?? null })
  }
  return changes
}

/** What takes back the changes of a merge, where nothing else has changed the field since. */
export function unmergeChanges(own: Profile, made: readonly GivenChange[]): GivenChange[] {
  return made.flatMap(({ field, before, after }) => {
    if (after === undefined) return []
    const now = valueOf(own, field) ?? null
    return sameJson(now, after) && !sameJson(now, before ?? null)
      ? [{ field, before: now, after: before ?? null }]
      : []
  })
}

const isKnown = ({ name, fields }: Profile, field: string): boolean =>
  Object.hasOwn(fields, field) || (field === 'name' && name !== undefined)

/** Undefined of what is empty, and of what the workspace hides. */
function valueOf({ name, fields }: Profile, field: string): Json | undefined {
  const value = Object.hasOwn(fields, field) ? fields[field]!.v : undefined
  return value ?? (field === 'name' ? name : undefined) ?? undefined
}

const isEmpty = (profile: Profile, field: string): boolean =>
  valueOf(profile, field) === undefined && profile.fields[field]?.h === undefined
