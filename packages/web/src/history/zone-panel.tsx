import { type Preferences, setPreferences, usePreferences } from '../preferences.ts'
import { useWorkspace } from '../workspace.tsx'
import css from './zone-panel.module.css'

/** Whose clock the stamps show: the workspace's, this device's, or UTC. */
export function ZonePanel() {
  const { workspace } = useWorkspace()
  const { zone } = usePreferences()
  const device = new Intl.DateTimeFormat().resolvedOptions().timeZone
  const zones: readonly [Preferences['zone'], string, string][] = [
    ['workspace', 'Workspace', workspace.timeZone],
    ['device', 'My device', device],
    ['utc', 'UTC', 'UTC'],
  ]
  return (
    <fieldset className={css.zones}>
      <legend>Show times in</legend>
      {zones.map(([value, label, name]) => (
        <label key={value}>
          <input
            type="radio"
            name="zone"
            checked={zone === value}
            onChange={() => setPreferences({ zone: value })}
          />
          {label} <span>{name}</span>
        </label>
      ))}
    </fieldset>
  )
}
