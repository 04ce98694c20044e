import type { Timeline, TimelineState } from '@daybook/timeline'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { useWorkspace } from '../workspace.tsx'
import { type HistoryInput, openTimeline } from './open-timeline.ts'

/** A tab that nobody has looked at for this long stops following. */
const REST_AFTER_MS = 60_000

/** The timeline for an input, live while the page is open and seen, unless it is to stand still. `input` has to stay the same object while it is the same view. */
export function useTimeline(input: HistoryInput, live = true): readonly [TimelineState, Timeline] {
  const { daybook, workspace } = useWorkspace()
  const timeline = useMemo(() => openTimeline(daybook, workspace, input), [daybook, workspace, input])
  const state = useSyncExternalStore(timeline.subscribe, timeline.getState)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const onVisibility = () => {
      clearTimeout(timer)
      if (document.hidden) timer = setTimeout(timeline.rest, REST_AFTER_MS)
      else if (live) timeline.start()
    }
    timeline.start()
    document.addEventListener('visibilitychange', onVisibility)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', onVisibility)
      timeline.rest()
    }
  }, [timeline, live])
  // What is to stand still still needs its first page.
  const loaded = state.status !== 'loading'
  useEffect(() => {
    if (!live && loaded) timeline.rest()
  }, [timeline, live, loaded])
  return [state, timeline]
}
