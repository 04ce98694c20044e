import type { ExportAnswer } from '@daybook/protocol'
import { formatLocale, fullStamp } from '@daybook/timeline'
import { useQuery } from '@tanstack/react-query'
import css from '../exports/export-page.module.css'
import { FORMAT_NAMES, STATE_NAMES, saySubject } from '../exports/say-export.ts'
import { isGoingOn } from '../exports/use-export.ts'
import button from '../parts/button.module.css'
import { Failure } from '../parts/failure.tsx'
import { Notice } from '../parts/notice.tsx'
import { useShownZone, useWorkspace } from '../workspace.tsx'
import head from './client-page.module.css'

const LOOK_EVERY = 2000

/** The reader's own exports, newest first. */
export function ExportsPage() {
  const { daybook, workspace } = useWorkspace()
  const exports = useQuery({
    queryKey: ['exports', workspace.id],
    queryFn: ({ signal }) =>
      daybook.request<{ exports: readonly ExportAnswer[] }>('GET', '/v1/exports', { signal }),
    staleTime: 0,
    refetchInterval: query => (query.state.data?.exports.some(isGoingOn) ? LOOK_EVERY : false),
  })
  return (
    <>
      <title>Exports · Daybook</title>
      <header className={head.header}>
        <h1 className={head.name}>Your exports</h1>
        <p className={head.meta}>Files are kept for seven days</p>
      </header>
      {exports.isError ? (
        <Failure
          error={exports.error}
          what="Your exports could not be loaded"
          onRetry={() => void exports.refetch()}
        />
      ) : exports.data?.exports.length === 0 ? (
        <Notice
          title="No exports yet"
          actions={
            <a className={button.button} href="/activity">
              Activity
            </a>
          }
        >
          A client’s timeline and the activity log have a button “Export”.
        </Notice>
      ) : (
        exports.data && <Exports exports={exports.data.exports} />
      )}
    </>
  )
}

function Exports({ exports }: { readonly exports: readonly ExportAnswer[] }) {
  const { workspace } = useWorkspace()
  const timeZone = useShownZone()
  const { locale } = workspace
  const number = new Intl.NumberFormat(formatLocale(locale))
  return (
    <table className={css.list}>
      <caption>Your exports</caption>
      <thead>
        <tr>
          <th scope="col">File</th>
          <th scope="col">Asked for</th>
          <th scope="col">Entries</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {exports.map(one => (
          <tr key={one.id}>
            <th scope="row">
              <a href={`/exports/${one.id}`}>
                {[FORMAT_NAMES[one.format], saySubject(one)].filter(Boolean).join(', ')}
              </a>
            </th>
            <td>{fullStamp(Date.parse(one.requestedAt), { locale, timeZone })}</td>
            <td>{one.count === undefined ? '–' : number.format(one.count)}</td>
            <td>
              {STATE_NAMES[one.state]}
              {one.state === 'running' && `, ${Math.round(one.progress * 100)} %`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
