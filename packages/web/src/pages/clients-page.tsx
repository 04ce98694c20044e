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
import { NewClients } from '../profile/new-clients.tsx'
import { EmptyWorkspace } from './empty-workspace.tsx'
import { type ClientList, PAGE_SIZE, useClientAddress, useClients } from './use-client-list.ts'

/** Every client, found by any word of name, e-mail, phone or reference, sorted by what the reader looks for. */
export function ClientsPage() {
  const word = useClientWord()
  const [list, change] = useClientAddress()
  const clients = useClients(list)
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
        <NewClients />
      </header>
      <Found list={list} clients={clients} onChange={change} />
    </>
  )
}

interface FoundProps {
  readonly list: ClientList
  readonly clients: ReturnType<typeof useClients>
  onChange(change: Partial<ClientList>): void
}

/** Who was found, or why there is nobody to show. */
function Found({ list, clients, onChange }: FoundProps) {
  const { workspace } = useWorkspace()
  const word = useClientWord()
  const rows = clients.data?.pages.flatMap(page => page.clients) ?? []
  if (clients.isError && rows.length === 0) {
    return (
      <Failure
        error={clients.error}
        what="The clients could not be loaded"
        onRetry={() => void clients.refetch()}
      />
    )
  }
  if (clients.isPending) return <SkeletonRows />
  if (rows.length === 0)
    return list.q === '' ? <EmptyWorkspace /> : <NoMatch q={list.q} onClear={() => onChange({ q: '' })} />
  const number = new Intl.NumberFormat(formatLocale(workspace.locale))
  return (
    <>
      <div className={css.line}>
        <p className={css.count}>
          {number.format(rows.length)}
          {clients.hasNextPage ? ' or more' : ''} {rows.length === 1 ? word.one : word.many}
        </p>
        <ClientSortSwitch list={list} onChange={onChange} />
      </div>
      <ClientTable clients={rows} list={list} onSort={onChange} stale={clients.isPlaceholderData} />
      <More list={list} clients={clients} onChange={onChange} />
    </>
  )
}

/** The next page of the list, or why it did not come. */
function More({ list, clients, onChange }: FoundProps) {
  if (clients.isFetchNextPageError) {
    return (
      <Failure
        error={clients.error}
        what="More clients could not be loaded. Those above are complete"
        onRetry={() => void clients.fetchNextPage()}
      />
    )
  }
  if (!clients.hasNextPage) return null
  return (
    <button
      type="button"
      className={`${button.button} ${css.more}`}
      aria-disabled={clients.isFetchingNextPage}
      onClick={() => void (!clients.isFetchingNextPage && onChange({ pages: list.pages + 1 }))}
    >
      {clients.isFetchingNextPage ? 'Loading …' : `Load ${PAGE_SIZE} more`}
    </button>
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
