import { localDay, shortStamp } from '@daybook/timeline'
import { useMutation, useQuery } from '@tanstack/react-query'
import { ask } from '../ask.ts'
import button from '../parts/button.module.css'
import { Failure } from '../parts/failure.tsx'
import { queries } from '../queries.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { useShownZone, useWorkspace } from '../workspace.tsx'
import css from './sessions-section.module.css'

interface Session {
  readonly id: string
  readonly device?: string
  readonly ip?: string
  readonly method?: string
  readonly createdAt: string
  readonly lastUsedAt: string
  readonly current: boolean
}

const KEY = ['sessions']

/** Where the member is signed in, and ending it there. */
export function SessionsSection() {
  const announce = useAnnounce()
  const sessions = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => ask<{ sessions: Session[] }>('GET', '/api/auth/list-sessions', { signal }),
    staleTime: 0,
  })
  const end = useMutation({
    mutationFn: (one: Session | undefined) =>
      one === undefined
        ? ask('POST', '/api/auth/revoke-other-sessions')
        : ask('POST', '/api/auth/revoke-session', { body: { id: one.id } }),
    onSuccess: (_, one) =>
      announce(one === undefined ? 'All other sessions are revoked' : `Revoked: ${nameOf(one)}`),
    onError: () => announce('That did not work. Try again.'),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  })
  const rows = sessions.data?.sessions ?? []
  return (
    <section aria-labelledby="sessions-title" className={css.section}>
      <div className={css.head}>
        <div>
          <h2 id="sessions-title">Where you are signed in</h2>
          <p>If you do not know one of these, revoke it and change your password.</p>
        </div>
        {rows.length > 2 && (
          <button type="button" className={button.button} onClick={() => end.mutate(undefined)}>
            Revoke all others
          </button>
        )}
      </div>
      {sessions.isError ? (
        <Failure
          error={sessions.error}
          what="Your sessions could not be loaded"
          onRetry={() => void sessions.refetch()}
        />
      ) : (
        rows.length > 0 && <SessionTable sessions={rows} onEnd={one => end.mutate(one)} />
      )}
    </section>
  )
}

const nameOf = (session: Session): string => session.device ?? 'Unknown device'

/** The roles are said again because a table laid out as cards loses them. */
function SessionTable({ sessions, onEnd }: { sessions: readonly Session[]; onEnd(one: Session): void }) {
  const { workspace } = useWorkspace()
  const timeZone = useShownZone()
  const year = localDay(Date.now(), timeZone).slice(0, 4)
  const stamp = (at: string) => (
    <time dateTime={at} title={at}>
      {shortStamp(Date.parse(at), { locale: workspace.locale, timeZone }, year)}
    </time>
  )
  return (
    <table className={css.table} role="table">
      <caption className={css.caption}>Your sessions, times in {timeZone}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {['Device', 'Address', 'Signed in', 'Last used'].map(name => (
            <th key={name} scope="col" role="columnheader">
              {name}
            </th>
          ))}
          <th scope="col" role="columnheader">
            <span className={css.caption}>Revoke</span>
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {sessions.map(one => (
          <tr key={one.id} role="row">
            <th scope="row" role="rowheader">
              {nameOf(one)}
              {one.current && <span className={css.here}>This one</span>}
            </th>
            <td role="cell" data-label="Address">
              {one.ip ?? '–'}
            </td>
            <td role="cell" data-label="Signed in">
              {stamp(one.createdAt)}
              {one.method && <span className={css.method}>by {one.method}</span>}
            </td>
            <td role="cell" data-label="Last used">
              {one.current ? 'Now' : stamp(one.lastUsedAt)}
            </td>
            <td role="cell" className={css.act}>
              {!one.current && (
                <button type="button" className={button.button} onClick={() => onEnd(one)}>
                  Revoke<span className={css.caption}> the session on {nameOf(one)}</span>
                </button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
