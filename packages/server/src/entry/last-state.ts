import type { KnownObject } from '../store/registry.ts'
import type { Intent } from './intent.ts'
import type { Diff, MadeChange, State } from './state.ts'

/**
 * The whole last state of an object that an entry deletes, from which it can be restored (R-G6): as the entry says it,
 * else as it was last known. Values that the workspace hides are not known. Undefined of every other entry, and where
 * the entry's state is the first that is known of the object: then it is told as such.
 */
export function lastState(
  intent: Intent,
  object: Pick<KnownObject, 'business' | 'personal'> | undefined,
  diff: Diff | undefined,
): readonly MadeChange[] | undefined {
  const deletes = /^(?!client\.).+\.deleted$/.test(intent.action) && intent.outcome === 'success'
  if (!deletes || object === undefined || intent.subject === 'client' || diff?.baseline !== undefined)
    return undefined
  const state: State = diff?.next ?? { ...object.business, ...object.personal }
  return Object.entries(state).flatMap(([field, { v }]) =>
    // That it is deleted follows from the entry itself, and is no part of what it was.
    v === undefined || v === null || field === 'deleted' ? [] : [{ field, after: v }],
  )
}
