import { findNamedFilter } from '@daybook/catalogue'
import { languageOf } from './words.ts'

/** The label of a named filter; rows never need it, so that it is fetched with what filters. */
export const namedLabel = (name: string, locale: string): string =>
  findNamedFilter(name)?.label[languageOf(locale)] ?? name
