import { LOCALES, type Locale, type Words } from '@daybook/catalogue'
import { DETAIL_WORDS } from './words/detail-words.ts'
import { ROW_WORDS } from './words/row-words.ts'

/** The words of a row in one language, by name. */
export type RowWords = Readonly<Record<keyof typeof ROW_WORDS, string>>
/** The words of an entry's details in one language, by name. */
export type DetailWords = Readonly<Record<keyof typeof DETAIL_WORDS, string>>

/** The language of sentences and labels nearest to a locale; English where there is none. */
export function languageOf(locale: string): Locale {
  return LOCALES.find(known => known.slice(0, 2) === locale.slice(0, 2).toLowerCase()) ?? 'en'
}

const inLanguage = <N extends string>(words: Readonly<Record<N, Words>>, locale: string) => {
  const language = languageOf(locale)
  const names = Object.keys(words) as N[]
  return Object.fromEntries(names.map(name => [name, words[name][language]])) as Record<N, string>
}

/** The words of a row in the reader's language. */
export const rowWords = (locale: string): RowWords => inLanguage(ROW_WORDS, locale)

/** The words of an entry's details in the reader's language. */
export const detailWords = (locale: string): DetailWords => inLanguage(DETAIL_WORDS, locale)

/** Fills `{n}` or `{x}` in a text. */
export function fill(text: string, value: string | number): string {
  return text.replace(/\{[nx]\}/, () => String(value))
}
