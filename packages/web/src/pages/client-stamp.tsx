import { localDay, mediumDate, shortStamp, stampTitle } from '@daybook/timeline'
import { useShownZone, useWorkspace } from '../workspace.tsx'

/** A stamp as short as a list has room for; in full, and in UTC, for whoever points at it. */
export function ClientStamp({ at }: { at: string }) {
  const { workspace } = useWorkspace()
  const timeZone = useShownZone()
  const place = { locale: workspace.locale, timeZone }
  if (at.length === 10) return <time dateTime={at}>{mediumDate(at, workspace.locale)}</time>
  const ms = Date.parse(at)
  const year = localDay(Date.now(), timeZone).slice(0, 4)
  return (
    <time dateTime={at} title={stampTitle(ms, place)}>
      {shortStamp(ms, place, year)}
    </time>
  )
}
