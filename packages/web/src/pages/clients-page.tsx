import { formatLocale, SkeletonRows } from '@daybook/timeline'
import { useClientWord } from '../client-word.ts'
import { SearchField } from '../filters/search-field.tsx'
import button from '../parts/button.module.css'
import { Failure } from '../parts/failure.tsx'
import { Notice } from '../parts/notice.tsx'
import { useWorkspace } from '../workspace.tsx'
import { ClientSortSwitch } from './client-sort-switch.tsx'
import head from './client-page.module.css'
import { ClientTable } from './client-table.tsx'
import css from './clients-page.module.css'
import { EmptyWorkspace } from './empty-workspace.tsx'
import { PAGE_SIZE, useClientAddress, useClients } from './use-client-list.ts'

/** Every client, found by any word of name, e-mail, phone or reference, sorted by what the reader looks for. */
export function ClientsPage() {
  const { workspace } = useWorkspace()
  const word = useClientWord()
  const [list, change] = useClientAddress()
  const clients = useClients(list)
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
            value={list.q}
            onChange={q => change({ q })}
          />
        </search>
      </header>
      {clients.isError && rows.length === 0 ? (
        <Failure
          error={clients.error}
          what="The clients could not be loaded"
          onRetry={() => void clients.refetch()}
        />
      ) : clients.isPending ? (
        <SkeletonRows />
      ) : rows.length === 0 ? (
        list.q === '' ? (
          <EmptyWorkspace />
        ) : (
          <NoMatch q={list.q} onClear={() => change({ q: '' })} />
        )
      ) : (
        <>
          <div className={css.line}>
            <p className={css.count}>{found}</p>
            <ClientSortSwitch list={list} onChange={change} />
          </div>
          <ClientTable clients={rows} list={list} onSort={change} stale={clients.isPlaceholderData} />
          {clients.isFetchNextPageError ? (
            <Failure
              error={clients.error}
              what="More clients could not be loaded. Those above are complete"
              onRetry={() => void clients.fetchNextPage()}
            />
          ) : (
            clients.hasNextPage && (
              <button
                type="button"
                className={`${button.button} ${css.more}`}
                aria-disabled={clients.isFetchingNextPage}
                onClick={() => void (!clients.isFetchingNextPage && change({ pages: list.pages + 1 }))}
              >
                {clients.isFetchingNextPage ? 'Loading …' : `Load ${PAGE_SIZE} more`}
              </button>
            )
          )}
        </>
      )}
    </>
  )
}

function NoMatch({ q, onClear }: { q: string; onClear(): void }) {
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
