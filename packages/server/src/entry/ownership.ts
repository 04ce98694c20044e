/**
 * Whose an object is. A booking, a payment or an own type of a host belongs to the clients of its entries, and its state
 * is sealed under their keys; a service or a rule serves everybody and holds nothing personal.
 */
const SERVES_EVERYBODY = new Set([
  'service',
  'schedule',
  'coupon',
  'reward',
  'rule',
  'field',
  'integration',
  'webhook',
  'member',
  'key',
  'export',
  'workspace',
  'report',
  'place',
  'location',
  'room',
  'settings',
])

export const servesEverybody = (objectType: string): boolean => SERVES_EVERYBODY.has(objectType)
