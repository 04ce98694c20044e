import { isPlainDate } from '@daybook/timeline'
import { useWorkspace } from '../workspace.tsx'
import css from './export-dialog.module.css'

export interface Range {
  readonly from?: string
  readonly to?: string
}

const asDay = (text: string | undefined): string => (text && isPlainDate(text) ? text : '')

/** From and to: days of the workspace's zone, both included; everything where they are empty. */
export function RangeChoice({ range, onChange }: { readonly range: Range; onChange(range: Range): void }) {
  const { workspace } = useWorkspace()
  return (
    <fieldset className={css.group}>
      <legend>
        Range <span>days of {workspace.timeZone}, both included; empty for all</span>
      </legend>
      <div className={css.dates}>
        <label>
          From
          <input
            type="date"
            max={asDay(range.to) || undefined}
            value={asDay(range.from)}
            onChange={event => onChange({ ...range, from: event.target.value || undefined })}
          />
        </label>
        <label>
          To
          <input
            type="date"
            min={asDay(range.from) || undefined}
            value={asDay(range.to)}
            onChange={event => onChange({ ...range, to: event.target.value || undefined })}
          />
        </label>
      </div>
    </fieldset>
  )
}
