/** The filters of an export in words, for whoever reads the file without having set them. */
import {
  CATEGORY_LABELS,
  findNamedFilter,
  type Locale,
  RELATED_LABELS,
  SOURCE_LABELS,
  TYPE_LABELS,
} from '@daybook/catalogue'
import type { EntryFilter } from '@daybook/protocol'
import { actionLabel } from './entry-text.ts'

type Name = keyof EntryFilter

const NAMES: Readonly<Record<Locale, Readonly<Record<Name, string>>>> = {
  en: {
    related: 'Scope',
    named: 'Action',
    action: 'Action',
    category: 'Category',
    type: 'Type',
    source: 'Source',
    actor: 'Actor',
    object: 'About',
    field: 'Field',
    outcome: 'Outcome',
    from: 'From',
    to: 'To',
    q: 'Text',
  },
  de: {
    related: 'Bereich',
    named: 'Aktion',
    action: 'Aktion',
    category: 'Kategorie',
    type: 'Art',
    source: 'Quelle',
    actor: 'Handelnde',
    object: 'Über',
    field: 'Feld',
    outcome: 'Ergebnis',
    from: 'Von',
    to: 'Bis',
    q: 'Text',
  },
  'pt-PT': {
    related: 'Âmbito',
    named: 'Ação',
    action: 'Ação',
    category: 'Categoria',
    type: 'Tipo',
    source: 'Origem',
    actor: 'Autor',
    object: 'Sobre',
    field: 'Campo',
    outcome: 'Resultado',
    from: 'De',
    to: 'Até',
    q: 'Texto',
  },
  es: {
    related: 'Ámbito',
    named: 'Acción',
    action: 'Acción',
    category: 'Categoría',
    type: 'Tipo',
    source: 'Origen',
    actor: 'Autor',
    object: 'Sobre',
    field: 'Campo',
    outcome: 'Resultado',
    from: 'Desde',
    to: 'Hasta',
    q: 'Texto',
  },
}
const ORDER = Object.keys(NAMES.en) as Name[]

/** `Source: Customer, Staff`, one line a filter. */
export function describeFilter(filter: EntryFilter, locale: Locale): string[] {
  return ORDER.flatMap(name => {
    const given = filter[name]
    if (given === undefined) return []
    const values = typeof given === 'string' ? [given] : given
    return [`${NAMES[locale][name]}: ${values.map(value => valueLabel(name, value, locale)).join(', ')}`]
  })
}

const LABELS: Partial<Record<Name, Readonly<Record<string, Readonly<Record<Locale, string>>>>>> = {
  category: CATEGORY_LABELS,
  type: TYPE_LABELS,
  source: SOURCE_LABELS,
  related: RELATED_LABELS,
}

function valueLabel(name: Name, value: string, locale: Locale): string {
  if (name === 'action') return actionLabel(value, locale)
  if (name === 'named') return findNamedFilter(value)?.label[locale] ?? value
  if (name === 'q') return `“${value}”`
  const labels = LABELS[name]
  return labels !== undefined && Object.hasOwn(labels, value) ? labels[value]![locale] : value
}
