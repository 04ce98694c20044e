/** Free text and changed fields, which only an opened entry can answer. */
import { findAction } from '@daybook/catalogue'
import type { OpenedEntry } from '../entry/open-entry.ts'

/** Lower case, without accents: what two spellings of one word have in common. */
export const foldText = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()

/** True where every word of the query stands somewhere in the entry: names, ids, reasons, values, the action's label. */
export function matchesText(opened: OpenedEntry, words: readonly string[]): boolean {
  const action = String(opened.record.get('action'))
  let text = `${action} ${Object.values(findAction(action)?.label ?? {}).join(' ')} ${opened.record.get('actor') ?? ''} ${opened.record.get('rule/name') ?? ''}`
  for (const part of [opened.facts, ...opened.clients]) {
    if (part === undefined || typeof part === 'string') continue
    for (const value of part.values()) text += ` ${value}`
  }
  const folded = foldText(text)
  return words.every(word => folded.includes(word))
}

export const wordsOf = (query: string): string[] => foldText(query).split(/\s+/u).filter(Boolean)

/** True where one of the fields was changed. */
export function changesField(opened: OpenedEntry, fields: readonly string[]): boolean {
  for (const part of [opened.facts, ...opened.clients]) {
    if (part === undefined || typeof part === 'string') continue
    for (const name of part.keys()) {
      if (!name.startsWith('change/')) continue
      if (fields.includes(name.slice(name.indexOf('/', 7) + 1))) return true
    }
  }
  return false
}
