/** Secrets never reach the store: a value under a secret's name, and a card number anywhere, is masked (R-A3). */
import type { Json } from '@daybook/protocol'

export const MASK = '•••'

const SECRET_NAMES = [
  'password',
  'passwd',
  'passphrase',
  'secret',
  'token',
  'apikey',
  'privatekey',
  'accesskey',
  'authorization',
  'cardnumber',
  'cvc',
  'cvv',
  'securitycode',
  'credential',
  'credentials',
]

/** True where a field's name says that its value is a secret: `password`, `accessToken`, `card_number` … */
export function isSecretName(name: string): boolean {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '')
  return SECRET_NAMES.some(secret => plain === secret || plain.endsWith(secret))
}

// Major, Visa, American Express, Discover, UnionPay and JCB ranges, digits perhaps in groups.
const CARD = /(?<![\d.])(?:3[47]|3[05689]|4\d|5[1-5]|2[2-7]|6[0245])(?:[ -]?\d){11,17}(?![\d.])/g

/** Masks card numbers (by range and Luhn's check digit), keeping the last four digits. */
export function maskCards(text: string): string {
  if (text.length < 13 || !/\d{3}/.test(text)) return text
  return text.replace(CARD, match => {
    const digits = match.replace(/\D/g, '')
    return digits.length >= 13 && digits.length <= 19 && passesLuhn(digits)
      ? `${MASK} ${digits.slice(-4)}`
      : match
  })
}

function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    sum += i % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)
  }
  return sum % 10 === 0
}

/** Masks a value at any depth; `name` is the field that holds it. */
export function maskValue(name: string, value: Json): Json {
  if (value === null || typeof value === 'boolean') return value
  if (isSecretName(name)) return value === '' ? value : MASK
  if (typeof value === 'string') return maskCards(value)
  if (typeof value === 'number') {
    const masked = maskCards(String(value))
    return masked.startsWith(MASK) ? masked : value
  }
  if (Array.isArray(value)) return value.map(item => maskValue(name, item))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, maskValue(key, item)]))
}
