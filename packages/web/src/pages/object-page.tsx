import type { Entry } from '@daybook/protocol'
import { SkeletonRows, type Timeline, type TimelineState } from '@daybook/timeline'
import { getRouteApi, useLocation } from '@tanstack/react-router'
import { useObject } from '../acting/use-object.ts'
import { AsOf } from '../as-of/as-of.tsx'
import { Checklist } from '../objects/checklist.tsx'
import { FieldList } from '../objects/field-list.tsx'
import { HistoryBar } from '../objects/history-bar.tsx'
import { ObjectHead } from '../objects/object-head.tsx'
import css from '../objects/object-page.module.css'
import { ObjectTable } from '../objects/object-table.tsx'
import { QuickActions } from '../objects/quick-actions.tsx'
import { useChecklist } from '../objects/use-checklist.ts'
import { useFresh } from '../objects/use-fresh.ts'
import { useObjectHistory } from '../objects/use-object-history.ts'
import button from '../parts/button.module.css'
import { Failure, isMissing } from '../parts/failure.tsx'
import { Notice } from '../parts/notice.tsx'
import { PartialData } from '../parts/partial-data.tsx'
import { parseSearch } from '../search-names.ts'
import { Reading } from '../workspace.tsx'

const route = getRouteApi('/signed-in/objects/$type/$id')

const objectLink = (ref: string, type: string): string => `/objects/${encodeURIComponent(type)}/${ref}`

/**
 * One booking, payment or other object: how it stands, what can be done with it, how it stood, and who changed what, from
 * what, to what (R-C2).
 */
export function ObjectPage() {
  const { type, id } = route.useParams()
  const { searchStr } = useLocation()
  const order = parseSearch(searchStr).order === 'asc' ? 'asc' : 'desc'
  const [state, timeline] = useObjectHistory(type, id, order)
  const { entries, status } = state
  const object = useObject(type, id)
  const view = object.data
  const checklist = useChecklist(type, id).data
  useFresh(entries)
  const named = nameOf(entries, id)

  if (status === 'failed' && isMissing(state.error)) return <NoSuchObject />
  if (status === 'failed')
    return (
      <Failure page error={state.error} what="The history could not be loaded" onRetry={timeline.retry} />
    )
  const ref = named?.ref ?? id
  const loading = status === 'loading'
  const links = checklist?.links
  return (
    <Reading objectLink={objectLink}>
      <ObjectHead {...{ type, id, entries, named, view, links }} loading={loading || object.isPending} />
      <PartialData />
      {loading ? (
        <SkeletonRows />
      ) : (
        <>
          {checklist && <Checklist steps={checklist.steps} />}
          <div className={css.tools}>
            {checklist && view && <QuickActions booking={view} entries={entries} checklist={checklist} />}
            {view && <AsOf object={view} />}
          </div>
          <FieldList entries={entries} objectRef={ref} />
          <HistoryBar type={type} state={state} order={order} objectRef={named?.ref} />
          <ObjectTable entries={entries} objectRef={ref} />
          <More state={state} timeline={timeline} />
        </>
      )}
    </Reading>
  )
}

/** Beneath a long history: more of it, or why it did not come. */
function More({ state: { status, next, error }, timeline }: { state: TimelineState; timeline: Timeline }) {
  if (error !== undefined)
    return <Failure error={error} what="The rest could not be loaded" onRetry={timeline.retry} />
  if (next === null) return null
  return (
    <p className={css.more}>
      <button
        type="button"
        className={button.button}
        aria-disabled={status === 'older'}
        onClick={() => void timeline.loadOlder()}
      >
        {status === 'older' ? 'Loading …' : 'Load more'}
      </button>
    </p>
  )
}

/** The object as its newest entry names it. */
const nameOf = (entries: readonly Entry[], id: string) =>
  [...entries]
    .sort((a, b) => b.seq - a.seq)
    .flatMap(entry => entry.objects)
    .find(object => object.ref === id || object.id === id)

function NoSuchObject() {
  return (
    <Notice
      page
      title="There is no such history"
      actions={
        <a className={button.button} href="/activity">
          Activity
        </a>
      }
    >
      The address may be incomplete, or what it is about is not yours to see.
    </Notice>
  )
}
