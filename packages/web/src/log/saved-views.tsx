import type { SavedView } from '@daybook/protocol'
import { countFilters, type TimelineAddress } from '@daybook/timeline'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import button from '../parts/button.module.css'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import { isSameView } from './same-view.ts'
import css from './saved-views.module.css'
import { useSavedViews } from './use-saved-views.ts'
import { ViewDialog } from './view-dialog.tsx'
import { ViewMenu } from './view-menu.tsx'

interface Props {
  readonly address: TimelineAddress
  /** The address names a view that is not there for this reader. */
  readonly missing: boolean
}

/** The views of the log that are kept under a name, each at an address of its own, and a way to keep this one. */
export function SavedViews({ address, missing }: Props) {
  const views = useSavedViews()
  const [naming, setNaming] = useState<SavedView | 'new'>()
  const current = views.data?.find(view => view.id === address.view)
  const edited = current !== undefined && !isSameView(address, current)
  const nothing = countFilters(address.filter) === 0 && address.order === 'desc'
  return (
    <nav className={css.views} aria-label="Saved views">
      <ul>
        <li>
          <a href="/activity" className={css.view} aria-current={nothing && !current ? 'page' : undefined}>
            All activity
          </a>
        </li>
        {views.data?.map(view => (
          <li key={view.id}>
            <a
              href={`/activity?view=${view.id}`}
              className={css.view}
              aria-current={view === current && !edited ? 'page' : view === current ? 'true' : undefined}
              title={view.mine ? undefined : `Shared by ${view.by ?? 'a program'}`}
            >
              <span className={css.name}>{view.name}</span>
              {view.shared && <span className={css.tag}>shared</span>}
            </a>
            <ViewMenu
              view={view}
              edited={view === current && edited ? address : undefined}
              onName={setNaming}
            />
          </li>
        ))}
      </ul>
      {missing && (
        <p className={css.note} role="alert">
          This saved view is not there any more, or not shared with you. The whole log is shown.
        </p>
      )}
      {views.isError && (
        <p className={css.note} role="alert">
          The saved views could not be loaded.{' '}
          <button type="button" className={button.link} onClick={() => void views.refetch()}>
            Retry
          </button>
        </p>
      )}
      {!nothing && (!current || edited) && (
        <button type="button" className={css.save} onClick={() => setNaming('new')}>
          Save this view
        </button>
      )}
      {naming && <Naming naming={naming} address={address} onClose={() => setNaming(undefined)} />}
    </nav>
  )
}

interface NamingProps {
  readonly naming: SavedView | 'new'
  readonly address: TimelineAddress
  onClose(): void
}

/** Asks for a name, and keeps the view under it. */
function Naming({ naming, address, onClose }: NamingProps) {
  const { daybook, workspace } = useWorkspace()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const announce = useAnnounce()
  async function save(given: { name: string; shared: boolean }): Promise<void> {
    const view = await (naming === 'new'
      ? daybook.request<SavedView>('POST', '/v1/saved-views', {
          body: { ...given, filter: address.filter, order: address.order },
        })
      : daybook.request<SavedView>('PUT', `/v1/saved-views/${naming.id}`, { body: given }))
    await queries.invalidateQueries({ queryKey: ['saved-views', workspace.id] })
    announce(naming === 'new' ? 'View saved' : 'View changed')
    onClose()
    if (naming === 'new')
      await navigate({
        to: '.',
        search: (before: Record<string, unknown>) => ({ ...before, view: view.id }),
        hash: true,
        replace: true,
        resetScroll: false,
      } as never)
  }
  return <ViewDialog view={naming === 'new' ? undefined : naming} onSave={save} onClose={onClose} />
}
