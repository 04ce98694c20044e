/** What the list of a type shows of each object: its fields in the order of columns. Pure. */

const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  service: ['duration', 'price', 'members', 'online'],
  schedule: ['member', 'hours', 'validUntil'],
  voucher: ['status', 'amount', 'balance', 'validUntil'],
  coupon: ['status', 'percent', 'amount', 'uses', 'validUntil'],
  reward: ['points', 'active', 'validUntil'],
  invoice: ['client', 'status', 'total', 'dueOn'],
  quote: ['client', 'status', 'total', 'validUntil'],
  payment: ['client', 'status', 'method', 'paidAt'],
  fee: ['client', 'rule', 'waived'],
}

const MOST = 4

/** Of an own type its first fields, without the one that names it. */
export const columnsOf = (type: string, fields: readonly string[]): readonly string[] =>
  COLUMNS[type] ?? fields.filter(name => name !== 'name').slice(0, MOST)
