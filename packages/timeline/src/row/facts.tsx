import type { Entry } from '@daybook/protocol'
import { isPlainDate } from '../local-day.ts'
import { type ReaderWithWords, useReader } from '../reader.tsx'
import { fill } from '../words.ts'
import { filterLabel, personName, unsaidActor } from '../say.ts'
import { duration, longDate, mediumDate, shortStamp } from '../stamps.ts'
import css from './changes.module.css'
import { erasedText } from './erased-text.ts'
import row from './row.module.css'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** Why, for whom, with what outcome, from where: what stands beneath the sentence besides changes. */
export function Facts({ entry }: { entry: Entry }) {
  const reader = useReader()
  const { words, links } = reader
  const chain = entry.causedBy ? links.entry?.(entry.causedBy) : undefined
  const why = entry.rule ? (entry.rule.name ?? entry.rule.id) : undefined
  const actor = unsaidActor(entry, reader)
  const erased = erasedText(entry, reader)
  const tags = [
    actor && fill(words.by, actor),
    filterLabel('category', entry.category, reader.locale),
    filterLabel('source', entry.source, reader.locale),
    otherClock(entry, reader),
    leadTime(entry, reader.locale, words.beforeStart),
    entry.context?.device,
    entry.context?.ip,
    entry.baseline ? words.firstRecorded : undefined,
  ].filter(Boolean)
  return (
    <>
      {(entry.reason || why || chain || entry.onBehalfOf || entry.reference) && (
        <dl className={css.facts}>
          {entry.reason && (
            <Fact label={words.reason}>
              <span className={css.value}>“{entry.reason}”</span>
            </Fact>
          )}
          {(why || chain) && (
            <Fact label={words.why}>
              {why && <span className={css.value}>{why}</span>}
              {chain && (
                <a className={css.link} href={chain}>
                  {words.chain}
                </a>
              )}
            </Fact>
          )}
          {entry.onBehalfOf && (
            <Fact label={words.onBehalfOf}>{personName(entry.onBehalfOf, entry, reader)}</Fact>
          )}
          {entry.reference && (
            <Fact label={words.reference}>
              <Reference reference={entry.reference} />
            </Fact>
          )}
        </dl>
      )}
      <p className={row.tags}>
        {entry.outcome !== 'success' && <b className={row.failed}>{words[entry.outcome]} · </b>}
        {erased && <span className={row.gone}>{erased} · </span>}
        {tags.join(' · ')}
      </p>
    </>
  )
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className={css.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** The other system's id of the same thing; a link only where it leads to the web and nowhere else. */
export function Reference({ reference }: { reference: NonNullable<Entry['reference']> }) {
  const text = [reference.provider, reference.id].filter(Boolean).join(' ')
  if (!reference.url || !/^https?:\/\//i.test(reference.url)) return <span className={css.value}>{text}</span>
  return (
    <a className={css.link} href={reference.url} rel="noreferrer noopener" target="_blank">
      {text}
    </a>
  )
}

/** Late and imported entries say the other of their two stamps: when it happened, or when it was recorded. */
function otherClock(entry: Entry, reader: ReaderWithWords): string | undefined {
  const { words, locale, clock } = reader
  const happened = Date.parse(entry.occurredAt)
  const lag = Date.parse(entry.recordedAt) - happened
  if (clock !== 'recordedAt') {
    const late = lag > DAY_MS * (isPlainDate(entry.occurredAt) ? 2 : 1)
    return late ? fill(words.recordedOn, mediumDate(entry.recordedAt.slice(0, 10), locale)) : undefined
  }
  if (entry.undated) return words.dateUnknown
  if (isPlainDate(entry.occurredAt)) return fill(words.happenedOn, longDate(entry.occurredAt, locale))
  if (Math.abs(lag) < MINUTE_MS) return undefined
  return fill(words.happenedOn, shortStamp(happened, reader, reader.today.slice(0, 4)))
}

/** How long before the start a booking was cancelled or moved. */
function leadTime(entry: Entry, locale: string, words: string): string | undefined {
  if (entry.action !== 'booking.cancelled' && entry.action !== 'booking.rescheduled') return undefined
  const moved = entry.changes?.find(change => change.field === 'startsAt')?.before
  const start = moved ?? entry.data?.startsAt
  if (typeof start !== 'string' || entry.occurredAt.length === 10) return undefined
  const ahead = Date.parse(start) - Date.parse(entry.occurredAt)
  return ahead > 0 ? fill(words, duration(ahead, locale)) : undefined
}
