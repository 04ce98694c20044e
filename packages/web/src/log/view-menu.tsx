import type { SavedView } from '@daybook/protocol'
import type { TimelineAddress } from '@daybook/timeline'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Glyph } from '../parts/glyph.tsx'
import { Popover } from '../parts/popover.tsx'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import css from './saved-views.module.css'

interface Props {
  readonly view: SavedView
  /** What is shown instead of it, where the view is open and its filters were changed. */
  readonly edited: TimelineAddress | undefined
  /** Asks for another name. */
  onName(view: SavedView): void
}

/** What can be done with a saved view. */
export function ViewMenu({ view, edited, onName }: Props) {
  const { copyLink, change, remove } = useViewActs(view)
  return (
    <Popover
      title={`Saved view ${view.name}`}
      name={`Options of ${view.name}`}
      buttonClass={css.menu}
      align="end"
      label={<Glyph d="M3.5 8h.01M8 8h.01M12.5 8h.01" size={16} weight={2.2} />}
    >
      {close => {
        const then = (work: () => unknown) => () => {
          close()
          void work()
        }
        return (
          <div className={css.acts}>
            <button type="button" onClick={then(copyLink)}>
              Copy link
            </button>
            {view.changeable && edited && (
              <button
                type="button"
                onClick={then(() => change({ filter: edited.filter, order: edited.order }, 'View changed'))}
              >
                Take over these filters
              </button>
            )}
            {view.changeable && (
              <>
                <button type="button" onClick={then(() => onName(view))}>
                  Rename
                </button>
                <button type="button" onClick={then(() => change({ shared: !view.shared }, said(view)))}>
                  {view.shared ? 'Make private' : 'Share with the team'}
                </button>
                <DeleteButton onDelete={then(remove)} />
              </>
            )}
          </div>
        )
      }}
    </Popover>
  )
}

const said = ({ shared }: SavedView): string => (shared ? 'View is private now' : 'View is shared now')

/** Asks once more before it deletes. */
function DeleteButton({ onDelete }: { onDelete(): void }) {
  const [sure, setSure] = useState(false)
  return (
    <button type="button" className={css.bad} onClick={sure ? onDelete : () => setSure(true)}>
      {sure ? 'Delete for good' : 'Delete'}
    </button>
  )
}

function useViewActs({ id }: SavedView) {
  const { daybook, workspace } = useWorkspace()
  const queries = useQueryClient()
  const announce = useAnnounce()
  const path = `/v1/saved-views/${id}`
  async function act(work: Promise<unknown>, done: string): Promise<void> {
    try {
      await work
      announce(done)
    } catch {
      announce('That did not work. Try again.')
    }
    await queries.invalidateQueries({ queryKey: ['saved-views', workspace.id] })
  }
  return {
    copyLink: () =>
      act(navigator.clipboard.writeText(`${location.origin}/activity?view=${id}`), 'Link copied'),
    change: (body: Partial<SavedView>, done: string) => act(daybook.request('PUT', path, { body }), done),
    remove: () => act(daybook.request('DELETE', path), 'View deleted'),
  }
}
