/**
 * A list of clients → entries: one for each who is new or of whom the list says something else. A list that is imported
 * again adds nothing; a line that is wrong is told and keeps back no other.
 */
import {
  type ClientImportAnswer,
  DATE_ORDERS,
  IMPORT_EXISTING,
  type ImportProblem,
  type ImportRow,
  LIMITS,
  LogError,
} from '@daybook/protocol'
import { z } from 'zod'
import { guessMapping } from '../client-import/guess-column.ts'
import { importFields, type ImportFields } from '../client-import/import-fields.ts'
import { readCsvTable } from '../client-import/read-csv-table.ts'
import { readRow, type ReadRow } from '../client-import/read-row.ts'
import { readVcards } from '../client-import/read-vcards.ts'
import type { Table } from '../client-import/table.ts'
import type { Daybook } from '../daybook.ts'
import { canonicalJson } from '../entry/canonical.ts'
import type { Caller } from '../entry/caller.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { checkInput } from './check-input.ts'
import { appendImport, finishImport, type Importing, judgeRows } from './import-rows.ts'
import { onlyOf } from './only-of.ts'
import { recogniseRows } from './recognise-rows.ts'

export const ClientImportInput = z.strictObject({
  format: z.enum(['csv', 'vcard']),
  text: z.string().min(1, 'must not be empty'),
  file: z.string().max(300).optional().describe('What the list is called'),
  mapping: z
    .record(z.string().max(LIMITS.string), z.string().max(100).nullable())
    .optional()
    .describe('Column → field, "id" for your own id, null to leave it out. Default: as its name suggests'),
  dates: z.enum(DATE_ORDERS).default('dmy').describe('How dates are written, beside 1990-05-17'),
  existing: z
    .enum(IMPORT_EXISTING)
    .default('update')
    .describe(
      'Who is here already by name and e-mail, phone or birthday: update them, skip or create anyway',
    ),
  decisions: z
    .record(z.string().regex(/^\d{1,9}$/), z.enum(IMPORT_EXISTING))
    .default({})
    .describe('The same for single lines, by number'),
  preview: z.boolean().default(false).describe('Only say what would happen'),
})
type Input = z.infer<typeof ClientImportInput>

const CHUNK = 100
const MOST_PROBLEMS = 500
const PREVIEWED = 20
const MATCHES = 200

interface Watching {
  readonly progress?: ((done: number, total: number) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** Throws `query_invalid` where it is no list, or the mapping names what is not there. */
export async function importClients(
  daybook: Daybook,
  principal: Principal,
  caller: Caller,
  body: unknown,
  { progress, signal }: Watching = {},
): Promise<ClientImportAnswer> {
  requireRight(principal, 'act')
  if ((await onlyOf(daybook, principal)) !== undefined)
    throw new LogError('scope_missing', 'Who sees a part of the clients only cannot import a list of them.')
  const input = checkInput(ClientImportInput, body)
  // What would change tells what is: that is for readers.
  if (input.preview) requireRight(principal, 'read')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const fields = importFields(principal, workspace)
  const table = input.format === 'csv' ? await readCsvTable(input.text) : readVcards(input.text)
  const mapping = mappingOf(input, table, fields)
  const read = await readRows(daybook, workspace, table, { fields, mapping, dates: input.dates })
  const { rows, problems: twice } = await recogniseRows(daybook, workspace, read.rows, input)
  const problems = [...read.problems, ...twice]
  const total = table.rows.length + table.problems.length
  const importing: Importing = {
    daybook,
    principal,
    caller,
    workspace,
    format: input.format,
    file: input.file,
    name: canonicalJson([input.text, mapping, input.dates, input.existing, input.decisions]),
  }
  const done = { added: 0, changed: 0, same: 0, skipped: 0 }
  const shown: ImportRow[] = []
  const matches: ImportRow[] = []
  for (let from = 0; from < rows.length; from += CHUNK) {
    signal?.throwIfAborted()
    progress?.(from, rows.length)
    const part = rows.slice(from, from + CHUNK)
    const chunk = input.preview ? await judgeRows(importing, part) : await appendImport(importing, part)
    for (const name of ['added', 'changed', 'same', 'skipped'] as const) done[name] += chunk[name]
    problems.push(...chunk.problems)
    if (shown.length < PREVIEWED) shown.push(...chunk.rows.slice(0, PREVIEWED - shown.length))
    matches.push(...chunk.rows.filter(row => row.known !== undefined).slice(0, MATCHES - matches.length))
  }
  progress?.(rows.length, rows.length)
  const count = done.added + done.changed
  const entry =
    input.preview || count === 0 ? undefined : await finishImport(importing, count, problems.length)
  problems.sort((a, b) => a.line - b.line)
  return {
    columns: table.columns.map(name => ({ name, field: mapping[name] ?? null, ...exampleOf(table, name) })),
    total,
    ...done,
    known: rows.filter(row => row.known !== undefined).length,
    problems: problems.slice(0, MOST_PROBLEMS),
    problemCount: problems.length,
    ...(input.preview && { rows: shown, matches }),
    ...(entry !== undefined && { entry: { id: entry.id, seq: entry.seq } }),
  }
}

function exampleOf({ rows }: Table, column: string): { example?: string } {
  const example = rows.find(row => row.cells[column] !== undefined)?.cells[column]
  return example === undefined ? {} : { example: example.slice(0, 200) }
}

function mappingOf(
  { mapping: given }: Input,
  { columns }: Table,
  fields: ImportFields,
): Readonly<Record<string, string | null>> {
  if (given === undefined) return guessMapping(columns, fields)
  const used = new Set<string>()
  for (const [column, field] of Object.entries(given)) {
    const message = !columns.includes(column)
      ? 'is no column of the list'
      : field !== null && field !== 'id' && !fields.has(field)
        ? `"${field}" is no field that a list can fill`
        : field !== null && used.has(field)
          ? `"${field}" has another column already`
          : undefined
    if (field !== null) used.add(field)
    if (message === undefined) continue
    const path = `/mapping/${column.replaceAll('~', '~0').replaceAll('/', '~1')}`
    throw new LogError('query_invalid', `${path}: ${message}`, { errors: [{ path, message }] })
  }
  return given
}

/** Each client once: two lines about one would leave it to chance which of them holds. */
async function readRows(
  daybook: Daybook,
  workspace: Workspace,
  table: Table,
  given: Pick<Parameters<typeof readRow>[1], 'fields' | 'mapping' | 'dates'>,
): Promise<{ rows: ReadRow[]; problems: ImportProblem[] }> {
  const keys = daybook.folder.workspace(workspace.id)
  const problems: ImportProblem[] = [...table.problems]
  const rows: ReadRow[] = []
  const lines = new Map<string, number>()
  for (const row of table.rows) {
    const read = readRow(row, { ...given, timeZone: workspace.timeZone, keys })
    if (!('id' in read)) {
      problems.push(...read)
      continue
    }
    const before = lines.get(read.id)
    if (before !== undefined) {
      problems.push({
        line: read.line,
        message: `is the same client as line ${before}: an id, e-mail or phone would tell two apart`,
      })
      continue
    }
    lines.set(read.id, read.line)
    rows.push(read)
  }
  return { rows, problems }
}
