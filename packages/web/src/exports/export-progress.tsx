import type { ExportAnswer } from '@daybook/protocol'
import { formatLocale } from '@daybook/timeline'
import { useEffect, useRef } from 'react'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import css from './export-page.module.css'

/** The shares that are announced, in hundredths. */
const ANNOUNCED = [25, 50, 75, 100]

/** How far it is: of entries where they are counted, and of the way where they are few and far between. */
export function ExportProgress({ answer }: { readonly answer: ExportAnswer }) {
  const { workspace } = useWorkspace()
  const number = new Intl.NumberFormat(formatLocale(workspace.locale))
  const share = Math.round(answer.progress * 100)
  useAnnounced(answer.state === 'ready' ? 100 : Math.min(share, 99))
  if (answer.state !== 'queued' && answer.state !== 'running') return null
  return (
    <div className={css.progress}>
      <progress
        aria-label="Progress of the export"
        max={1}
        value={answer.state === 'queued' ? undefined : answer.progress}
      />
      <p>
        {answer.state === 'queued'
          ? 'Waiting for its turn'
          : answer.count === undefined
            ? `${number.format(answer.done)} entries, ${share} %`
            : `${number.format(answer.done)} of ${number.format(answer.count)} entries`}
      </p>
    </div>
  )
}

/** Says each quarter once; those that were past when the page was opened are not said. */
function useAnnounced(share: number): void {
  const announce = useAnnounce()
  const said = useRef<number | undefined>(undefined)
  useEffect(() => {
    const reached = ANNOUNCED.findLast(step => share >= step) ?? 0
    if (said.current === undefined || reached < said.current) said.current = reached
    if (reached <= said.current) return
    said.current = reached
    announce(reached === 100 ? 'Export ready' : `Export ${reached} % done`, { unseen: true })
  }, [share, announce])
}
