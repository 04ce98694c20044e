import type { EntryFilter } from '@daybook/protocol'
import { useRights } from '../session.ts'
import css from './scope-switch.module.css'

const SCOPES: readonly [string | undefined, string][] = [
  [undefined, 'All'],
  ['session', 'Sessions'],
  ['profile', 'Profile'],
  ['payments', 'Payments'],
  ['access', 'Access'],
]

interface Props {
  readonly filter: EntryFilter
  onChange(filter: EntryFilter): void
}

/** The quick cut: everything, or what has to do with sessions, the profile, payments or access. */
export function ScopeSwitch({ filter, onChange }: Props) {
  const chosen = filter.related ?? []
  const rights = useRights()
  return (
    <div className={css.switch} role="group" aria-label="Scope">
      {SCOPES.filter(([value]) => value !== 'access' || rights.has('access')).map(([value, label]) => (
        <button
          key={label}
          type="button"
          aria-pressed={value === undefined ? chosen.length === 0 : chosen.includes(value)}
          onClick={() => onChange({ ...filter, related: value === undefined ? undefined : [value] })}
        >
          {label}
        </button>
      ))}
    </div>
  )
}
