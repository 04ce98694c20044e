import css from './export-dialog.module.css'

export type What = 'view' | 'all'

interface Props {
  readonly what: What
  /** True where the page at hand shows a part. */
  readonly filtered: boolean
  readonly clientId?: string
  onChange(what: What): void
}

/** The list as it is filtered on the page, or all of it. */
export function WhatChoice({ what, filtered, clientId, onChange }: Props) {
  return (
    <fieldset className={css.group}>
      <legend>What</legend>
      <label>
        <input
          type="radio"
          name="what"
          disabled={!filtered}
          checked={what === 'view'}
          onChange={() => onChange('view')}
        />
        This view {!filtered && <span>no filters are set</span>}
      </label>
      <label>
        <input type="radio" name="what" checked={what === 'all'} onChange={() => onChange('all')} />
        {clientId === undefined ? 'Everything' : 'Everything about this client'}
      </label>
    </fieldset>
  )
}
