import type { Entry } from '@daybook/protocol'
import { filterLabel, Icon, iconOf, personName, rowId, useReader } from '@daybook/timeline'
import { type CSSProperties, memo } from 'react'
import { ChangeSummary } from './change-summary.tsx'
import { ContextCell } from './context-cell.tsx'
import { LogDetails } from './log-details.tsx'
import css from './log-table.module.css'
import { TargetCell } from './target-cell.tsx'
import { WhenCell } from './when-cell.tsx'

interface Props {
  readonly entry: Entry
  readonly open: boolean
  /** It came in just now. */
  readonly fresh: boolean
  onToggle(id: string): void
}

/** One entry as a row, and beneath it, when open, everything that it holds. */
export const LogRow = memo(function LogRow({ entry, open, fresh, onToggle }: Props) {
  const reader = useReader()
  const { locale, words } = reader
  const hue = { '--tl-hue': `var(--tl-${entry.category}, var(--tl-system))` } as CSSProperties
  const id = rowId(entry.id)
  const action = filterLabel('action', entry.action, locale)
  return (
    <>
      <tr
        role="row"
        id={id}
        data-entry={entry.id}
        data-fresh={fresh}
        tabIndex={-1}
        style={hue}
        className={entry.erased ? `${css.row} ${css.erased}` : css.row}
      >
        <td role="cell" className={css.when} data-label="When">
          <WhenCell entry={entry} />
        </td>
        <td role="cell" className={css.actor} data-label="Actor">
          <span className={css.strong}>{personName(entry.actor, entry, reader)}</span>
          {entry.onBehalfOf && (
            <small>
              {words.onBehalfOf.toLowerCase()} {personName(entry.onBehalfOf, entry, reader)}
            </small>
          )}
        </td>
        <th scope="row" role="rowheader" className={css.action} id={`${id}-a`} data-label="Action">
          <span className={css.icon}>
            <Icon name={iconOf(entry)} size={14} />
          </span>
          <span className={css.said}>
            {action}
            {entry.outcome !== 'success' && !entry.action.endsWith('failed') && (
              <b className={css.failed}> {words[entry.outcome]}</b>
            )}
            <ChangeSummary entry={entry} />
          </span>
        </th>
        <td role="cell" className={css.target} data-label="Target">
          <TargetCell entry={entry} />
        </td>
        <td role="cell" className={css.category} data-label="Category">
          {filterLabel('category', entry.category, locale)}
        </td>
        <td role="cell" className={css.source} data-label="Source">
          {filterLabel('source', entry.source, locale)}
        </td>
        <td role="cell" className={css.context} data-label="Context">
          <ContextCell entry={entry} />
        </td>
        <td role="cell" className={css.more}>
          <button
            type="button"
            className={css.toggle}
            aria-expanded={open}
            aria-controls={open ? `${id}-d` : undefined}
            aria-label={words.details}
            aria-describedby={`${id}-a`}
            onClick={() => onToggle(entry.id)}
          >
            <Icon name="chevron" size={14} />
          </button>
        </td>
      </tr>
      {open && (
        <tr role="row" className={css.opened}>
          <td role="cell" colSpan={8} id={`${id}-d`}>
            <LogDetails entry={entry} />
          </td>
        </tr>
      )}
    </>
  )
})
