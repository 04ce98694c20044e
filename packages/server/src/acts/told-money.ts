import type { ActState } from '@daybook/catalogue'
import type { KnownObject } from '../store/registry.ts'

/**
 * What entries told of a payment beside its state, as fields of it: hosts often say an amount in the context alone. What
 * the state says goes before.
 */
export function toldMoney({ type, money }: Pick<KnownObject, 'type' | 'money'>): ActState {
  if (type !== 'payment') return {}
  return {
    ...(money.amount !== undefined && { amount: money.amount }),
    ...(money.returned !== undefined && { refunded: money.returned }),
  }
}
