import type { Act, ActState, Refusal, SetValue } from './act.ts'

/**
 * Why a state does not allow an act, or undefined where it does.
 * @param state the object's fields as they are; undefined where there is no such object
 */
export function refuseAct(act: Act, state: ActState | undefined): Refusal | undefined {
  if (act.makes === true) return state === undefined ? undefined : { why: 'exists' }
  if (state === undefined) return { why: 'missing' }
  const restores = act.sets?.['deleted'] === 'no'
  const deleted = state['deleted'] === 'yes'
  if (restores && !deleted) return { why: 'state', field: 'deleted', is: state['deleted'], must: ['yes'] }
  if (deleted && !restores) return { why: 'deleted' }
  const { status } = state
  if (act.from !== undefined && isKnown(status) && !act.from.includes(String(status)))
    return { why: 'state', field: 'status', is: status, must: act.from }
  for (const [field, values] of Object.entries(act.when ?? {})) {
    const is = state[field] ?? null
    if (!values.includes(is as SetValue)) return { why: 'state', field, is, must: values }
  }
  return refuseWhatIsSpent(act, state)
}

/** Where either is not known, the act itself says so. */
function refuseWhatIsSpent({ left }: Act, state: ActState): Refusal | undefined {
  if (left === undefined) return undefined
  const [of, less] = [state[left.of], state[left.less]]
  if (typeof of !== 'number' || typeof less !== 'number' || of > less) return undefined
  const { currency } = state
  return { why: 'nothing_left', of, currency: typeof currency === 'string' ? currency : undefined }
}

const isKnown = (value: unknown): boolean => value !== undefined && value !== null

/** Those of some acts that a state allows, in their order. */
export const allowedActs = (acts: readonly Act[], state: ActState | undefined): readonly Act[] =>
  acts.filter(act => refuseAct(act, state) === undefined)
