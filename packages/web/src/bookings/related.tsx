import { findField, findObjectType, formatValue } from '@daybook/catalogue'
import type { ObjectPage, ObjectView } from '@daybook/protocol'
import { languageOf, SkeletonRows } from '@daybook/timeline'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useObjectTitle } from '../objects/use-object-title.ts'
import { CardRow } from '../parts/card-row.tsx'
import { CardTable } from '../parts/card-table.tsx'
import { Failure } from '../parts/failure.tsx'
import { Notice } from '../parts/notice.tsx'
import { ClientStamp } from '../pages/client-stamp.tsx'
import { useWorkspace } from '../workspace.tsx'
import css from './bookings.module.css'
import own from './sessions.module.css'
import { StatusMark } from './status-mark.tsx'
import { useLists } from './use-lists.ts'

const objectLink = (ref: string, type: string): string => `/objects/${encodeURIComponent(type)}/${ref}`

/** As many are shown; whoever has more finds them in the timeline. */
const MOST_PAGES = 5
/** What is asked for most stands first. */
const ORDER = ['booking', 'quote', 'order', 'cart', 'invoice', 'payment', 'fee', 'voucher', 'enquiry']

/** What there is of a client besides the profile, by kind, each with its last state (R-C5). */
export function Related({ clientId }: { clientId: string }) {
  const { workspace } = useWorkspace()
  const related = useRelated(clientId)
  const rows = related.data?.pages.flatMap(page => page.objects) ?? []
  if (related.isError && rows.length === 0)
    return (
      <Failure
        error={related.error}
        what="What is related could not be loaded"
        onRetry={() => void related.refetch()}
      />
    )
  if (related.isPending) return <SkeletonRows />
  if (rows.length === 0)
    return (
      <Notice title="Nothing related yet">
        Sessions, quotes, orders, invoices, payments and enquiries of this history will stand here.
      </Notice>
    )
  const byType = Map.groupBy(rows, row => row.type)
  const placeOf = (type: string) => (ORDER.includes(type) ? ORDER.indexOf(type) : ORDER.length)
  const types = [...byType.keys()].sort((a, b) => placeOf(a) - placeOf(b))
  const nameOf = (type: string) => findObjectType(type)?.plural[languageOf(workspace.locale)] ?? type
  return (
    <section className={own.page} aria-label="Related">
      {types.map(type => (
        <section key={type} className={css.group}>
          <h2 className={css.heading}>
            {nameOf(type)} <span>{byType.get(type)!.length}</span>
          </h2>
          <RelatedTable caption={nameOf(type)} objects={byType.get(type)!} />
        </section>
      ))}
      {related.data?.pages.at(-1)?.next && (
        <p className={css.count}>
          The {rows.length} that were changed last.{' '}
          <a href={`/clients/${clientId}`}>Everything is in the timeline</a>
        </p>
      )}
    </section>
  )
}

function useRelated(clientId: string) {
  const { workspace } = useWorkspace()
  const lists = useLists()
  const related = useInfiniteQuery({
    queryKey: ['related', workspace.id, clientId],
    queryFn: ({ pageParam, signal }) => lists.related(clientId).page(pageParam, { limit: 200, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: ObjectPage, pages) => (pages.length < MOST_PAGES ? page.next : null),
    staleTime: 0,
  })
  const { hasNextPage, isFetching, isError, fetchNextPage } = related
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage()
  }, [hasNextPage, isFetching, isError, fetchNextPage])
  return related
}

function RelatedTable({ caption, objects }: { caption: string; objects: readonly ObjectView[] }) {
  return (
    <div className={css.table}>
      <CardTable caption={caption} heads={['What', 'State', 'Amount', 'Last change']}>
        {objects.map(object => (
          <RelatedRow key={object.ref} object={object} />
        ))}
      </CardTable>
    </div>
  )
}

function RelatedRow({ object }: { object: ObjectView }) {
  const changed = Object.values(object.changedAt).sort().at(-1)
  const { startsAt } = object.fields
  const { short: what } = useObjectTitle()(object)
  return (
    <CardRow
      head={
        <a href={objectLink(object.ref, object.type)} className={css.open}>
          <span className={css.what}>{what}</span>
          {object.type === 'booking' && typeof startsAt === 'string' && <ClientStamp at={startsAt} />}
        </a>
      }
      {...(what !== object.id && { under: object.id })}
      cells={[
        ['State', <StatusMark key="state" object={object} />],
        ['Amount', <Amount key="amount" object={object} />],
        ['Last change', changed === undefined ? '–' : <ClientStamp key="changed" at={changed} />],
      ]}
    />
  )
}

/** What it is worth: the field of money that its type has first. */
function Amount({ object }: { object: ObjectView }) {
  const { workspace } = useWorkspace()
  const { fields, type } = object
  const name = ['total', 'amount', 'price', 'balance'].find(one => typeof fields[one] === 'number')
  if (name === undefined) return '–'
  const { currency } = fields
  return (
    <span className={css.money}>
      {formatValue(findField(type, name), fields[name], {
        locale: languageOf(workspace.locale),
        timeZone: workspace.timeZone,
        ...(typeof currency === 'string' && { currency }),
      })}
    </span>
  )
}
