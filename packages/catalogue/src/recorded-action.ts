import { findAction } from './actions.ts'

/** The action that a first `state` of an object makes: `<object>.recorded` where the catalogue has it. */
export function recordedAction(objectType: string): string {
  const recorded = `${objectType}.recorded`
  return findAction(recorded) ? recorded : 'object.updated'
}
