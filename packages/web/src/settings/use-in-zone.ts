import { localDay, mediumDate, shortStamp } from '@daybook/timeline'
import { useShownZone, useWorkspace } from '../workspace.tsx'

/** Instants as the reader's zone shows them: the day, or day and time. */
export function useInZone() {
  const { workspace } = useWorkspace()
  const timeZone = useShownZone()
  const { locale } = workspace
  const year = localDay(Date.now(), timeZone).slice(0, 4)
  return {
    timeZone,
    date: (at: string): string => mediumDate(localDay(Date.parse(at), timeZone), locale),
    stamp: (at: string): string => shortStamp(Date.parse(at), { locale, timeZone }, year),
  }
}
