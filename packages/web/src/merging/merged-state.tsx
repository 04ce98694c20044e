import type { ClientSummary, MergedClient } from '@daybook/protocol'
import { useLocation, useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import state from '../client-acts/client-state.module.css'
import button from '../parts/button.module.css'
import { useRights } from '../session.ts'
import { useInZone } from '../settings/use-in-zone.ts'
import { nameOfClient } from './name-of-client.ts'
import { UnmergeDialog } from './unmerge-dialog.tsx'

/** Who else stands on this page, since when, and the way back. */
export function MergedState({ client }: { client: ClientSummary }) {
  const [leaving, setLeaving] = useState<MergedClient>()
  const rights = useRights()
  const inZone = useInZone()
  useSurvivorsAddress(client)
  const { merged = [] } = client
  return (
    <>
      {merged.map(one => (
        <div key={one.id} className={state.state}>
          <p>
            <strong>Merged with {nameOfClient(one)}</strong> on {inZone.date(one.at)}: both histories stand on
            this page. <Decided about={one} />
            <a href={`/entries/${one.entry}`}>Who did it</a>
          </p>
          {rights.has('erase') && (
            <button
              type="button"
              className={button.button}
              aria-haspopup="dialog"
              onClick={() => setLeaving(one)}
            >
              Un-merge<span className={state.hidden}> {nameOfClient(one)}</span>
            </button>
          )}
        </div>
      ))}
      {leaving && <UnmergeDialog client={client} other={leaving} onClose={() => setLeaving(undefined)} />}
    </>
  )
}

/** What was decided about one of the profiles by itself. */
function Decided({ about: { privacy } }: { about: MergedClient }) {
  if (privacy?.hold === undefined && privacy?.deleted === undefined) return null
  return (
    <>
      Their own profile is{' '}
      {[privacy.hold && 'under a legal hold', privacy.deleted && 'deleted'].filter(Boolean).join(' and ')}.{' '}
    </>
  )
}

/** The address of somebody who is merged leads to the page on which their history stands. */
function useSurvivorsAddress({ id }: ClientSummary): void {
  const { pathname, searchStr, hash } = useLocation()
  const navigate = useNavigate()
  // The address may be another page's by now, which is still on its way; the page is of what its route says.
  const { clientId: shown } = useParams({ strict: false })
  useEffect(() => {
    if (shown === undefined || shown === id) return
    const address = `/clients/${encodeURIComponent(shown)}`
    if (pathname !== address && !pathname.startsWith(`${address}/`)) return
    const href = pathname.replace(address, `/clients/${id}`) + searchStr + (hash === '' ? '' : `#${hash}`)
    void navigate({ href, replace: true })
  }, [id, shown, pathname, searchStr, hash, navigate])
}
