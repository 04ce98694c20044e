import type { ExportAnswer } from '@daybook/protocol'
import { fullStamp } from '@daybook/timeline'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { ExportFacts } from '../exports/export-facts.tsx'
import css from '../exports/export-page.module.css'
import { ExportProgress } from '../exports/export-progress.tsx'
import { FORMAT_NAMES, STATE_NAMES, saySubject } from '../exports/say-export.ts'
import { isGoingOn, useExport } from '../exports/use-export.ts'
import button from '../parts/button.module.css'
import { Failure, isMissing } from '../parts/failure.tsx'
import { Notice } from '../parts/notice.tsx'
import { useAnnounce } from '../shell/announcer.tsx'
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
          <Acts answer={data} />
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

/** Downloading, stopping, issuing again. */
function Acts({ answer }: { readonly answer: ExportAnswer }) {
  const { daybook, workspace } = useWorkspace()
  const queries = useQueryClient()
  const announce = useAnnounce()
  const [failed, setFailed] = useState(false)
  const { id, state } = answer
  const act = async (method: string, path: string, done: string) => {
    try {
      const after = await daybook.request<ExportAnswer>(method, `/v1/exports/${id}${path}`)
      queries.setQueryData(['export', workspace.id, id], after)
      setFailed(false)
      announce(done)
    } catch {
      setFailed(true)
    }
  }
  return (
    <div className={css.acts}>
      {state === 'ready' && (
        <a className={css.download} href={`/v1/exports/${id}/file?workspace=${workspace.id}`} download>
          Download
        </a>
      )}
      {isGoingOn(answer) && (
        <button
          type="button"
          className={button.button}
          onClick={() => void act('DELETE', '', 'Export cancelled')}
        >
          Cancel export
        </button>
      )}
      {state === 'ready' && (
        <>
          <button
            type="button"
            className={button.button}
            onClick={() => void act('POST', '/renew', 'Kept for seven more days')}
          >
            Keep longer
          </button>
          <button
            type="button"
            className={button.button}
            onClick={() => void act('DELETE', '', 'File removed')}
          >
            Remove file
          </button>
        </>
      )}
      {(state === 'expired' || state === 'cancelled' || state === 'failed') && (
        <button
          type="button"
          className={button.button}
          onClick={() => void act('POST', '/renew', 'Export begun again')}
        >
          Make again
        </button>
      )}
      {failed && <p role="alert">That could not be done. Try again.</p>}
    </div>
  )
}
