import type { Field } from '@daybook/catalogue'
import type { DateOrder, Json } from '@daybook/protocol'
import { foldText } from '../read/match-text.ts'

/** What is wrong with a cell, for whoever wrote the list. */
export interface Wrong {
  readonly wrong: string
}

const YES = new Set(['yes', 'y', 'true', '1', 'x', 'ja', 'sim', 'si', 's', 'oui', 'on'])
const NO = new Set(['no', 'n', 'false', '0', 'nein', 'nao', 'non', 'off'])

/** A cell's text as a value of its field's kind. */
export function readCell(name: string, field: Field, text: string, dates: DateOrder): Json | Wrong {
  switch (field.kind) {
    case 'text':
    case 'long_text':
      if (name === 'email' && !/^[^\s@]+@[^\s@]+$/.test(text))
        return { wrong: `"${text}" is no e-mail address` }
      return text
    case 'boolean':
      return readBoolean(text)
    case 'number': {
      const number = Number(text.replace(',', '.'))
      return Number.isFinite(number) ? number : { wrong: `"${text}" is no number` }
    }
    case 'decimal':
      return /^-?\d{1,20}([.,]\d{1,20})?$/.test(text)
        ? text.replace(',', '.')
        : { wrong: `"${text}" is no number` }
    case 'money': {
      const [, whole, cents = ''] = /^(\d{1,12})(?:[.,](\d{1,2}))?$/.exec(text) ?? []
      return whole === undefined
        ? { wrong: `"${text}" is no amount such as 40 or 40.50` }
        : Number(whole) * 100 + Number(cents.padEnd(2, '0'))
    }
    case 'enum':
      return readChoice(field, text)
    case 'list':
      return text
        .split(/[,;|]/)
        .map(one => one.trim())
        .filter((one, i, all) => one !== '' && all.indexOf(one) === i)
    case 'date':
      return readDate(text, dates)
    case 'instant':
    case 'json':
      return text
  }
}

function readBoolean(text: string): boolean | Wrong {
  const folded = foldText(text)
  if (YES.has(folded)) return true
  return NO.has(folded) ? false : { wrong: `"${text}" is neither yes nor no` }
}

function readChoice({ values = {} }: Field, text: string): string | Wrong {
  const wanted = foldText(text)
  const found = Object.entries(values).find(([value, words]) =>
    [value, ...Object.values(words)].some(name => foldText(name) === wanted),
  )
  return found?.[0] ?? { wrong: `"${text}" is none of: ${Object.keys(values).join(', ')}` }
}

/** `1990-05-17` always reads; else day, month and year stand in the order that was said. */
function readDate(text: string, order: DateOrder): string | Wrong {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text)
  const parts = iso ?? /^(\d{1,4})[./\s-]+(\d{1,2})[./\s-]+(\d{1,4})$/.exec(text)
  if (parts === null) return { wrong: `"${text}" is no date such as 1990-05-17` }
  const at = iso === null ? order : 'ymd'
  const part = (name: string): number => Number(parts[at.indexOf(name) + 1])
  const [year, month, day] = [part('y'), part('m'), part('d')]
  const date = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  try {
    if (year < 1000) throw new RangeError('the century is missing')
    return Temporal.PlainDate.from(date, { overflow: 'reject' }).toString()
  } catch {
    return { wrong: `"${text}" is no date: say how dates are written, or write 1990-05-17` }
  }
}
