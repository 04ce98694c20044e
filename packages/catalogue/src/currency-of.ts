import type { Sayable } from './sayable.ts'

const isCode = (value: unknown): value is string => typeof value === 'string' && /^[A-Z]{3}$/.test(value)

/**
 * The currency that the amounts of an entry are in, where a field's value is a number of minor units alone: that of the
 * entry's own amount, else what its data says, else what its currency was changed to. Undefined where it says none.
 */
export function currencyOf({ context, data, changes }: Pick<Sayable, 'context' | 'data' | 'changes'>) {
  const said = data && Object.hasOwn(data, 'currency') ? data['currency'] : undefined
  const changed = changes?.find(change => change.field === 'currency')?.after
  return [context?.amount?.currency, said, changed].find(isCode)
}
