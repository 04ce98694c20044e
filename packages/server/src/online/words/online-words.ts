/** What the public pages and letters say, in the four languages. `{name}` is filled in. */
import type { Locale } from '@daybook/catalogue'
import { de } from './de.ts'
import { en, type OnlineWords } from './en.ts'
import { es } from './es.ts'
import { ptPt } from './pt-pt.ts'

export type { OnlineWords } from './en.ts'

export const ONLINE_WORDS: Readonly<Record<Locale, OnlineWords>> = { en, de, 'pt-PT': ptPt, es }

/** Fills in; white space within what is filled in is one space, so that a name cannot add a line. */
export const fill = (template: string, values: Readonly<Record<string, string | number>> = {}): string =>
  template.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '').replaceAll(/\s+/g, ' '))
