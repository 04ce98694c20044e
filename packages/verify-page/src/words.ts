import { LOCALES, type Locale } from '@daybook/catalogue'
import { de } from './words/de.ts'
import { en } from './words/en.ts'
import { es } from './words/es.ts'
import type { PageWords } from './words/page-words.ts'
import { pt } from './words/pt.ts'

export const WORDS: Readonly<Record<Locale, PageWords>> = { en, de, 'pt-PT': pt, es }

/** What each language calls itself. */
export const LANGUAGES: Readonly<Record<Locale, string>> = {
  en: 'English',
  de: 'Deutsch',
  'pt-PT': 'Português',
  es: 'Español',
}

/** The first of the reader's languages that there are words in; any Portuguese is ours. */
export function localeFor(wanted: readonly string[]): Locale {
  for (const tag of wanted) {
    const found = LOCALES.find(locale => locale.slice(0, 2) === tag.slice(0, 2).toLowerCase())
    if (found !== undefined) return found
  }
  return 'en'
}
