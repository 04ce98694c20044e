import type { ExportFormat } from '@daybook/protocol'
import { useRights } from '../session.ts'
import css from './export-dialog.module.css'

export interface Also {
  readonly ips: boolean
  readonly totals: boolean
}

interface Props {
  readonly format: ExportFormat
  readonly also: Also
  onChange(also: Also): void
}

/** What is left out unless it is asked for. */
export function AlsoChoice({ format, also, onChange }: Props) {
  const rights = useRights()
  return (
    <fieldset className={css.group}>
      <legend>Also</legend>
      {rights.has('access') && (
        <label>
          <input
            type="checkbox"
            checked={also.ips}
            onChange={event => onChange({ ...also, ips: event.target.checked })}
          />
          IP addresses
        </label>
      )}
      {format === 'csv' && (
        <label>
          <input
            type="checkbox"
            checked={also.totals}
            onChange={event => onChange({ ...also, totals: event.target.checked })}
          />
          Totals of amounts as last lines <span>they are no entries</span>
        </label>
      )}
    </fieldset>
  )
}
