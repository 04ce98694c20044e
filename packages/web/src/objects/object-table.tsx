import type { Entry, EntryChange } from '@daybook/protocol'
import {
  changeLabel,
  changeText,
  erasedText,
  fullStamp,
  isPlainDate,
  longDate,
  personName,
  rowId,
  sentenceOf,
  useReader,
} from '@daybook/timeline'
import { useShownZone } from '../workspace.tsx'
import css from './object-page.module.css'

/** The history of an object: each changed field a line, with what it was and what it is; every linked act as well. */
export function ObjectTable({ entries, objectRef }: { entries: readonly Entry[]; objectRef: string }) {
  const timeZone = useShownZone()
  return (
    <table className={css.table} role="table">
      <caption className={css.caption}>History, times in {timeZone}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {['Date and time', 'Who', 'What', 'Old value', 'New value'].map(name => (
            <th key={name} scope="col" role="columnheader">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {entries.map(entry => (
          <EntryLines key={entry.id} entry={entry} objectRef={objectRef} />
        ))}
      </tbody>
    </table>
  )
}

/** An entry: one line that says the act, then one for each field that it changed. */
function EntryLines({ entry, objectRef }: { entry: Entry; objectRef: string }) {
  const reader = useReader()
  const sentence = sentenceOf(entry, reader)
    .map(segment => segment.text)
    .join('')
  const erased = erasedText(entry, reader)
  const changes = entry.changes ?? []
  return (
    <>
      <tr role="row" id={rowId(entry.id)} data-entry={entry.id} tabIndex={-1} className={css.act}>
        <td role="cell" data-label="Date and time">
          <When entry={entry} />
        </td>
        <td role="cell" data-label="Who">
          {personName(entry.actor, entry, reader)}
        </td>
        <th scope="row" role="rowheader" colSpan={3}>
          <a href={`/entries/${entry.id}`}>{sentence}</a>
          <Others entry={entry} objectRef={objectRef} />
          {entry.reason && <small>“{entry.reason}”</small>}
          {erased && <small>{erased}</small>}
        </th>
      </tr>
      {changes.map(change => (
        <ChangeLine key={`${change.ref} ${change.field}`} entry={entry} change={change} />
      ))}
    </>
  )
}

function ChangeLine({ entry, change }: { entry: Entry; change: EntryChange }) {
  const reader = useReader()
  const none = <span className={css.none}>{reader.words.none}</span>
  return (
    <tr role="row" className={css.change}>
      <td role="cell" className={css.again}>
        <span>
          <When entry={entry} />
        </span>
      </td>
      <td role="cell" className={css.again}>
        <span>{personName(entry.actor, entry, reader)}</span>
      </td>
      <th scope="row" role="rowheader" data-label="What">
        {changeLabel(entry, change, reader)}
      </th>
      {change.hidden ? (
        <td role="cell" colSpan={2} data-label="Value">
          {reader.words.hidden}
        </td>
      ) : (
        <>
          <td role="cell" data-label="Old value" className={css.old}>
            {changeText(entry, change, change.before, reader) ?? none}
          </td>
          <td role="cell" data-label="New value">
            {changeText(entry, change, change.after, reader) ?? none}
          </td>
        </>
      )}
    </tr>
  )
}

/** To the second, with its zone. */
export function When({ entry }: { entry: Entry }) {
  const reader = useReader()
  const { occurredAt } = entry
  if (entry.undated) return reader.words.dateUnknown
  if (isPlainDate(occurredAt)) return <time dateTime={occurredAt}>{longDate(occurredAt, reader.locale)}</time>
  const ms = Date.parse(occurredAt)
  return (
    <time dateTime={occurredAt} title={new Date(ms).toISOString()}>
      {fullStamp(ms, reader)}
    </time>
  )
}

/** What else the entry is about: the client, the payment, the invoice; each leads to its own history. */
function Others({ entry, objectRef }: { entry: Entry; objectRef: string }) {
  const { links, words } = useReader()
  const others = [
    ...entry.clients.map(client => ({
      key: client.id,
      text: client.erased ? words.erasedClient : (client.name ?? client.hostId ?? client.id),
      href: links.client?.(client.id),
    })),
    ...entry.objects
      .filter(object => object.ref !== objectRef && object.type !== 'client')
      .map(object => ({
        key: object.ref,
        text: object.id ?? object.name ?? object.type,
        href: links.object?.(object.ref, object.type),
      })),
  ]
  if (others.length === 0) return null
  return (
    <small className={css.others}>
      {others.map(({ key, text, href }) =>
        href ? (
          <a key={key} href={href}>
            {text}
          </a>
        ) : (
          <span key={key}>{text}</span>
        ),
      )}
    </small>
  )
}
