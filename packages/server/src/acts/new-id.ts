import type { WorkspaceKeys } from '../keys/key-folder.ts'
import { randomBytes } from '../random.ts'

const PREFIX: Readonly<Record<string, string>> = {
  client: 'C',
  booking: 'BK',
  payment: 'PAY',
  fee: 'FEE',
  invoice: 'INV',
  quote: 'QU',
  service: 'SV',
  schedule: 'SC',
  voucher: 'VO',
  coupon: 'CO',
  reward: 'RW',
}
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 8

/** An id for something that is made in Daybook, short enough to be said: `BK-7Q2M9XKT`. With a key it is always the same. */
export function newId(type: string, keys: WorkspaceKeys, key?: string): string {
  const bytes = key === undefined ? randomBytes(LENGTH) : keys.mac('act', type, key)
  const digits = Array.from(bytes.subarray(0, LENGTH), byte => ALPHABET[byte % 32])
  return `${PREFIX[type] ?? type.slice(0, 3).toUpperCase()}-${digits.join('')}`
}
