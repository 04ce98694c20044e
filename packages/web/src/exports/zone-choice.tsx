import type { ExportFormat } from '@daybook/protocol'
import { useId } from 'react'
import { useWorkspace } from '../workspace.tsx'
import css from './export-dialog.module.css'

interface Props {
  readonly format: ExportFormat
  readonly timeZone: string
  onChange(timeZone: string): void
}

/** Whose clock the stamps of the file show. */
export function ZoneChoice({ format, timeZone, onChange }: Props) {
  const { workspace } = useWorkspace()
  const device = new Intl.DateTimeFormat().resolvedOptions().timeZone
  const zones = [...new Set([workspace.timeZone, device, 'UTC'])]
  const id = useId()
  return (
    <div className={css.zone}>
      <label htmlFor={id}>Times in</label>
      <select
        id={id}
        value={format === 'jsonl' ? 'UTC' : timeZone}
        disabled={format === 'jsonl'}
        onChange={event => onChange(event.target.value)}
      >
        {zones.map(zone => (
          <option key={zone}>{zone}</option>
        ))}
      </select>
    </div>
  )
}
