import type { Intent } from './intent.ts'

/** What the action sets by itself: nothing where it failed, and no field of which the entry says more. */
export function derivedFields(
  intent: Intent,
  sets: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  if (intent.outcome !== 'success') return {}
  const said = new Set([
    ...Object.keys(intent.state ?? {}),
    ...(intent.changes ?? []).map(change => change.field),
  ])
  return Object.fromEntries(Object.entries(sets).filter(([field]) => !said.has(field)))
}
