import type { ClientSummary } from '@daybook/protocol'
import { ClientFlags } from './client-flags.tsx'
import css from './client-page.module.css'

/** What identifies a client at a glance, and how often they did not come; what was decided about them stands beneath. */
export function ClientMeta({ client }: { client: ClientSummary | undefined }) {
  return (
    <div className={css.meta}>
      {client?.hostId && <span>{client.hostId}</span>}
      {client && <ClientFlags client={{ ...client, erased: false, privacy: undefined }} />}
      {!client?.hostId && '\u00a0'}
    </div>
  )
}
