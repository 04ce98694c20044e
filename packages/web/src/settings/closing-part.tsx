import type { Closing, SettingsView } from '@daybook/protocol'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import act from '../parts/act.module.css'
import button from '../parts/button.module.css'
import { queries } from '../queries.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import { CloseDialog } from './close-dialog.tsx'
import { Part } from './part.tsx'
import css from './settings.module.css'
import { useInZone } from './use-in-zone.ts'

/** The end of the workspace, and taking it back. For owners. */
export function ClosingPart({ settings }: { settings: SettingsView }) {
  const { workspace } = useWorkspace()
  const announce = useAnnounce()
  const inZone = useInZone()
  const [asking, setAsking] = useState(false)
  const refresh = () => queries.invalidateQueries({ queryKey: ['settings', workspace.id] })
  return (
    <Part
      title="Close this workspace"
      about="For good: at the end of a time of grace every key is destroyed, and with them everything that was ever kept here."
    >
      {settings.closing === undefined ? (
        <div>
          <p className={css.note}>
            Take everything along before: an <a href="/exports">export</a> holds every entry.
          </p>
          <div className={css.acts}>
            <button
              type="button"
              className={button.button}
              aria-haspopup="dialog"
              onClick={() => setAsking(true)}
            >
              Close this workspace …
            </button>
          </div>
        </div>
      ) : (
        <Asked closing={settings.closing} onKept={refresh} />
      )}
      {asking && (
        <CloseDialog
          name={settings.name}
          onClose={() => setAsking(false)}
          onDone={closesAt => {
            setAsking(false)
            announce(`The workspace closes on ${inZone.date(closesAt)}`)
            void refresh()
          }}
        />
      )}
    </Part>
  )
}

function Asked({ closing, onKept }: { closing: Closing; onKept(): Promise<void> }) {
  const { daybook } = useWorkspace()
  const announce = useAnnounce()
  const inZone = useInZone()
  const reopen = useMutation({
    mutationFn: () => daybook.request('POST', '/v1/workspace/reopen'),
    onSuccess: () => announce('The closing is taken back'),
    onError: () => announce('That did not work. Try again.'),
    onSettled: onKept,
  })
  return (
    <div>
      <p className={css.warn}>
        It closes on <strong>{inZone.date(closing.closesAt)}</strong>. Until then everything goes on, and it
        can be taken back.
      </p>
      <div className={css.acts}>
        <button type="button" className={act.primary} onClick={() => reopen.mutate()}>
          Keep the workspace
        </button>
        <a className={button.link} href={`/entries/${closing.entry}`}>
          Who asked for it
        </a>
      </div>
    </div>
  )
}
