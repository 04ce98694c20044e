import type { Act, Refusal } from '@daybook/catalogue'
import { sayMoney } from './say-money.ts'

/** Why an act is not possible, as a sentence for whoever asked. */
export function sayRefusal(act: Act, refusal: Refusal): string {
  const { of, name } = act
  switch (refusal.why) {
    case 'exists':
      return `There is a ${of} with this id already: "${name}" begins a new one.`
    case 'missing':
      return `There is no ${of} with this id.`
    case 'deleted':
      return `The ${of} was deleted: restore it first.`
    case 'nothing_left':
      return `All of the ${sayMoney(refusal.of, refusal.currency)} was refunded: nothing is left.`
    case 'state': {
      const { field, is, must } = refusal
      if (field === 'deleted') return `The ${of} is not deleted.`
      const values = must.map(value => (value === null ? 'empty' : `"${String(value)}"`)).join(' or ')
      const what = field === 'status' ? `The ${of}` : `The ${of}’s ${field}`
      return `${what} is ${is === null || is === undefined ? 'empty' : `"${String(is)}"`}; "${name}" needs ${values}.`
    }
  }
}
