import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import button from '../parts/button.module.css'
import { chooseWorkspace, sessionQuery, useRights } from '../session.ts'
import { useWorkspace } from '../workspace.tsx'
import css from './demo-banner.module.css'
import { RemoveDemoDialog } from './remove-demo-dialog.tsx'

/** Says on every page of the demonstration that it is one, and leads out of it. */
export function DemoBanner() {
  const { workspace } = useWorkspace()
  const { data: session } = useQuery(sessionQuery)
  const rights = useRights()
  const [asking, setAsking] = useState(false)
  const own = session?.workspaces.find(one => !one.demo)
  return (
    <aside className={css.banner} aria-label="Demo data">
      <p>
        <strong>Demo data.</strong> An invented clinic and its last 18 months; nobody in it exists.
      </p>
      <div className={css.acts}>
        {session?.setUp ? (
          <a className={button.button} href="/welcome">
            Set up your business
          </a>
        ) : (
          own && (
            <button type="button" className={button.button} onClick={() => chooseWorkspace(own.id)}>
              Go to {own.name}
            </button>
          )
        )}
        {rights.has('settings') && (
          <button type="button" className={button.link} onClick={() => setAsking(true)}>
            Remove demo data
          </button>
        )}
      </div>
      {asking && <RemoveDemoDialog workspace={workspace} onEnd={() => setAsking(false)} />}
    </aside>
  )
}
