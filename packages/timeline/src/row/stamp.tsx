import type { Entry } from '@daybook/protocol'
import { isPlainDate } from '../local-day.ts'
import { useReader } from '../reader.tsx'
import { stampTitle } from '../stamp-title.ts'
import { longDate, timeOfDay, zoneName } from '../stamps.ts'
import { VisuallyHidden } from './visually-hidden.tsx'

/** The time of an entry in its row: the zone is said to screen readers, the tooltip has UTC. */
export function Stamp({ entry, className }: { entry: Entry; className?: string }) {
  const reader = useReader()
  const at = reader.clock === 'recordedAt' ? entry.recordedAt : entry.occurredAt
  if (entry.undated && at === entry.occurredAt)
    return <span className={className}>{reader.words.dateUnknown}</span>
  if (isPlainDate(at)) {
    return (
      <time className={className} dateTime={at} title={longDate(at, reader.locale)}>
        {reader.words.noTime}
      </time>
    )
  }
  const ms = Date.parse(at)
  if (Number.isNaN(ms)) return <span className={className}>{at}</span>
  return (
    <time className={className} dateTime={at} title={stampTitle(ms, reader)}>
      {timeOfDay(ms, reader)}
      <VisuallyHidden> {zoneName(ms, reader)}</VisuallyHidden>
    </time>
  )
}
