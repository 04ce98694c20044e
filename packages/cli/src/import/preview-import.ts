/** A dry run: reads and checks the whole file, writes nothing. */
import type { KeyedDraft } from './apply-mapping.ts'
import { RowError } from './import-error.ts'
import type { ImportInput } from './open-rows.ts'
import { openRows } from './open-rows.ts'
import type { Reject } from './rejects.ts'

export interface ImportPreview {
  readonly importId: string
  readonly rows: number
  readonly drafts: number
  /** Drafts by action, the most frequent first. */
  readonly actions: Readonly<Record<string, number>>
  /** The first ten drafts. */
  readonly first: readonly KeyedDraft[]
  readonly rejected: number
  /** The first ten rows that would be rejected. */
  readonly rejects: readonly Reject[]
}

const SHOWN = 10

/** Throws `ImportError` for a file or mapping that cannot be used. */
export async function previewImport(input: ImportInput): Promise<ImportPreview> {
  const { rows, toDrafts, importId } = await openRows(input)
  const actions = new Map<string, number>()
  const first: KeyedDraft[] = []
  const rejects: Reject[] = []
  let rowCount = 0
  let draftCount = 0
  let rejected = 0
  for await (const row of rows) {
    rowCount = row.row
    try {
      if (row.problem !== undefined) throw new RowError(row.problem)
      for (const draft of toDrafts(row)) {
        draftCount++
        actions.set(draft.action, (actions.get(draft.action) ?? 0) + 1)
        if (first.length < SHOWN) first.push(draft)
      }
    } catch (error) {
      if (!(error instanceof RowError)) throw error
      rejected++
      if (rejects.length < SHOWN)
        rejects.push({ row: row.row, line: row.line, reason: error.message, original: row.original })
    }
  }
  const byCount = Object.fromEntries([...actions].sort((a, b) => b[1] - a[1]))
  return { importId, rows: rowCount, drafts: draftCount, actions: byCount, first, rejected, rejects }
}

/** The preview as it is printed. */
export function formatPreview(preview: ImportPreview): string {
  const number = (value: number) => value.toLocaleString('en-US')
  const lines = preview.first.flatMap(({ action, ...members }, n) => [
    `${n + 1}. ${action}`,
    ...Object.entries(members).map(([name, value]) => `     ${name}: ${JSON.stringify(value)}`),
  ])
  lines.push('', `${number(preview.rows)} rows would make ${number(preview.drafts)} entries:`)
  for (const [action, count] of Object.entries(preview.actions))
    lines.push(`  ${number(count).padStart(9)}  ${action}`)
  if (preview.rejected > 0) lines.push(`${number(preview.rejected)} rows would be rejected:`)
  for (const { row, line, reason } of preview.rejects) lines.push(`  row ${row} (line ${line}) ${reason}`)
  if (preview.rejected > preview.rejects.length)
    lines.push(`  … and ${number(preview.rejected - preview.rejects.length)} more`)
  return `${lines.join('\n')}\nNothing was written.\n`
}
