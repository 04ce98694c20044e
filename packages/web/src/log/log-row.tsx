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
  const { locale } = useReader()
  const hue = { '--tl-hue': `var(--tl-${entry.category}, var(--tl-system))` } as CSSProperties
  const id = rowId(entry.id)
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
          <ActorCell entry={entry} />
        </td>
        <th scope="row" role="rowheader" className={css.action} id={`${id}-a`} data-label="Action">
          <ActionCell entry={entry} />
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
          <Toggle id={id} open={open} onToggle={() => onToggle(entry.id)} />
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

function ActorCell({ entry }: { entry: Entry }) {
  const reader = useReader()
  return (
    <>
      <span className={css.strong}>{personName(entry.actor, entry, reader)}</span>
      {entry.onBehalfOf && (
        <small>
          {reader.words.onBehalfOf.toLowerCase()} {personName(entry.onBehalfOf, entry, reader)}
        </small>
      )}
    </>
  )
}

function ActionCell({ entry }: { entry: Entry }) {
  const { locale, words } = useReader()
  // "Sign-in failed" says it already.
  const outcome = entry.outcome === 'success' || entry.action.endsWith('failed') ? undefined : entry.outcome
  return (
    <>
      <span className={css.icon}>
        <Icon name={iconOf(entry)} size={14} />
      </span>
      <span className={css.said}>
        {filterLabel('action', entry.action, locale)}
        {outcome && <b className={css.failed}> {words[outcome]}</b>}
        <ChangeSummary entry={entry} />
      </span>
    </>
  )
}

/** Opens and closes the details of a row. */
function Toggle({ id, open, onToggle }: { id: string; open: boolean; onToggle(): void }) {
  const { words } = useReader()
  return (
    <button
      type="button"
      className={css.toggle}
      aria-expanded={open}
      aria-controls={open ? `${id}-d` : undefined}
      aria-label={words.details}
      aria-describedby={`${id}-a`}
      onClick={onToggle}
    >
      <Icon name="chevron" size={14} />
    </button>
  )
}
