import type { RetentionPreview as Preview } from '@daybook/protocol'
import { formatLocale } from '@daybook/timeline'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import table from '../account/sessions-section.module.css'
import { useClientWord } from '../client-word.ts'
import { Failure } from '../parts/failure.tsx'
import { useWorkspace } from '../workspace.tsx'
import css from './retention-preview.module.css'
import { Part } from './part.tsx'
import { useInZone } from './use-in-zone.ts'

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
  const inZone = useInZone()
  const word = useClientWord()
  const number = new Intl.NumberFormat(formatLocale(workspace.locale))
  const soon = preview.byYear.filter(({ at }) => Date.parse(at) <= Date.now() + 2 * 86_400_000)
  const sum = soon.reduce((all, { entries }) => all + entries, 0)
  if (preview.byYear.length === 0) return <p>There is nothing personal in the log yet.</p>
  return (
    <>
      <p className={css.sum}>
        {sum === 0 ? (
          'Nothing is old enough yet. Later years follow, each in its time:'
        ) : (
          <>
            The personal part of <strong>{number.format(sum)}</strong> {sum === 1 ? 'entry' : 'entries'}{' '}
            becomes unreadable right away. Later years follow, each in its time:
          </>
        )}
      </p>
      <table className={`${table.table} ${css.table}`} role="table">
        <caption className={table.caption}>Entries by year, times in {inZone.timeZone}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">
              Year
            </th>
            <th scope="col" role="columnheader">
              Unreadable from
            </th>
            <th scope="col" role="columnheader" className={css.number}>
              Entries
            </th>
            <th scope="col" role="columnheader" className={css.number}>
              {word.Many}
            </th>
            <th scope="col" role="columnheader" className={css.number}>
              Spared by holds
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {preview.byYear.map(({ year, at, entries, clients, held }) => (
            <tr key={year} role="row">
              <th scope="row" role="rowheader">
                {year}
              </th>
              <td role="cell" data-label="From">
                <time dateTime={at} title={at}>
                  {inZone.stamp(at)}
                </time>
              </td>
              <td role="cell" data-label="Entries" className={css.number}>
                {number.format(entries)}
              </td>
              <td role="cell" data-label={word.Many} className={css.number}>
                {number.format(clients)}
              </td>
              <td role="cell" data-label="Spared" className={css.number}>
                {held.entries === 0
                  ? '–'
                  : `${number.format(held.entries)} of ${number.format(held.clients)} ${held.clients === 1 ? word.one : word.many}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!preview.complete && (
        <p className={css.sum}>There is more: the years after the last one took too long to count.</p>
      )}
    </>
  )
}
