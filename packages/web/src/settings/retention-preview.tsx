import type { RetentionPreview as Preview } from '@daybook/protocol'
import { formatLocale } from '@daybook/timeline'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useClientWord } from '../client-word.ts'
import { Failure } from '../parts/failure.tsx'
import { useWorkspace } from '../workspace.tsx'
import { CardRow } from '../parts/card-row.tsx'
import { CardTable } from '../parts/card-table.tsx'
import { Part } from './part.tsx'
import css from './settings.module.css'
import { Stamp } from './stamp.tsx'

/** How many entries a limit takes, year by year, when, and what holds spare. */
export function RetentionPreview({ years: given }: { years: number }) {
  const years = useDeferredValue(given)
  const { daybook, workspace } = useWorkspace()
  const preview = useQuery({
    queryKey: ['retention', workspace.id, years],
    queryFn: ({ signal }) =>
      daybook.request<Preview>('GET', '/v1/settings/retention/preview', {
        query: { years: String(years) },
        signal,
      }),
    placeholderData: keepPreviousData,
  })
  return (
    <Part
      wide
      title={`What a limit of ${years} year${years === 1 ? '' : 's'} takes`}
      about="Counted now, of what is in the log. Whole calendar years go at once, by UTC."
    >
      {preview.isError ? (
        <Failure
          error={preview.error}
          what="It could not be counted"
          onRetry={() => void preview.refetch()}
        />
      ) : (
        <div aria-live="polite" aria-busy={preview.isFetching}>
          {preview.data && <Years preview={preview.data} />}
        </div>
      )}
    </Part>
  )
}

function Years({ preview }: { preview: Preview }) {
  const { workspace } = useWorkspace()
  const word = useClientWord()
  const number = new Intl.NumberFormat(formatLocale(workspace.locale))
  const some = (n: number): string => `${number.format(n)} ${n === 1 ? word.one : word.many}`
  if (preview.byYear.length === 0) return <p>There is nothing personal in the log yet.</p>
  return (
    <>
      <Soon preview={preview} number={number} />
      <CardTable
        caption="Entries by year"
        heads={['Year', 'Unreadable from', 'Entries', word.Many, 'Spared by holds']}
        numbersFrom={2}
      >
        {preview.byYear.map(({ year, at, entries, clients, held }) => (
          <CardRow
            key={year}
            head={year}
            cells={[
              ['From', <Stamp key="at" at={at} />],
              ['Entries', number.format(entries)],
              [word.Many, number.format(clients)],
              ['Spared', held.entries === 0 ? '–' : `${number.format(held.entries)} (${some(held.clients)})`],
            ]}
            numbersFrom={1}
          />
        ))}
      </CardTable>
      {!preview.complete && (
        <p className={css.sum}>There is more: the years after the last one took too long to count.</p>
      )}
    </>
  )
}

/** Within so long of its setting a limit takes what is old enough already, in ms. */
const SOON = 2 * 86_400_000

function Soon({ preview, number }: { preview: Preview; number: Intl.NumberFormat }) {
  const [now] = useState(() => Date.now())
  const sum = preview.byYear
    .filter(({ at }) => Date.parse(at) <= now + SOON)
    .reduce((all, { entries }) => all + entries, 0)
  return (
    <p className={css.sum}>
      {sum === 0 ? (
        'Nothing is old enough yet.'
      ) : (
        <>
          The personal part of <strong>{number.format(sum)}</strong> {sum === 1 ? 'entry' : 'entries'} becomes
          unreadable after a day.
        </>
      )}{' '}
      Later years follow, each in its time:
    </p>
  )
}
