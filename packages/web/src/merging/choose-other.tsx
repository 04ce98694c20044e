import type { ClientSummary } from '@daybook/protocol'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useClientWord } from '../client-word.ts'
import { SearchField } from '../filters/search-field.tsx'
import { Failure } from '../parts/failure.tsx'
import { useWorkspace } from '../workspace.tsx'
import css from './merge.module.css'
import { nameOfClient } from './name-of-client.ts'

/** So many are told at once: whoever looks for one types more. */
const MOST = 8

interface Props {
  readonly client: ClientSummary
  onChoose(clientId: string): void
}

/** Finds the other profile of the same person. */
export function ChooseOther({ client, onChoose }: Props) {
  const { daybook, workspace } = useWorkspace()
  const word = useClientWord()
  const [q, setQ] = useState('')
  const found = useQuery({
    queryKey: ['clients', workspace.id, 'to merge', q],
    queryFn: ({ signal }) => daybook.clients({ q, limit: MOST + 1 }).page(null, { limit: MOST + 1, signal }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  })
  const others = (found.data?.clients ?? []).filter(
    one => one.id !== client.id && !one.erased && one.privacy?.deleted === undefined,
  )
  return (
    <section aria-labelledby="other-title">
      <h2 id="other-title">Which {word.one} is the same person?</h2>
      <p className={css.hint}>Their history will stand on the page of {nameOfClient(client)}.</p>
      <search className={css.search}>
        <SearchField
          label={`Search ${word.many}`}
          hint="Name, e-mail, phone or reference"
          value={q}
          onChange={setQ}
        />
      </search>
      {found.isError && (
        <Failure error={found.error} what="The search failed" onRetry={() => void found.refetch()} />
      )}
      <div role="status">
        {q !== '' && found.data && others.length === 0 && (
          <p className={css.nobody}>
            No other {word.one} is found by “{q}”.
          </p>
        )}
      </div>
      {q !== '' && others.length > 0 && (
        <ul className={css.found} aria-label="Found">
          {others.slice(0, MOST).map(one => (
            <li key={one.id}>
              <button type="button" onClick={() => onChoose(one.id)}>
                <strong>{nameOfClient(one)}</strong>
                <small>{factsOf(one)}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`

/** By what two of one name are told apart. */
export const factsOf = ({ name, hostId, bookings, entries }: ClientSummary): string =>
  [
    ...(name !== undefined && hostId !== undefined ? [hostId] : []),
    count(bookings, 'booking', 'bookings'),
    count(entries, 'entry', 'entries'),
  ].join(' · ')
