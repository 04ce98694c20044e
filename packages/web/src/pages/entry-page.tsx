import type { Entry } from '@daybook/protocol'
import { erasedText, Sentence, useReader } from '@daybook/timeline'
import { EntryDetails } from '@daybook/timeline/entry-details'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useLocation, useRouter } from '@tanstack/react-router'
import type { MouseEvent } from 'react'
import { aroundLink } from '../around.ts'
import { EvidenceButton } from '../evidence/evidence-button.tsx'
import button from '../parts/button.module.css'
import { Failure, isMissing } from '../parts/failure.tsx'
import { Notice } from '../parts/notice.tsx'
import { Reading, useWorkspace } from '../workspace.tsx'
import css from './entry-page.module.css'

const route = getRouteApi('/signed-in/entries/$entryId')
const objectLink = (ref: string, type: string) => `/objects/${encodeURIComponent(type)}/${ref}`

/** One entry with everything it holds, at an address of its own. */
export function EntryPage() {
  const { entryId } = route.useParams()
  const { daybook, workspace } = useWorkspace()
  const entry = useQuery({
    queryKey: ['entry', workspace.id, entryId],
    queryFn: ({ signal }) => daybook.entry(entryId, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (entry.isError) return <NoEntry error={entry.error} onRetry={() => void entry.refetch()} />
  const clientId = entry.data?.clients[0]?.id
  return (
    <Reading objectLink={objectLink}>
      <title>Entry · Daybook</title>
      <BackLink fallback={clientId ? `/clients/${clientId}?open=${entryId}` : '/activity'} />
      {entry.data && (
        <article>
          <header className={css.head}>
            <h1 className={css.title}>
              <Sentence entry={entry.data} inline />
            </h1>
            <Acts entry={entry.data} />
          </header>
          <Erased entry={entry.data} />
          <EntryDetails entry={entry.data} acts={false} listed />
        </article>
      )}
    </Reading>
  )
}

/** What can be taken along, the entry's address or all of it as JSON, and what stands around it. */
function Acts({ entry }: { entry: Entry }) {
  const { copy } = useReader()
  return (
    <div className={css.acts}>
      <a className={button.button} href={aroundLink(entry)}>
        Show surrounding entries
      </a>
      <button
        type="button"
        className={button.button}
        onClick={() => copy?.(`${location.origin}/entries/${entry.id}`, 'link')}
      >
        Copy link
      </button>
      <button
        type="button"
        className={button.button}
        onClick={() => copy?.(JSON.stringify(entry, null, 2), 'json')}
      >
        Copy JSON
      </button>
      <EvidenceButton of={{ entries: [entry.id] }} />
    </div>
  )
}

/** Why there is nothing to show. */
function NoEntry({ error, onRetry }: { error: unknown; onRetry(): void }) {
  return isMissing(error) ? (
    <Notice
      page
      title="There is no such entry"
      actions={
        <a className={button.button} href="/activity">
          Activity
        </a>
      }
    >
      The address may be incomplete, or the entry is not for your role.
    </Notice>
  ) : (
    <Failure page error={error} what="The entry could not be loaded" onRetry={onRetry} />
  )
}

function Erased({ entry }: { entry: Entry }) {
  const text = erasedText(entry, useReader())
  return text === undefined ? null : <p className={css.erased}>{text}</p>
}

/** Back to where the entry was opened from, at the same place; to the client's timeline when it was opened by address. */
function BackLink({ fallback }: { fallback: string }) {
  const { state } = useLocation()
  const router = useRouter()
  const onClick = (event: MouseEvent) => {
    if (!state.from || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    router.history.back()
  }
  return (
    <a className={css.back} href={state.from ?? fallback} onClick={onClick}>
      <span aria-hidden="true">‹</span> Back
    </a>
  )
}
