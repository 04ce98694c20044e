import { Suspense, useEffect } from 'react'
import { Log } from '../log/log.tsx'
import { PageActs } from '../parts/page-acts.tsx'
import { Reading, useWorkspace } from '../workspace.tsx'
import css from './client-page.module.css'

/** The workspace's log: every action of every client and of the workspace itself. */
export function ActivityPage() {
  const { workspace } = useWorkspace()
  useNoteOpening()
  return (
    <Reading objectLink={objectLink} clock="recordedAt">
      <title>Activity · Daybook</title>
      <header className={css.header}>
        <div className={css.head}>
          <div>
            <h1 className={css.name}>Activity</h1>
            <p className={css.meta}>Everything that happens in {workspace.name}</p>
          </div>
          <Suspense>
            <PageActs />
          </Suspense>
        </div>
      </header>
      <Log />
    </Reading>
  )
}

const objectLink = (ref: string, type: string): string => `/objects/${encodeURIComponent(type)}/${ref}`

/** Has the server note that the log was opened: once for each opening, whatever is filtered then. */
function useNoteOpening(): void {
  const { daybook } = useWorkspace()
  useEffect(() => {
    // In development effects run twice: what is taken back at once was no opening.
    const timer = setTimeout(() => {
      // Where it cannot be noted, the log is shown all the same: reading must not depend on writing.
      daybook.request('POST', '/v1/log/viewed', { body: {} }).catch(() => {})
    })
    return () => clearTimeout(timer)
  }, [daybook])
}
