import type { Intent } from './intent.ts'

/**
 * Of the fields that an action sets: those that it sets by itself, and those of which the entry says more. A failed act
 * sets nothing.
 */
export function splitSets(
  intent: Intent,
  sets: Readonly<Record<string, string>> = {},
): { derived: Readonly<Record<string, string>>; said: readonly string[] } {
  if (intent.outcome !== 'success') return { derived: {}, said: [] }
  const all = new Set([
    ...Object.keys(intent.state ?? {}),
    ...(intent.changes ?? []).map(change => change.field),
  ])
  return {
    derived: Object.fromEntries(Object.entries(sets).filter(([field]) => !all.has(field))),
    said: Object.keys(sets).filter(field => all.has(field)),
  }
}
