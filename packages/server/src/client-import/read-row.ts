/** A row of a list → a client: which one, and what is said of them. Or what is wrong with it. */
import type { DateOrder, ImportExisting, ImportMatch, ImportProblem, Json } from '@daybook/protocol'
import { LIMITS } from '@daybook/protocol'
import { checkValue } from '../acts/check-value.ts'
import type { WorkspaceKeys } from '../keys/key-folder.ts'
import { foldText } from '../read/match-text.ts'
import type { ImportFields } from './import-fields.ts'
import { readCell } from './read-cell.ts'
import type { TableRow } from './table.ts'

export interface ReadRow {
  readonly line: number
  /** The host's id: as the list says, else made of what tells this person from others. */
  readonly id: string
  readonly fields: Readonly<Record<string, Json>>
  /** The list itself says the id. */
  readonly hasId: boolean
  /** Who is here already under another id, and what was chosen for that. */
  readonly known?: {
    readonly hostId: string
    readonly choice: ImportExisting
    readonly match: ImportMatch
  }
}

export interface RowReading {
  readonly fields: ImportFields
  readonly mapping: Readonly<Record<string, string | null>>
  readonly dates: DateOrder
  readonly timeZone: string
  readonly keys: WorkspaceKeys
}

const ID_LENGTH = 300

export function readRow({ line, cells }: TableRow, reading: RowReading): ReadRow | readonly ImportProblem[] {
  const problems: ImportProblem[] = []
  const fields: Record<string, Json> = {}
  let id: string | undefined
  for (const [column, text] of Object.entries(cells)) {
    const name = reading.mapping[column]
    if (name === null || name === undefined) continue
    if (name === 'id') {
      id = text
      if (text.length > ID_LENGTH || text.startsWith('cl_'))
        problems.push({ line, column, message: 'is no id of your own' })
      continue
    }
    const field = reading.fields.get(name)!
    const value = readCell(name, field, text, reading.dates)
    const wrong = isWrong(value)
      ? value.wrong
      : text.length > LIMITS.string
        ? 'is too long'
        : checkValue(field, value, reading.timeZone)
    if (wrong !== undefined) problems.push({ line, column, message: wrong })
    else fields[name] = value as Json
  }
  const name = fields['name'] ?? [fields['firstName'], fields['lastName']].filter(Boolean).join(' ')
  if (name === '') problems.push({ line, message: 'names nobody: a name is needed' })
  if (problems.length > 0) return problems
  const named = { ...fields, name }
  return { line, id: id ?? idOf(named, reading.keys), fields: named, hasId: id !== undefined }
}

const isWrong = (value: unknown): value is { readonly wrong: string } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Without an id of their own, people are told apart by name and what reaches them, else by name and birthday. */
function idOf(fields: Readonly<Record<string, Json>>, keys: WorkspaceKeys): string {
  const said = ['email', 'mobile', 'phone', 'birthday'].map(name => fields[name]).find(Boolean) ?? ''
  const mac = keys.mac('import', foldText(String(fields['name'])), foldText(String(said)))
  return `C-${mac.subarray(0, 12).toString('base64url')}`
}
