import type { Entry } from '@daybook/protocol'
import { isPlainDate, mediumDate, useReader, VisuallyHidden, zoneName } from '@daybook/timeline'
import { dayStamp } from './day-stamp.ts'

const MINUTE_MS = 60_000

/** When an entry was recorded; and when it happened, where that was another time. */
export function WhenCell({ entry }: { entry: Entry }) {
  const reader = useReader()
  const year = reader.today.slice(0, 4)
  const recorded = Date.parse(entry.recordedAt)
  return (
    <>
      <time dateTime={entry.recordedAt} title={new Date(recorded).toISOString()}>
        {dayStamp(recorded, reader, year)}
        <VisuallyHidden> {zoneName(recorded, reader)}</VisuallyHidden>
      </time>
      <Happened entry={entry} year={year} />
    </>
  )
}

function Happened({ entry, year }: { entry: Entry; year: string }) {
  const reader = useReader()
  if (entry.undated) return <small>{reader.words.dateUnknown}</small>
  if (isPlainDate(entry.occurredAt))
    return (
      <small>
        happened <time dateTime={entry.occurredAt}>{mediumDate(entry.occurredAt, reader.locale)}</time>
      </small>
    )
  const happened = Date.parse(entry.occurredAt)
  if (Number.isNaN(happened) || Math.abs(Date.parse(entry.recordedAt) - happened) < MINUTE_MS) return null
  return (
    <small>
      happened{' '}
      <time dateTime={entry.occurredAt} title={new Date(happened).toISOString()}>
        {dayStamp(happened, reader, year)}
      </time>
    </small>
  )
}
