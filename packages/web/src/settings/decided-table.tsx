import type { DecidedClient } from '@daybook/protocol'
import { VisuallyHidden } from '@daybook/timeline'
import { useState } from 'react'
import { ClientActDialog } from '../client-acts/client-act-dialog.tsx'
import { useClientWord } from '../client-word.ts'
import button from '../parts/button.module.css'
import { useRights } from '../session.ts'
import { CardRow } from '../parts/card-row.tsx'
import { CardTable } from '../parts/card-table.tsx'
import css from '../parts/card-table.module.css'
import { Stamp } from './stamp.tsx'
import { useInZone } from './use-in-zone.ts'

interface Props {
  readonly state: 'held' | 'deleted'
  readonly clients: readonly DecidedClient[]
}

/** Clients under a legal hold, or deleted and not yet erased, with the way back. */
export function DecidedTable({ state, clients }: Props) {
  const word = useClientWord()
  const rights = useRights()
  const [doing, setDoing] = useState<DecidedClient>()
  const back = state === 'held' ? 'Release' : 'Restore'
  const mayTakeBack = rights.has(state === 'held' ? 'hold' : 'erase')
  const third = state === 'held' ? 'Entry' : 'Erased on'
  return (
    <>
      <CardTable
        caption={state === 'held' ? 'Under a legal hold' : 'In their days of grace'}
        heads={[word.One, 'Since', third]}
        acts={mayTakeBack ? back : undefined}
      >
        {clients.map(client => (
          <CardRow
            key={client.id}
            head={
              <>
                <a href={`/clients/${client.id}`}>{nameOf(client)}</a>
                {state === 'deleted' && client.privacy.hold && <span className={css.tag}>Held</span>}
              </>
            }
            cells={[
              [
                'Since',
                <Stamp
                  key="since"
                  at={state === 'held' ? client.privacy.hold!.since : client.privacy.deleted!.at}
                />,
              ],
              [third, <Third key="third" state={state} client={client} />],
            ]}
            acts={
              mayTakeBack ? (
                <button
                  type="button"
                  className={button.button}
                  aria-haspopup="dialog"
                  onClick={() => setDoing(client)}
                >
                  {back} …<VisuallyHidden> {nameOf(client)}</VisuallyHidden>
                </button>
              ) : undefined
            }
          />
        ))}
      </CardTable>
      {doing && (
        <ClientActDialog
          act={state === 'held' ? 'release' : 'restore'}
          client={doing}
          onClose={() => setDoing(undefined)}
        />
      )}
    </>
  )
}

const nameOf = (client: DecidedClient): string => client.name ?? client.hostId ?? client.id

function Third({ state, client }: { state: Props['state']; client: DecidedClient }) {
  const inZone = useInZone()
  const { hold, deleted } = client.privacy
  if (state === 'held') return <a href={`/entries/${hold!.entry}`}>Who placed it, and why</a>
  return deleted!.eraseAt === undefined
    ? `${deleted!.daysLeft} days after the hold`
    : inZone.date(deleted!.eraseAt)
}
