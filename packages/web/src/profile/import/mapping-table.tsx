import { fieldLabel } from '@daybook/catalogue'
import type { ClientImportAnswer, DateOrder } from '@daybook/protocol'
import { languageOf } from '@daybook/timeline'
import { useActsOf } from '../../acting/use-acts.ts'
import { useWorkspace } from '../../workspace.tsx'
import css from './import.module.css'
import type { Mapping } from './use-import.ts'

interface Props {
  readonly columns: ClientImportAnswer['columns']
  readonly mapping: Mapping
  readonly dates: DateOrder
  readonly disabled: boolean
  onChange(mapping: Mapping): void
  onDates(dates: DateOrder): void
}

const BESIDES = ['notes', 'tags', 'channels', 'marketing', 'consents']

const DATES = [
  ['dmy', 'day, month, year (17.05.1990)'],
  ['mdy', 'month, day, year (05/17/1990)'],
  ['ymd', 'year, month, day (1990/05/17)'],
] as const

/** Which column goes to which field of the profile. */
export function MappingTable({ columns, mapping, dates, disabled, onChange, onDates }: Props) {
  const fields = useFields()
  const used = new Set(Object.values(mapping))
  return (
    <>
      <table className={css.table} role="table">
        <caption>Which column goes where</caption>
        <thead role="rowgroup">
          <tr role="row">
            {['Column', 'For example', 'Goes to'].map(name => (
              <th key={name} scope="col" role="columnheader">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {columns.map(({ name, example }) => (
            <tr key={name} role="row">
              <th scope="row" role="rowheader">
                {name}
              </th>
              <td role="cell">{example}</td>
              <td role="cell">
                <select
                  aria-label={`${name} goes to`}
                  value={mapping[name] ?? ''}
                  disabled={disabled}
                  onChange={event => onChange({ ...mapping, [name]: event.target.value || null })}
                >
                  <option value="">Leave out</option>
                  {fields.map(([field, label]) => (
                    <option key={field} value={field} disabled={used.has(field) && mapping[name] !== field}>
                      {label}
                    </option>
                  ))}
                </select>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <label className={css.dates}>
        Dates are written{' '}
        <select
          value={dates}
          disabled={disabled}
          onChange={event => onDates(event.target.value as DateOrder)}
        >
          {DATES.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
    </>
  )
}

function useFields(): readonly (readonly [name: string, label: string])[] {
  const locale = languageOf(useWorkspace().workspace.locale)
  const update = useActsOf('client').find(form => form.name === 'update')
  return [
    ['id', 'Id in your software'],
    ...(update?.fields ?? []).map(field => [field.name, field.label] as const),
    ...BESIDES.map(name => [name, fieldLabel('client', name, locale)] as const),
  ]
}
