import { lazy } from 'react'
import { Popover } from '../parts/popover.tsx'
import css from './preferences-button.module.css'
import { Glyph } from '../parts/glyph.tsx'
import { loadPanels } from '../parts/load-panels.ts'

const PreferencesPanel = lazy(async () => ({
  default: (await loadPanels()).PreferencesPanel,
}))

/** What a reader chooses for this browser: theme, shortcuts, plain list. */
export function PreferencesButton() {
  const icon = (
    <Glyph d="M2.5 4.7h6M12 4.7h1.5M2.5 11.3H4M7.5 11.3h6M8.5 4.7a1.7 1.7 0 1 0 3.4 0a1.7 1.7 0 1 0-3.4 0M4 11.3a1.7 1.7 0 1 0 3.4 0a1.7 1.7 0 1 0-3.4 0" />
  )
  return (
    <Popover
      title="Preferences"
      buttonClass={css.button}
      label={
        <>
          {icon}
          <span>Preferences</span>
        </>
      }
    >
      {close => <PreferencesPanel close={close} />}
    </Popover>
  )
}
