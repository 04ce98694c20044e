import { localDay, longDate, type Timeline, type TimelineState } from '@daybook/timeline'
import { useEffect, useRef } from 'react'
import button from '../parts/button.module.css'
import { useShownZone, useWorkspace } from '../workspace.tsx'
import { useAnnounce } from '../shell/announcer.tsx'
import css from './history-end.module.css'
import { PAGE_SIZE } from './open-timeline.ts'

interface Props {
  readonly state: TimelineState
  readonly order: 'desc' | 'asc'
  readonly timeline: Timeline
}

/** Beneath the rows: more, how far a slow search has looked, what failed, or that this is the end. */
export function HistoryEnd({ state, order, timeline }: Props) {
  const { workspace } = useWorkspace()
  const timeZone = useShownZone()
  const announce = useAnnounce()
  const [last, onPress] = useLastFocus(state.next === null)
  if (state.status === 'loading' || state.status === 'failed') return null
  const older = order === 'desc' ? 'older' : 'newer'

  const load = async () => {
    const before = state.entries.length
    onPress()
    await timeline.loadOlder()
    announce(`More ${older} entries loaded after the first ${before}`, { unseen: true })
  }

  if (state.error !== undefined) {
    return (
      <div className={css.end} role="alert">
        <p>The {older} entries could not be loaded. What is above is complete.</p>
        <button type="button" className={button.button} onClick={timeline.retry}>
          Retry
        </button>
      </div>
    )
  }
  if (state.next === null) {
    if (state.entries.length === 0) return null
    return (
      <p className={css.end} ref={last} tabIndex={-1}>
        {order === 'desc' ? 'This is the start of the history.' : 'This is the newest entry.'}
      </p>
    )
  }
  const looked = state.reachedBack
    ? longDate(localDay(Date.parse(state.reachedBack), timeZone), workspace.locale)
    : ''
  return (
    <div className={css.end}>
      {state.beyond > 0 && (
        <p className={css.beyond}>
          {state.beyond === 1 ? '1 new entry belongs' : `${state.beyond} new entries belong`} further back.
        </p>
      )}
      {/* Never disabled: a disabled button would drop the focus that is on it. */}
      <button
        type="button"
        className={`${button.button} ${css.older}`}
        aria-disabled={state.status === 'older'}
        onClick={() => void (state.status === 'ready' && load())}
      >
        {state.status === 'older'
          ? looked
            ? `Looked back to ${looked} …`
            : 'Loading …'
          : `Load ${PAGE_SIZE} ${older}`}
      </button>
    </div>
  )
}

/** Where the focus goes when the button that had it is gone: to the text that says that this is the end. */
function useLastFocus(ended: boolean) {
  const last = useRef<HTMLParagraphElement>(null)
  const pressed = useRef(false)
  useEffect(() => {
    if (!ended || !pressed.current) return
    pressed.current = false
    if (document.activeElement === document.body) last.current?.focus({ preventScroll: true })
  }, [ended])
  return [last, () => void (pressed.current = true)] as const
}
