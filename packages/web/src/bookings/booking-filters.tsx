import { findField } from '@daybook/catalogue'
import type { ObjectView } from '@daybook/protocol'
import { useServices, useSuggestions } from '../acting/use-suggestions.ts'
import button from '../parts/button.module.css'
import table from '../parts/card-table.module.css'
import { useWorkspace } from '../workspace.tsx'
import css from './bookings.module.css'
import { statusLabel } from './status-mark.tsx'
import type { BookingList } from './use-booking-address.ts'

interface Props {
  readonly list: BookingList
  /** What is shown: of services and staff, those who stand in it can be chosen besides those who are known. */
  readonly rows: readonly ObjectView[]
  onChange(change: Partial<BookingList>): void
}

/** By state, service and staff. */
export function BookingFilters({ list, rows, onChange }: Props) {
  const { workspace } = useWorkspace()
  const services = useServices(true).map(({ name }) => name)
  const members = useSuggestions('member')
  const seen = (field: string) =>
    rows.flatMap(({ fields }) => (typeof fields[field] === 'string' ? [fields[field]] : []))
  const sorted = (names: readonly string[]) =>
    [...new Set(names)].filter(Boolean).sort((a, b) => a.localeCompare(b, workspace.locale))
  const isNarrowed = list.status.length + list.service.length > 0 || list.member !== '' || list.q !== ''
  return (
    <div className={css.filters} role="group" aria-label="Filters">
      <Choice
        label="State"
        any="Any state"
        value={list.status[0] ?? ''}
        options={Object.keys(findField('booking', 'status')?.values ?? {}).map(status => [
          status,
          statusLabel('booking', status, workspace.locale),
        ])}
        onChange={status => onChange({ status: status === '' ? [] : [status] })}
      />
      <Choice
        label="Service"
        any="Any service"
        value={list.service[0] ?? ''}
        options={sorted([...services, ...seen('service'), ...list.service]).map(name => [name, name])}
        onChange={service => onChange({ service: service === '' ? [] : [service] })}
      />
      <Choice
        label="Staff"
        any="All staff"
        value={list.member}
        options={sorted([...members, ...seen('member'), list.member]).map(name => [name, name])}
        onChange={member => onChange({ member })}
      />
      {isNarrowed && (
        <button
          type="button"
          className={button.link}
          onClick={() => onChange({ q: '', status: [], service: [], member: '' })}
        >
          Clear filters
        </button>
      )}
    </div>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly any: string
  readonly value: string
  readonly options: readonly (readonly [value: string, label: string])[]
  onChange(value: string): void
}

const Choice = ({ label, any, value, options, onChange }: ChoiceProps) => (
  <select
    className={`${table.select} ${css.choice}`}
    aria-label={label}
    value={value}
    onChange={event => onChange(event.target.value)}
  >
    <option value="">{any}</option>
    {options.map(([name, text]) => (
      <option key={name} value={name}>
        {text}
      </option>
    ))}
  </select>
)
