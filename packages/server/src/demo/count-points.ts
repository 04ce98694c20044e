import type { Draft } from '@daybook/protocol'

const SIGNS: Readonly<Record<string, 1 | -1>> = {
  'points.awarded': 1,
  'points.spent': -1,
  'points.expired': -1,
}

/** Says with each change of somebody's points how many there were before and are after. */
export function countPoints(drafts: readonly Draft[]): readonly Draft[] {
  const balances = new Map<string, number>()
  return drafts.map(draft => {
    const sign = SIGNS[draft.action]
    const points = draft.data?.['points']
    if (sign === undefined || typeof points !== 'number' || draft.client === undefined) return draft
    const { id } = draft.client
    const before = balances.get(id)
    const after = Math.max(0, (before ?? 0) + sign * points)
    balances.set(id, after)
    return { ...draft, changes: [{ field: 'points', ...(before !== undefined && { before }), after }] }
  })
}
