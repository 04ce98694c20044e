import { findNamedFilter } from '@daybook/catalogue'
import { languageOf } from './words.ts'

/** The label of a named filter; a name that the catalogue does not have as it is. */
export const namedLabel = (name: string, locale: string): string =>
  findNamedFilter(name)?.label[languageOf(locale)] ?? name
