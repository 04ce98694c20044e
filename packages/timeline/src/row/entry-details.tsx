import type { Entry } from '@daybook/protocol'
import type { ReactNode } from 'react'
import { isPlainDate } from '../local-day.ts'
import { type ReaderWithWords, useReader } from '../reader.tsx'
import { changeLabel, changeText, filterLabel, personName, valueText } from '../say.ts'
import { stampTitle } from '../stamp-title.ts'
import { fullStamp, longDate } from '../stamps.ts'
import { detailWords } from '../words.ts'
import { AddNote } from './add-note.tsx'
import { DetailActs } from './detail-acts.tsx'
import css from './details.module.css'
import { EntryNotes } from './entry-notes.tsx'
import { Reference } from './facts.tsx'
import { RawDetails } from './raw-details.tsx'
import { WhyChain } from './why-chain.tsx'

interface DetailsProps {
  readonly entry: Entry
  readonly id?: string
  readonly rawOpen?: boolean
  /** False where the page has what can be done with an entry elsewhere. */
  readonly acts?: boolean
  /** True where the notes on the entry do not stand above already, as beneath a row. */
  readonly listed?: boolean
}

/** Everything that an entry holds: before and after of each field, who, from where, when, and the entry itself. */
export function EntryDetails({ entry, id, rawOpen, acts = true, listed = false }: DetailsProps) {
  const reader = useReader()
  const words = detailWords(reader.locale)
  return (
    <div className={css.details} id={id}>
      {entry.changes && entry.changes.length > 0 && <ChangeTable entry={entry} />}
      <dl className={css.list}>
        <Line label={words.happened}>
          <Moment value={entry.occurredAt} undated={entry.undated} reader={reader} />
        </Line>
        <Line label={words.recorded}>
          <Moment value={entry.recordedAt} reader={reader} />
        </Line>
        <Line label={words.actor}>{personName(entry.actor, entry, reader)}</Line>
        {entry.onBehalfOf && (
          <Line label={reader.words.onBehalfOf}>{personName(entry.onBehalfOf, entry, reader)}</Line>
        )}
        <Line label={words.source}>{filterLabel('source', entry.source, reader.locale)}</Line>
        <Line label={words.category}>
          {filterLabel('category', entry.category, reader.locale)} ·{' '}
          {filterLabel('type', entry.type, reader.locale)}
        </Line>
        {entry.outcome !== 'success' && <Line label={words.outcome}>{reader.words[entry.outcome]}</Line>}
        <Parties entry={entry} />
        {entry.reason && <Line label={reader.words.reason}>{entry.reason}</Line>}
        {entry.rule && <Line label={reader.words.why}>{entry.rule.name ?? entry.rule.id}</Line>}
        {entry.reference && (
          <Line label={reader.words.reference}>
            <Reference reference={entry.reference} />
          </Line>
        )}
        {entry.context?.amount && (
          <Line label={words.amount}>{valueText(undefined, entry.context.amount, entry, reader)}</Line>
        )}
        {entry.context?.device && <Line label={words.device}>{entry.context.device}</Line>}
        {entry.context?.ip && <Line label="IP" mono text={entry.context.ip} />}
        {entry.context?.requestId && <Line label={words.request} mono text={entry.context.requestId} />}
        <Line label={words.action} mono text={entry.action} />
        {entry.key && <Line label={words.key} mono text={entry.key} />}
        {entry.correlationId && <Line label={words.operation} mono text={entry.correlationId} />}
        <Line label={words.seq} mono text={String(entry.seq)} />
        <Line label={words.place} mono text={entry.id} />
        {entry.hash && <Line label={words.hash} mono wide text={entry.hash} />}
      </dl>
      <WhyChain entry={entry} />
      {listed && entry.notes && <EntryNotes entry={entry} />}
      <AddNote entryId={entry.id} />
      {acts && <DetailActs entry={entry} />}
      <RawDetails entry={entry} open={rawOpen} />
    </div>
  )
}

/** The clients and objects that an entry is about, each a link to its history. */
function Parties({ entry }: { entry: Entry }) {
  const reader = useReader()
  const words = detailWords(reader.locale)
  return (
    <>
      {entry.clients.length > 0 && (
        <Line label={words.clients}>
          <Links
            items={entry.clients.map(client => ({
              key: client.id,
              text: client.erased ? reader.words.erasedClient : (client.name ?? client.hostId ?? client.id),
              href: reader.links.client?.(client.id),
            }))}
          />
        </Line>
      )}
      {entry.objects.length > 0 && (
        <Line label={words.objects}>
          <Links
            items={entry.objects.map(object => ({
              key: object.ref,
              text: [object.name, object.id].filter(Boolean).join(' · ') || object.type,
              href: reader.links.object?.(object.ref, object.type),
            }))}
          />
        </Line>
      )}
    </>
  )
}

/** The changed fields as a table: a row header for each field, what it was and what it is. */
function ChangeTable({ entry }: { entry: Entry }) {
  const reader = useReader()
  const words = detailWords(reader.locale)
  return (
    <table className={css.table}>
      <caption className={css.caption}>{words.changes}</caption>
      <thead>
        <tr>
          <th scope="col">{words.field}</th>
          <th scope="col">{words.before}</th>
          <th scope="col">{words.after}</th>
        </tr>
      </thead>
      <tbody>
        {entry.changes?.map(change => (
          <tr key={`${change.ref} ${change.field}`}>
            <th scope="row">{changeLabel(entry, change, reader)}</th>
            {change.hidden ? (
              <td colSpan={2}>{reader.words.hidden}</td>
            ) : (
              <>
                <td>{changeText(entry, change, change.before, reader) ?? <i>{reader.words.none}</i>}</td>
                <td>{changeText(entry, change, change.after, reader) ?? <i>{reader.words.none}</i>}</td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface LineProps {
  readonly label: string
  readonly children?: ReactNode
  readonly mono?: boolean
  /** Takes a line of its own. */
  readonly wide?: boolean
  readonly text?: string
}

function Line({ label, children, mono, wide, text }: LineProps) {
  return (
    <div className={wide ? `${css.line} ${css.wide}` : css.line}>
      <dt>{label}</dt>
      <dd className={mono ? css.mono : undefined}>{text ?? children}</dd>
    </div>
  )
}

function Links({ items }: { items: readonly { key: string; text: string; href: string | undefined }[] }) {
  return items.map((item, index) => (
    <span key={item.key}>
      {index > 0 && ', '}
      {item.href ? <a href={item.href}>{item.text}</a> : item.text}
    </span>
  ))
}

/** A stamp in the reader's zone and, beside it, in UTC. */
function Moment({ value, undated, reader }: { value: string; undated?: boolean; reader: ReaderWithWords }) {
  if (undated) return reader.words.dateUnknown
  if (isPlainDate(value)) return <time dateTime={value}>{longDate(value, reader.locale)}</time>
  const ms = Date.parse(value)
  if (Number.isNaN(ms)) return value
  return (
    <>
      <time dateTime={value} title={stampTitle(ms, reader)}>
        {fullStamp(ms, reader)}
      </time>{' '}
      <span className={css.utc}>{new Date(ms).toISOString()}</span>
    </>
  )
}
