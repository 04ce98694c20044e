/** vCards (3.0: RFC 2426, 4.0: RFC 6350) → table. Each card is read by itself: one that is broken takes no other along. */
import { type ImportProblem, LogError } from '@daybook/protocol'
import ICAL from 'ical.js'
import type { Table, TableRow } from './table.ts'

type Card = InstanceType<typeof ICAL.Component>
type Property = InstanceType<typeof ICAL.Property>

/** In the order of forms. */
const COLUMNS = [
  'Name',
  'First name',
  'Last name',
  'Company',
  'E-mail',
  'Phone',
  'Mobile',
  'Address',
  'City',
  'Postcode',
  'Country',
  'Date of birth',
  'Gender',
  'Language',
  'Notes',
  'Tags',
  'UID',
] as const
type Column = (typeof COLUMNS)[number]

/** Throws `query_invalid` where there is no card in it. */
export function readVcards(text: string): Table {
  const rows: TableRow[] = []
  const problems: ImportProblem[] = []
  for (const { line, card, ends } of splitCards(text)) {
    if (!ends) {
      problems.push({ line, message: 'begins a card that does not end (END:VCARD)' })
      continue
    }
    try {
      rows.push({ line, cells: cellsOf(readCard(card)) })
    } catch (error) {
      problems.push({
        line,
        message: error instanceof Unreadable ? error.message : 'is no vCard that can be read',
      })
    }
  }
  if (rows.length + problems.length === 0)
    throw new LogError('query_invalid', 'There is no vCard in this: one begins with BEGIN:VCARD.')
  const used = new Set(rows.flatMap(row => Object.keys(row.cells)))
  return { columns: COLUMNS.filter(column => used.has(column)), rows, problems }
}

class Unreadable extends Error {}

interface CardText {
  readonly line: number
  readonly card: string
  readonly ends: boolean
}

function splitCards(text: string): CardText[] {
  const cards: CardText[] = []
  let begun: { line: number; lines: string[] } | undefined
  for (const [i, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const said = line.trim().toUpperCase()
    if (said === 'BEGIN:VCARD') {
      if (begun !== undefined) cards.push({ line: begun.line, card: '', ends: false })
      begun = { line: i + 1, lines: [] }
    }
    // What software writes between the parts of a card is no line of it.
    if (line !== '') begun?.lines.push(line)
    if (said !== 'END:VCARD' || begun === undefined) continue
    cards.push({ line: begun.line, card: begun.lines.join('\r\n'), ends: true })
    begun = undefined
  }
  if (begun !== undefined) cards.push({ line: begun.line, card: '', ends: false })
  return cards
}

function readCard(text: string): Card {
  const version = /^VERSION:(.+)$/im.exec(text)?.[1]?.trim()
  if (version !== '3.0' && version !== '4.0')
    throw new Unreadable(`is a vCard of version ${version ?? 'unknown'}: save it as 3.0 or 4.0`)
  return new ICAL.Component(ICAL.parse(text) as ConstructorParameters<typeof ICAL.Component>[0])
}

function cellsOf(card: Card): Readonly<Record<string, string>> {
  const [last, first] = listOf(card.getFirstProperty('n'))
  const phones = card.getAllProperties('tel')
  const mobile = phones.find(phone => typesOf(phone).includes('cell'))
  const phone = preferred(phones.filter(one => one !== mobile && !typesOf(one).includes('fax')))
  const [box, extra, street, city, , postcode, country] = listOf(preferred(card.getAllProperties('adr')))
  const found: Partial<Record<Column, string | undefined>> = {
    Name: textOf(card.getFirstProperty('fn')),
    'First name': first,
    'Last name': last,
    Company: listOf(card.getFirstProperty('org'))[0],
    'E-mail': textOf(preferred(card.getAllProperties('email'))),
    Phone: phoneOf(phone),
    Mobile: phoneOf(mobile),
    Address: [street, extra, box].filter(Boolean).join(', '),
    City: city,
    Postcode: postcode,
    Country: country,
    // A birthday without a year is no date.
    'Date of birth': textOf(card.getFirstProperty('bday'))?.replace(/^--.*/, ''),
    Gender: listOf(card.getFirstProperty('gender'))[0],
    Language: textOf(card.getFirstProperty('lang')),
    Notes: textOf(card.getFirstProperty('note')),
    Tags: card
      .getAllProperties('categories')
      .flatMap(one => one.getValues().map(String))
      .join(', '),
    UID: textOf(card.getFirstProperty('uid')),
  }
  return Object.fromEntries(
    COLUMNS.flatMap(column => {
      const cell = found[column]?.trim() ?? ''
      return cell === '' ? [] : [[column, cell]]
    }),
  )
}

const typesOf = (property: Property): string[] =>
  [property.getParameter('type') ?? []].flat().map(type => String(type).toLowerCase())

/** The one that is said to be preferred (4.0: the lowest number), else the first. */
function preferred(properties: readonly Property[]): Property | undefined {
  const rank = (one: Property): number =>
    typesOf(one).includes('pref') ? 0 : Number(one.getParameter('pref') ?? 101)
  return properties.toSorted((a, b) => rank(a) - rank(b))[0]
}

const textOf = (property: Property | null | undefined): string | undefined =>
  property?.getFirstValue()?.toString()

/** `tel:+351-910` (RFC 3966) is the number that it holds. */
const phoneOf = (property: Property | undefined): string | undefined =>
  textOf(property)?.replace(/^tel:/i, '')

/** The parts of a structured value. */
function listOf(property: Property | null | undefined): (string | undefined)[] {
  const value: unknown = property?.getFirstValue()
  const parts = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]
  return parts.map(part => (Array.isArray(part) ? part.join(', ') : String(part)))
}
