import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { Glyph } from '../parts/glyph.tsx'
import { useWorkspace } from '../workspace.tsx'
import { badgeState, type BadgeState } from './badge-state.ts'
import css from './badge.module.css'
import { useLogStatus } from './use-log-status.ts'

const VerificationDialog = lazy(async () => ({
  default: (await import('./verification-dialog.tsx')).VerificationDialog,
}))

/** How often "2 min ago" is said anew. */
const TICK_MS = 20_000

/** Whether the log is whole, on every page; opens what is known of it. */
export function Badge() {
  const [open, setOpen] = useState(false)
  const close = useCallback(() => setOpen(false), [])
  const state = useBadgeState()
  return (
    <>
      <button
        type="button"
        className={`${css.badge} ${css[state.tone]}`}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <Glyph d={state.icon} />
        <span className={css.text}>
          {state.text}
          {state.detail && <small>{state.detail}</small>}
        </span>
      </button>
      <Suspense>{open && <VerificationDialog onClose={close} />}</Suspense>
    </>
  )
}

/** The badge's state, as time goes on. */
export function useBadgeState(): BadgeState {
  const { workspace } = useWorkspace()
  const status = useLogStatus()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [])
  return badgeState(status.data, {
    at: status.dataUpdatedAt,
    now: Math.max(now, status.dataUpdatedAt),
    locale: workspace.locale,
    failed: status.isError,
  })
}
