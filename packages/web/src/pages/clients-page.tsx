import type { ClientPage as Page } from '@daybook/protocol'
import { formatLocale, readFragment, writeFragment } from '@daybook/timeline'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useClientWord } from '../client-word.ts'
import { SearchField } from '../filters/search-field.tsx'
import button from '../parts/button.module.css'
import { Failure } from '../parts/failure.tsx'
import { Notice } from '../parts/notice.tsx'
import { parseSearch } from '../search-names.ts'
import { useWorkspace } from '../workspace.tsx'
import head from './client-page.module.css'
import { ClientTable } from './client-table.tsx'
import css from './clients-page.module.css'

/** Clients of one page of the list. */
const PAGE_SIZE = 50

/** Every client, found by any word of name, e-mail, phone or reference. */
export function ClientsPage() {
  const { daybook, workspace } = useWorkspace()
  const word = useClientWord()
  const [q, search] = useSearch()
  const clients = useInfiniteQuery({
    queryKey: ['clients', workspace.id, q],
    queryFn: ({ pageParam, signal }) =>
      daybook.clients({ q: q || undefined, limit: PAGE_SIZE }).page(pageParam, { limit: PAGE_SIZE, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page) => page.next,
    placeholderData: keepPreviousData,
  })
  const rows = clients.data?.pages.flatMap(page => page.clients) ?? []
  const number = new Intl.NumberFormat(formatLocale(workspace.locale))
  const found = `${number.format(rows.length)}${clients.hasNextPage ? ' or more' : ''} ${rows.length === 1 ? word.one : word.many}`

  return (
    <>
      <title>{`${word.Many} · Daybook`}</title>
      <header className={css.header}>
        <h1 className={head.name}>{word.Many}</h1>
        <search className={css.search}>
          <SearchField
            label="Search clients"
            hint="Name, e-mail, phone or reference"
            value={q}
            onChange={search}
          />
        </search>
      </header>
      {clients.isError ? (
        <Failure
          error={clients.error}
          what="The clients could not be loaded"
          onRetry={() => void clients.refetch()}
        />
      ) : clients.isPending ? null : rows.length === 0 ? (
        <NoClients q={q} onClear={() => search('')} />
      ) : (
        <>
          <p className={css.count}>{found}</p>
          <ClientTable clients={rows} stale={clients.isPlaceholderData} />
          {clients.hasNextPage && (
            <button
              type="button"
              className={`${button.button} ${css.more}`}
              aria-disabled={clients.isFetchingNextPage}
              onClick={() => void (!clients.isFetchingNextPage && clients.fetchNextPage())}
            >
              {clients.isFetchingNextPage ? 'Loading …' : `Load ${PAGE_SIZE} more`}
            </button>
          )}
        </>
      )}
    </>
  )
}

/** What is searched for, which the address's fragment holds, and how to search for something else. */
function useSearch(): readonly [string, (text: string) => void] {
  const { searchStr, hash } = useLocation()
  const navigate = useNavigate()
  const asked = parseSearch(searchStr).q

  // A name in the query would be sent to the server's log on reload: it moves to the fragment.
  useEffect(() => {
    if (typeof asked === 'string')
      void navigate({ to: '/clients', hash: writeFragment(asked), replace: true })
  }, [asked, navigate])

  const search = (text: string) =>
    void navigate({ to: '/clients', hash: writeFragment(text), replace: true, resetScroll: false })
  return [readFragment(hash) || (typeof asked === 'string' ? asked : ''), search]
}

function NoClients({ q, onClear }: { q: string; onClear(): void }) {
  if (q === '') {
    return (
      <Notice
        title="No clients yet"
        actions={
          <>
            <a className={button.button} href="/connect">
              Connect your app
            </a>
            <a className={button.button} href="/activity">
              Activity
            </a>
          </>
        }
      >
        A client appears here with the first entry about them. Entries come from your booking software by the
        API (<code>POST /v1/entries</code>), or from an import.
      </Notice>
    )
  }
  return (
    <Notice
      title={`No client matches “${q}”`}
      actions={
        <button type="button" className={button.button} onClick={onClear}>
          Clear search
        </button>
      }
    >
      Every word is looked for at the beginning of names, e-mail addresses, phone numbers and references.
    </Notice>
  )
}
