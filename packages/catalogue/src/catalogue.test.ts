import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  type Action,
  ACTIONS,
  CATEGORIES,
  findAction,
  findField,
  ICONS,
  LOCALES,
  OBJECT_TYPES,
  privacyOf,
  SOURCES,
  TYPES,
  type Words,
} from './index.ts'
import { type Piece, parseTemplate } from './template.ts'

const all: readonly Action[] = Object.values(ACTIONS)
const RELATED = { S: 'session', P: 'profile', M: 'payments', A: 'access', '': undefined } as const

interface Row {
  readonly name: string
  readonly label: string
  readonly category: string
  readonly type: string
  readonly related: string | undefined
}

/** The rows of the written tables; "a / b" is two actions, whose labels are "A / b" or one label cut short by "…". */
function rowsOf(tables: string): Row[] {
  const rows: Row[] = []
  let category = ''
  for (const line of tables.split('\n')) {
    category = /^### .+ \(category (\w+)\)/.exec(line)?.[1] ?? category
    const cells = /^\| (\w+\.\w+.*?) \| (.+?) \| (\w+) \| ?([SPMA]?) ?\| .+ \|$/.exec(line)
    if (!cells) continue
    const names = cells[1]!.split(' / ')
    const labels = cells[2]!.split(' / ')
    const prefix = names[0]!.split('.')[0]
    names.forEach((name, i) => {
      rows.push({
        name: name.includes('.') ? name : `${prefix}.${name}`,
        label: labels[i] ?? labels[0]!,
        category,
        type: cells[3]!,
        related: RELATED[cells[4] as keyof typeof RELATED],
      })
    })
  }
  return rows
}

const written = resolve(import.meta.dirname, '../../../../shared/catalogue.md')
if (!existsSync(written)) console.info(`Not compared with the written tables: there is no ${written}.`)

describe.skipIf(!existsSync(written))('the written tables', () => {
  const rows = existsSync(written) ? rowsOf(readFileSync(written, 'utf8')) : []

  it('and the catalogue have the same actions', () => {
    expect(rows.length).toBeGreaterThan(150)
    expect(Object.keys(ACTIONS).sort()).toEqual(rows.map(row => row.name).sort())
  })

  it.each(rows)('and the catalogue agree on $name', row => {
    const action = findAction(row.name)
    expect({ ...action, related: action?.related }).toMatchObject({
      category: row.category,
      type: row.type,
      related: row.related,
    })
    const label = action?.label.en ?? ''
    const given = row.label.replace('{type}', 'Object')
    if (given.endsWith('…')) expect(label).toMatch(new RegExp(`^${given.slice(0, -1).trim()}`))
    else expect(label.toLowerCase()).toMatch(new RegExp(`(^| )${given.toLowerCase()}$`))
  })
})

describe('every action', () => {
  it.each(all)('$name has its classification, words in four languages and an icon', action => {
    expect(CATEGORIES).toContain(action.category)
    expect(TYPES).toContain(action.type)
    expect(ICONS).toContain(action.icon)
    expect(action.name.length).toBeLessThanOrEqual(100)
    for (const locale of LOCALES) {
      expect(action.label[locale]).toMatch(/^\p{Lu}.*[^ ]$/u)
      expect(action.sentence[locale]).not.toMatch(/^=|^ | $|undefined/)
    }
  })

  it.each(all)(
    '$name asks for the same things in every language, and only for what the entry can have',
    action => {
      for (const words of [action.sentence, action.sentenceFor]) {
        if (!words) continue
        const asked = LOCALES.map(locale => [...placeholders(parseTemplate(words[locale]))].sort())
        for (const names of asked) expect(names).toEqual(asked[0])
        for (const name of asked[0] ?? []) {
          const known =
            STANDARD.has(name) || Object.hasOwn(OBJECT_TYPES, name) || Object.hasOwn(action.data, name)
          expect(known, `{${name}} of ${action.name}`).toBe(true)
        }
      }
    },
  )

  it.each(all)('$name needs nothing that has no general word', action => {
    for (const words of [action.sentence, action.sentenceFor]) {
      if (!words) continue
      for (const locale of LOCALES) {
        for (const piece of parseTemplate(words[locale])) {
          if (piece.kind === 'placeholder' && piece.many === undefined)
            expect(REPLACEABLE).toContain(piece.name)
        }
      }
    }
  })

  it.each(all)('$name is said in the same way in every language', action => {
    if (!action.whole) return
    expect(action.sentenceFor).toBeUndefined()
    for (const locale of LOCALES) expect(action.sentence[locale]).toMatch(/^[\p{Lu}[{]/u)
  })

  it('that sets a field sets one that its object type has, to a value that has words', () => {
    for (const { name, sets } of all) {
      for (const [field, value] of Object.entries(sets ?? {})) {
        const declared = findField(name.split('.')[0]!, field)
        expect(privacyOf(name.split('.')[0]!, field), `${name} sets ${field}`).toBe('business')
        if (declared?.kind === 'enum') expect(Object.keys(declared.values ?? {})).toContain(value)
      }
    }
  })

  it('about sign-ins, accounts, keys and notes is for staff only', () => {
    for (const { name, type, staffOnly } of all) {
      if (['auth', 'security', 'access'].includes(type) || /note|^entry\./.test(name)) {
        expect(staffOnly, name).toBe(true)
      }
    }
  })
})

describe('object types', () => {
  it('declare for every field a label in four languages and whom it tells about', () => {
    for (const [name, type] of Object.entries(OBJECT_TYPES)) {
      expect(type.name).toBe(name)
      for (const field of Object.values(type.fields)) {
        expect(['personal', 'business']).toContain(field.privacy)
        for (const locale of LOCALES) expect(field.label[locale]).toBeTruthy()
        const values: Readonly<Record<string, Words>> = ('values' in field && field.values) || {}
        for (const words of Object.values(values)) {
          for (const locale of LOCALES) expect(words[locale]).toBeTruthy()
        }
      }
    }
  })

  it('keep everything about a client personal', () => {
    expect(new Set(Object.values(OBJECT_TYPES.client.fields).map(field => field.privacy))).toEqual(
      new Set(['personal']),
    )
  })

  it('and classifications are as many as promised', () => {
    expect([CATEGORIES.length, TYPES.length, SOURCES.length]).toEqual([5, 19, 8])
  })
})

const STANDARD = new Set([
  'client',
  'other',
  'online',
  'way',
  'service',
  'object',
  'amount',
  'fields',
  'member',
  'reason',
  'rule',
])
const REPLACEABLE = ['client', 'other', 'service', 'object', 'amount', 'fields', 'member']

function placeholders(pieces: readonly Piece[], found = new Set<string>()): Set<string> {
  for (const piece of pieces) {
    if (piece.kind === 'placeholder') found.add(piece.name)
    if (piece.kind === 'optional') {
      placeholders(piece.main, found)
      placeholders(piece.otherwise, found)
    }
  }
  return found
}
