import type { Icon } from './icons.ts'
import {
  type Action,
  type Category,
  type EntryType,
  type Field,
  LOCALES,
  type Locale,
  type Related,
  type Words,
} from './types.ts'

/**
 * What one language says of an action: its label, its sentence, and the sentence used where somebody other than the
 * client acts for a client. A sentence that begins with `= ` is whole: no actor's name precedes it.
 */
export type Said = readonly [label: string, sentence: string, sentenceFor?: string]

/** One action as it is written down in `actions/`. */
export interface ActionSource extends Readonly<Record<Locale, Said>> {
  readonly category: Category
  readonly type: EntryType
  readonly related?: Related
  readonly icon: Icon
  readonly data: Readonly<Record<string, Field>>
  readonly staffOnly?: boolean
  readonly sets?: Readonly<Record<string, string>>
}

/** The written actions with their names and words made whole; names and data fields stay known to the compiler. */
export type Defined<S> = {
  readonly [N in keyof S & string]: Omit<Action, 'name' | 'data'> & {
    readonly name: N
    readonly data: S[N] extends { readonly data: infer D } ? D : never
  }
}

/** Category, type and relation that several actions have in common; completed by an icon and the names of its data. */
export const kind =
  (category: Category, type: EntryType, related?: Related) =>
  <D extends Readonly<Record<string, Field>>>(icon: Icon, data: D) => ({
    category,
    type,
    related,
    icon,
    data,
  })

/** Makes the actions of one file out of what was written. */
export function defineActions<const S extends Readonly<Record<string, ActionSource>>>(
  sources: S,
): Defined<S> {
  return Object.fromEntries(
    Object.entries(sources).map(([name, source]) => [name, toAction(name, source)]),
  ) as unknown as Defined<S>
}

function toAction(name: string, source: ActionSource): Action {
  const each = (pick: (said: Said) => string) =>
    Object.fromEntries(LOCALES.map(locale => [locale, pick(source[locale])])) as Words
  const whole = source.en[1].startsWith('= ')
  return Object.freeze({
    name,
    label: each(said => said[0]),
    category: source.category,
    type: source.type,
    ...(source.related && { related: source.related }),
    sentence: each(said => said[1].replace(/^= /, '')),
    ...(source.en[2] && { sentenceFor: each(said => said[2] ?? said[1]) }),
    ...(whole && { whole }),
    icon: source.icon,
    data: source.data,
    ...(source.staffOnly && { staffOnly: true }),
    ...(source.sets && { sets: source.sets }),
  })
}
