import { type Preferences, setPreferences, usePreferences } from '../preferences.ts'
import { signOut } from '../session.ts'
import { useAnnounce } from './announcer.tsx'
import { showKeys } from './keys-help.tsx'
import css from './preferences-panel.module.css'

const THEMES: readonly [Preferences['theme'], string][] = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
]

/** Theme, lists and keyboard. */
export function PreferencesPanel({ close }: { close(): void }) {
  const preferences = usePreferences()
  const announce = useAnnounce()
  const leave = async () => {
    if (!(await signOut())) announce('Signing out did not work. Try again when the server answers.')
  }
  return (
    <div className={css.panel}>
      <fieldset>
        <legend>Theme</legend>
        {THEMES.map(([theme, label]) => (
          <label key={theme}>
            <input
              type="radio"
              name="theme"
              checked={preferences.theme === theme}
              onChange={() => setPreferences({ theme })}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>Lists</legend>
        <label>
          <input
            type="checkbox"
            checked={preferences.plainList}
            onChange={event => setPreferences({ plainList: event.target.checked })}
          />
          Plain list: render every loaded row
        </label>
      </fieldset>
      <fieldset>
        <legend>Keyboard</legend>
        <label>
          <input
            type="checkbox"
            checked={preferences.keys}
            onChange={event => setPreferences({ keys: event.target.checked })}
          />
          Single-key shortcuts
        </label>
        <button
          type="button"
          className={css.link}
          onClick={() => {
            close()
            showKeys()
          }}
        >
          Show the shortcuts
        </button>
      </fieldset>
      <button type="button" className={css.out} onClick={() => void leave()}>
        Sign out
      </button>
    </div>
  )
}
