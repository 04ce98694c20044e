import { SOURCE_LABELS } from '@daybook/catalogue'
import { languageOf } from '@daybook/timeline'
import { useId } from 'react'
import { useWorkspace } from '../workspace.tsx'
import css from './new-key.module.css'
import settings from './settings.module.css'

export interface Rights {
  readonly scopes: readonly string[]
  /** None: all. */
  readonly sources: readonly string[]
}

const SCOPES = [
  ['append', 'Append', 'Sends entries.'],
  ['read', 'Read', 'Reads everything: timelines, the log, access, exports.'],
  ['admin', 'Everything', 'Settings, members, keys, deleting and erasing as well.'],
] as const

const toggled = (list: readonly string[], one: string): readonly string[] =>
  list.includes(one) ? list.filter(other => other !== one) : [...list, one]

/** What a key may do, and which sources its entries may name. */
export function KeyRights({ rights, onChange }: { rights: Rights; onChange(rights: Rights): void }) {
  const { scopes, sources } = rights
  const locale = languageOf(useWorkspace().workspace.locale)
  const id = useId()
  return (
    <>
      <fieldset className={`${settings.choices} ${css.group}`}>
        <legend>It may</legend>
        {SCOPES.map(([scope, label, hint]) => (
          <div key={scope} className={settings.choice}>
            <input
              id={`${id}-${scope}`}
              type="checkbox"
              checked={scopes.includes(scope)}
              aria-describedby={`${id}-${scope}-hint`}
              onChange={() => onChange({ ...rights, scopes: toggled(scopes, scope) })}
            />
            <label htmlFor={`${id}-${scope}`}>{label}</label>
            <p id={`${id}-${scope}-hint`}>{hint}</p>
          </div>
        ))}
      </fieldset>
      <details className={css.more}>
        <summary>Only these sources{sources.length > 0 && ` (${sources.length})`}</summary>
        <p className={settings.note}>
          What its entries may say of where an act came from; anything, if none is chosen.
        </p>
        <div className={css.sources}>
          {Object.entries(SOURCE_LABELS).map(([source, label]) => (
            <label key={source}>
              <input
                type="checkbox"
                checked={sources.includes(source)}
                onChange={() => onChange({ ...rights, sources: toggled(sources, source) })}
              />
              {label[locale]}
            </label>
          ))}
        </div>
      </details>
    </>
  )
}
