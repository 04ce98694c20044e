import { localDay, shortStamp, VisuallyHidden } from '@daybook/timeline'
import { useMutation, useQuery } from '@tanstack/react-query'
import { ask } from '../ask.ts'
import button from '../parts/button.module.css'
import { CardRow } from '../parts/card-row.tsx'
import { CardTable } from '../parts/card-table.tsx'
import table from '../parts/card-table.module.css'
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
    <CardTable
      caption={`Your sessions, times in ${timeZone}`}
      heads={['Device', 'Address', 'Signed in', 'Last used']}
      acts="Revoke"
    >
      {sessions.map(one => (
        <CardRow
          key={one.id}
          head={
            <>
              {nameOf(one)}
              {one.current && <span className={table.tag}>This one</span>}
            </>
          }
          cells={[
            ['Address', one.ip ?? '–'],
            [
              'Signed in',
              <>
                {stamp(one.createdAt)}
                {one.method && <span className={table.under}>by {one.method}</span>}
              </>,
            ],
            ['Last used', one.current ? 'Now' : stamp(one.lastUsedAt)],
          ]}
          acts={
            one.current ? null : (
              <button type="button" className={button.button} onClick={() => onEnd(one)}>
                Revoke<VisuallyHidden> the session on {nameOf(one)}</VisuallyHidden>
              </button>
            )
          }
        />
      ))}
    </CardTable>
  )
}
