import type { ClientSort } from '@daybook/protocol'
import css from './client-sort-switch.module.css'
import { type ClientList, FIRST_ORDER, type Order } from './use-client-list.ts'

const CHOICES: readonly [label: string, sort: ClientSort, order: Order][] = [
  ['Name', 'name', 'asc'],
  ['Latest activity', 'lastActivity', 'desc'],
  ['Longest without activity', 'lastActivity', 'asc'],
  ['Next session', 'nextSession', 'asc'],
  ['Most bookings', 'bookings', 'desc'],
]

interface Props {
  readonly list: ClientList
  onChange(change: Partial<ClientList>): void
}

/** Sorts where the list is laid out as cards and has no headings to press. */
export function ClientSortSwitch({ list, onChange }: Props) {
  const chosen = CHOICES.findIndex(([, sort, order]) => sort === list.sort && order === list.order)
  return (
    <label className={css.switch}>
      <span>Sort by</span>
      <select
        value={chosen}
        onChange={event => {
          const [, sort, order] = CHOICES[Number(event.target.value)] ?? ['', 'name', FIRST_ORDER.name]
          onChange({ sort, order })
        }}
      >
        {chosen === -1 && <option value={-1}>As in the address</option>}
        {CHOICES.map(([label], index) => (
          <option key={label} value={index}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )
}
