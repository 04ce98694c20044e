import { fullStamp } from '@daybook/timeline'
import { getRouteApi } from '@tanstack/react-router'
import { ExportActs } from '../exports/export-acts.tsx'
import { ExportFacts } from '../exports/export-facts.tsx'
import css from '../exports/export-page.module.css'
import { ExportProgress } from '../exports/export-progress.tsx'
import { FORMAT_NAMES, STATE_NAMES, saySubject } from '../exports/say-export.ts'
import { useExport } from '../exports/use-export.ts'
import button from '../parts/button.module.css'
import { Failure, isMissing } from '../parts/failure.tsx'
import { Notice } from '../parts/notice.tsx'
import { useShownZone, useWorkspace } from '../workspace.tsx'
import head from './client-page.module.css'

const route = getRouteApi('/signed-in/exports/$exportId')

/** One export: how far it is, its file once it is ready, and what can be done with it. It goes on when the page is left. */
export function ExportPage() {
  const { exportId } = route.useParams()
  const { workspace } = useWorkspace()
  const timeZone = useShownZone()
  const answer = useExport(exportId)
  const { data } = answer
  if (data === undefined) {
    if (!answer.isError) return null
    return isMissing(answer.error) ? (
      <NoSuchExport />
    ) : (
      <Failure
        page
        error={answer.error}
        what="The export could not be loaded"
        onRetry={() => void answer.refetch()}
      />
    )
  }
  const asked = fullStamp(Date.parse(data.requestedAt), { locale: workspace.locale, timeZone })
  return (
    <>
      <title>{`Export, ${STATE_NAMES[data.state].toLowerCase()} · Daybook`}</title>
      <header className={head.header}>
        <a className={head.crumb} href="/exports">
          Exports <span aria-hidden="true">›</span>
        </a>
        <div className={head.head}>
          <div>
            <h1 className={head.name}>Export as {FORMAT_NAMES[data.format]}</h1>
            <p className={head.meta}>
              <span>{saySubject(data)}</span>
              <span>asked for {asked}</span>
            </p>
          </div>
          <ExportActs answer={data} />
        </div>
      </header>
      <p className={css.state} data-state={data.state}>
        {STATE_NAMES[data.state]}
      </p>
      {answer.isError && (
        <p className={css.note}>The server does not answer. The export goes on; this page looks again.</p>
      )}
      <ExportProgress answer={data} />
      <ExportFacts answer={data} />
    </>
  )
}

function NoSuchExport() {
  return (
    <Notice
      page
      title="There is no such export"
      actions={
        <a className={button.button} href="/exports">
          Your exports
        </a>
      }
    >
      The address may be incomplete, or the export is somebody else’s.
    </Notice>
  )
}
