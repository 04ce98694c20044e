import type { LiveState as Live } from '@daybook/timeline'
import { useEffect, useState } from 'react'
import css from './live-state.module.css'
import { Glyph } from '../parts/glyph.tsx'

/** Says when new entries do not come in at the moment; nothing while they do. */
export function LiveState({ live, failed }: { live: Live; failed: boolean }) {
  const [offline, setOffline] = useState(() => !navigator.onLine)
  useEffect(() => {
    const update = () => setOffline(!navigator.onLine)
    addEventListener('online', update)
    addEventListener('offline', update)
    return () => {
      removeEventListener('online', update)
      removeEventListener('offline', update)
    }
  }, [])
  if (failed || (live !== 'paused' && !offline)) return null
  return (
    <p className={css.state}>
      <Glyph d="M6 4v8M10 4v8" size={14} weight={1.6} />
      <span>
        <b>Live updates paused.</b>{' '}
        {offline
          ? 'You are offline; what is loaded stays readable.'
          : 'Connecting again; what is missed meanwhile will be shown.'}
      </span>
    </p>
  )
}
