import type { ExportFormat } from '@daybook/protocol'
import css from './export-dialog.module.css'

export const FORMATS: readonly [ExportFormat, string, string][] = [
  ['csv', 'CSV', 'for spreadsheets; nothing in it can run'],
  ['jsonl', 'JSON Lines', 'for programs; every field, times in UTC'],
  ['pdf', 'PDF', 'for reading and filing; up to 5,000 entries'],
]

interface Props {
  readonly format: ExportFormat
  onChange(format: ExportFormat): void
}

/** The form of the file, each with what it is good for. */
export function FormatChoice({ format, onChange }: Props) {
  return (
    <fieldset className={css.group}>
      <legend>Format</legend>
      {FORMATS.map(([value, name, hint]) => (
        <label key={value}>
          <input type="radio" name="format" checked={format === value} onChange={() => onChange(value)} />
          {name} <span>{hint}</span>
        </label>
      ))}
    </fieldset>
  )
}
