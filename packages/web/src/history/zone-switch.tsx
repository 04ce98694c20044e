import { lazy } from 'react'
import { Popover } from '../parts/popover.tsx'
import line from './count-line.module.css'
import { loadPanels } from '../parts/load-panels.ts'

const ZonePanel = lazy(async () => ({ default: (await loadPanels()).ZonePanel }))

/** Says whose clock the stamps show, and lets the reader take another. */
export function ZoneSwitch({ text }: { text: string }) {
  return (
    <Popover title="Time zone of the stamps" buttonClass={line.switch} align="end" label={text}>
      {() => <ZonePanel />}
    </Popover>
  )
}
