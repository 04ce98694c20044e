import type { ClientSummary } from '@daybook/protocol'
import { VisuallyHidden } from '@daybook/timeline'
import { useState } from 'react'
import { useClientWord } from '../client-word.ts'
import { Popover } from '../parts/popover.tsx'
import { type Right, useRights } from '../session.ts'
import { type ClientAct, ClientActDialog } from './client-act-dialog.tsx'
import css from './act-menu.module.css'

interface Offer {
  readonly act: ClientAct
  readonly label: string
  readonly right: Right
  readonly bad?: true
}

/** What may be decided about a client: a button with a menu; nothing where the reader may decide nothing. */
export function ClientActs({ client }: { client: ClientSummary | undefined }) {
  const rights = useRights()
  const word = useClientWord()
  const [doing, setDoing] = useState<ClientAct>()
  const offers = client === undefined ? [] : offersOf(client).filter(({ right }) => rights.has(right))
  const mayMerge = rights.has('act') && client?.privacy?.gone === undefined && !client?.privacy?.deleted
  if (client === undefined || (offers.length === 0 && !mayMerge && doing === undefined)) return null
  return (
    <>
      {(offers.length > 0 || mayMerge) && (
        <Popover
          title={`What can be decided about the ${word.one}`}
          align="end"
          buttonClass={css.button}
          label={
            <>
              <span aria-hidden="true">···</span>
              <VisuallyHidden>More</VisuallyHidden>
            </>
          }
        >
          {close => (
            <div className={css.menu}>
              {mayMerge && <a href={`/clients/${client.id}/merge`}>Merge with another {word.one} …</a>}
              {offers.map(({ act, label, bad }) => (
                <button
                  key={act}
                  type="button"
                  className={bad && css.bad}
                  onClick={() => {
                    close()
                    setDoing(act)
                  }}
                >
                  {label}
                </button>
              ))}
            </div>
          )}
        </Popover>
      )}
      {doing && <ClientActDialog act={doing} client={client} onClose={() => setDoing(undefined)} />}
    </>
  )
}

/** What fits what was decided before. */
function offersOf({ privacy }: ClientSummary): Offer[] {
  const { deleted, hold, gone } = privacy ?? {}
  if (gone?.mode === 'erase') return []
  return [
    hold
      ? { act: 'release', label: 'Release the legal hold …', right: 'hold' }
      : { act: 'hold', label: 'Place a legal hold …', right: 'hold' },
    ...(deleted
      ? [{ act: 'restore', label: 'Restore', right: 'erase' } as const]
      : [{ act: 'delete', label: 'Delete …', right: 'erase', bad: true } as const]),
    ...(gone ? [] : [{ act: 'anonymise', label: 'Anonymise …', right: 'erase', bad: true } as const]),
    { act: 'erase', label: 'Erase …', right: 'erase', bad: true },
  ]
}
