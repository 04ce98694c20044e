import { lazy, Suspense, useCallback } from 'react'
import { History } from '../history/history.tsx'
import { Reading, useWorkspace } from '../workspace.tsx'
import css from './client-page.module.css'
import { loadPanels } from '../parts/load-panels.ts'

const PageActs = lazy(async () => ({ default: (await loadPanels()).PageActs }))

/** Every action of every client and of the workspace itself. */
export function ActivityPage() {
  const { workspace } = useWorkspace()
  const objectLink = useCallback((ref: string) => `/activity?object=${encodeURIComponent(ref)}`, [])
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
      <div className={css.single}>
        <History title="Activity log" searchLabel="Search names and ids" />
      </div>
    </Reading>
  )
}
