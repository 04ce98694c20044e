import { fieldLabel, type Locale, OBJECT_TYPES } from '@daybook/catalogue'
import { FIELD_TRACKINGS, type FieldTracking } from '@daybook/protocol'
import { languageOf } from '@daybook/timeline'
import { useWorkspace } from '../workspace.tsx'
import css from './field-policies.module.css'
import { OwnField } from './own-field.tsx'

interface Props {
  /** `booking.notes` → how it is kept; others are tracked. */
  readonly fields: Readonly<Record<string, FieldTracking>>
  readonly disabled: boolean
  onChange(name: string, tracking: FieldTracking): void
}

/** Daybook's own acts are always kept whole. */
const OWN = new Set(['workspace', 'member', 'key', 'field', 'rule', 'integration', 'webhook', 'export'])
const TYPES = Object.values(OBJECT_TYPES).filter(type => !OWN.has(type.name))

/** How the changes of each field are kept, by what they are fields of. */
export function FieldPolicies({ fields, disabled, onChange }: Props) {
  const locale = languageOf(useWorkspace().workspace.locale)
  const known = new Set<string>(TYPES.map(type => type.name))
  const others = [...new Set(Object.keys(fields).map(name => name.split('.')[0]!))].filter(
    type => !known.has(type),
  )
  const groups = [
    ...TYPES.map(type => ({
      type: type.name as string,
      label: type.label[locale],
      own: Object.keys(type.fields),
    })),
    ...others.map(type => ({ type, label: type, own: [] as string[] })),
  ]
  return (
    <div>
      {groups.map(({ type, label, own }) => {
        const given = Object.keys(fields)
          .filter(name => name.startsWith(`${type}.`))
          .map(name => name.slice(type.length + 1))
        return (
          <Group
            key={type}
            type={type}
            label={label}
            names={[...new Set([...own, ...given])]}
            fields={fields}
            locale={locale}
            disabled={disabled}
            onChange={onChange}
          />
        )
      })}
      {!disabled && (
        <OwnField
          types={groups.map(({ type, label }) => [type, label] as const)}
          onAdd={name => onChange(name, 'hide')}
        />
      )}
    </div>
  )
}

interface GroupProps extends Props {
  readonly type: string
  readonly label: string
  readonly names: readonly string[]
  readonly locale: Locale
}

const CHOICES: Readonly<Record<FieldTracking, string>> = {
  track: 'Track',
  hide: 'Hide the value',
  ignore: 'Ignore',
}

function Group({ type, label, names, fields, locale, disabled, onChange }: GroupProps) {
  const hidden = names.filter(name => fields[`${type}.${name}`] === 'hide').length
  const ignored = names.filter(name => fields[`${type}.${name}`] === 'ignore').length
  const told = [hidden > 0 && `${hidden} hidden`, ignored > 0 && `${ignored} ignored`].filter(Boolean)
  return (
    <details className={css.group}>
      <summary>
        <span className={css.label}>{label}</span>
        <span className={css.told}>{told.join(', ') || `${names.length} tracked`}</span>
      </summary>
      <ul className={css.fields}>
        {names.map(name => {
          const text = fieldLabel(type, name, locale)
          return (
            <li key={name}>
              <span>{text}</span>
              <select
                aria-label={`${label}: ${text}`}
                value={fields[`${type}.${name}`] ?? 'track'}
                disabled={disabled}
                onChange={event => onChange(`${type}.${name}`, event.target.value as FieldTracking)}
              >
                {FIELD_TRACKINGS.map(tracking => (
                  <option key={tracking} value={tracking}>
                    {CHOICES[tracking]}
                  </option>
                ))}
              </select>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
