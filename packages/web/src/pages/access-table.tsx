import type { Entry } from '@daybook/protocol'
import { filterLabel, fullStamp, rowId, Sentence, stampTitle } from '@daybook/timeline'
import { useShownZone, useWorkspace } from '../workspace.tsx'
import css from './access-table.module.css'

/** Who came and went, to the second. The roles are said again because a table laid out as cards loses them. */
export function AccessTable({ entries }: { entries: readonly Entry[] }) {
  const timeZone = useShownZone()
  return (
    <table className={css.table} role="table">
      <caption className={css.caption}>Access log, times in {timeZone}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {['When', 'What', 'Address', 'Device'].map(label => (
            <th key={label} scope="col" role="columnheader">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {entries.map(entry => (
          <AccessRow key={entry.id} entry={entry} />
        ))}
      </tbody>
    </table>
  )
}

function AccessRow({ entry }: { entry: Entry }) {
  const { workspace } = useWorkspace()
  const timeZone = useShownZone()
  const { occurredAt, context, outcome } = entry
  const ms = Date.parse(occurredAt)
  const stamp = occurredAt.length === 10 ? occurredAt : fullStamp(ms, { locale: workspace.locale, timeZone })
  return (
    <tr role="row">
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- the stamp is the label, an element deeper than the rule looks */}
      <th scope="row" role="rowheader">
        <a href={`/entries/${entry.id}`} id={rowId(entry.id)}>
          <time
            dateTime={occurredAt}
            title={Number.isNaN(ms) ? undefined : stampTitle(ms, { locale: workspace.locale, timeZone })}
          >
            {stamp}
          </time>
        </a>
      </th>
      <td role="cell" data-label="What" className={outcome === 'success' ? undefined : css.failed}>
        <b>{filterLabel('action', entry.action, workspace.locale)}</b>
        <span className={css.sentence}>
          <Sentence entry={entry} inline />
          {entry.reason && `: ${entry.reason}`}
        </span>
      </td>
      <td role="cell" data-label="Address" className={css.mono}>
        {context?.ip ?? '–'}
      </td>
      <td role="cell" data-label="Device" title={context?.userAgent}>
        {context?.device ?? '–'}
      </td>
    </tr>
  )
}
