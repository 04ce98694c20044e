import { useCallback, useState } from 'react'
import { Arrivals } from '../connect/arrivals.tsx'
import css from '../connect/connect.module.css'
import { MakeKey } from '../connect/make-key.tsx'
import { Snippets } from '../connect/snippets.tsx'
import { Reading, useWorkspace } from '../workspace.tsx'
import head from './client-page.module.css'

/** From an empty log to the first entry: a key, what to send with it, and beside it what arrives. */
export function ConnectPage() {
  const { workspace } = useWorkspace()
  const [key, setKey] = useState<string>()
  const objectLink = useCallback((ref: string) => `/activity?object=${encodeURIComponent(ref)}`, [])
  return (
    <Reading objectLink={objectLink} clock="recordedAt">
      <title>Connect your app · Daybook</title>
      <header className={head.header}>
        <h1 className={head.name}>Connect your app</h1>
        <p className={head.meta}>Send what happens in your software; it appears here within a moment.</p>
      </header>
      <div className={css.columns}>
        <div className={css.steps}>
          <MakeKey apiKey={key} onMade={setKey} />
          <Snippets apiKey={key} zone={workspace.timeZone} />
        </div>
        <Arrivals />
      </div>
    </Reading>
  )
}
