import type { ClientSummary } from '@daybook/protocol'
import { ClientFlags } from './client-flags.tsx'
import css from './client-page.module.css'

/** What identifies a client at a glance, and what one should know first; nothing personal of one who is gone. */
export function ClientMeta({ client }: { client: ClientSummary | undefined }) {
  const gone = client?.erased === true
  return (
    <div className={css.meta}>
      {gone ? (
        <span>The record of the acts remains, without what was personal.</span>
      ) : (
        client?.hostId && <span>{client.hostId}</span>
      )}
      {client && <ClientFlags client={client} full />}
      {!client && '\u00a0'}
    </div>
  )
}
