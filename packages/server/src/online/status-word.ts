import { type Locale, OBJECT_TYPES } from '@daybook/catalogue'

/** A booking's status in the reader's words; one that the catalogue does not have as it is. */
export function statusWord(locale: Locale, status: string | undefined): string {
  const words = OBJECT_TYPES.booking.fields.status.values ?? {}
  if (status === undefined) return ''
  return (Object.hasOwn(words, status) && words[status]?.[locale]) || status
}
