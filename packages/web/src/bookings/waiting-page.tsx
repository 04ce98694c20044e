import {
  WAITING_KINDS,
  type WaitingItem,
  type WaitingKind,
  type WaitingPage as Page,
} from '@daybook/protocol'
import { SkeletonRows } from '@daybook/timeline'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import scope from '../filters/scope-switch.module.css'
import button from '../parts/button.module.css'
import { CardTable } from '../parts/card-table.tsx'
import { Failure } from '../parts/failure.tsx'
import { Notice } from '../parts/notice.tsx'
import { parseSearch } from '../search-names.ts'
import { useRights } from '../session.ts'
import { useWorkspace } from '../workspace.tsx'
import { BookingTabs } from './booking-tabs.tsx'
import css from './bookings.module.css'
import { useLists } from './use-lists.ts'
import { KIND_LABELS, WaitingRow } from './waiting-row.tsx'

interface Choice {
  readonly kind: WaitingKind | undefined
  readonly order: 'desc' | 'asc'
}

/** What waits for somebody: each with its age, and with what makes it wait no more. */
export function WaitingPage() {
  const { searchStr } = useLocation()
  const names = parseSearch(searchStr)
  const choice: Choice = {
    kind: WAITING_KINDS.find(one => one === names['kind']),
    order: names['order'] === 'asc' ? 'asc' : 'desc',
  }
  const waiting = useWaiting(choice)
  const rows = waiting.data?.pages.flatMap(page => page.items) ?? []
  return (
    <>
      <title>Waiting · Daybook</title>
      <BookingTabs />
      <KindSwitch choice={choice} />
      <Found choice={choice} waiting={waiting} rows={rows} />
    </>
  )
}

function useWaiting({ kind, order }: Choice) {
  const { workspace } = useWorkspace()
  const lists = useLists()
  return useInfiniteQuery({
    queryKey: ['waiting', workspace.id, kind, order],
    queryFn: ({ pageParam, signal }) =>
      lists.waiting({ ...(kind && { kind: [kind] }), order }).page(pageParam, { limit: 50, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page) => page.next,
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchInterval: 60_000,
  })
}

/** All of it or one kind, and which end first. */
function KindSwitch({ choice }: { choice: Choice }) {
  const navigate = useNavigate()
  const change = (next: Choice) =>
    void navigate({
      to: '/bookings/{-$part}',
      params: { part: 'waiting' },
      search: {
        ...(next.kind && { kind: next.kind }),
        ...(next.order === 'asc' && { order: 'asc' }),
      } as never,
      replace: true,
      resetScroll: false,
    })
  return (
    <div className={css.bar}>
      <div className={scope.switch} role="group" aria-label="What waits">
        {[undefined, ...WAITING_KINDS].map(kind => (
          <button
            key={kind ?? 'all'}
            type="button"
            aria-pressed={choice.kind === kind}
            onClick={() => change({ ...choice, kind })}
          >
            {kind === undefined ? 'All' : KIND_LABELS[kind]}
          </button>
        ))}
      </div>
      <button
        type="button"
        className={button.link}
        onClick={() => change({ ...choice, order: choice.order === 'desc' ? 'asc' : 'desc' })}
      >
        {choice.order === 'desc' ? 'Newest first' : 'Longest wait first'}
      </button>
    </div>
  )
}

interface FoundProps {
  readonly choice: Choice
  readonly waiting: ReturnType<typeof useWaiting>
  readonly rows: readonly WaitingItem[]
}

function Found({ choice, waiting, rows }: FoundProps) {
  const mayAct = useRights().has('act')
  if (waiting.isError && rows.length === 0)
    return (
      <Failure
        error={waiting.error}
        what="What waits could not be loaded"
        onRetry={() => void waiting.refetch()}
      />
    )
  if (waiting.isPending) return <SkeletonRows />
  if (rows.length === 0)
    return (
      <Notice
        title={choice.kind ? `Nothing here: ${KIND_LABELS[choice.kind].toLowerCase()}` : 'Nothing waits'}
      >
        Invoices to send, what is unpaid and payments to approve stand here until somebody has seen to them.
      </Notice>
    )
  return (
    <div className={waiting.isPlaceholderData ? css.stale : undefined} aria-busy={waiting.isPlaceholderData}>
      <div className={`${css.table} ${css.waiting}`}>
        <CardTable
          caption="What waits for somebody"
          heads={['What', 'Whose', 'Open', 'Waits']}
          acts={mayAct ? 'What can be done' : undefined}
        >
          {rows.map(item => (
            <WaitingRow key={`${item.kind} ${item.object.ref}`} item={item} mayAct={mayAct} />
          ))}
        </CardTable>
      </div>
      {waiting.hasNextPage && (
        <button
          type="button"
          className={`${button.button} ${css.more}`}
          aria-disabled={waiting.isFetchingNextPage}
          onClick={() => void (!waiting.isFetchingNextPage && waiting.fetchNextPage())}
        >
          {waiting.isFetchingNextPage ? 'Loading …' : 'Load more'}
        </button>
      )}
    </div>
  )
}
