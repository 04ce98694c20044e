import type { OwnFieldKind } from '@daybook/protocol'

/** What a field of the workspace's own may hold, in words. */
export const FIELD_KINDS: Readonly<Record<OwnFieldKind, string>> = {
  text: 'Text',
  long_text: 'Long text',
  number: 'Number',
  decimal: 'Decimal number',
  money: 'Amount',
  date: 'Date',
  instant: 'Date and time',
  boolean: 'Yes or no',
  enum: 'One of some',
  list: 'List',
}
