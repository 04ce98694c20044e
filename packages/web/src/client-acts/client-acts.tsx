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
function offersOf({ privacy, merged = [] }: ClientSummary): Offer[] {
  const { gone } = privacy ?? {}
  if (gone?.mode === 'erase') return []
  // Those merged into the client may have been decided about by themselves, before or since.
  const all = [privacy, ...merged.map(one => one.privacy)]
  const some = (what: 'hold' | 'deleted'): boolean => all.some(one => one?.[what] !== undefined)
  const others = (what: 'hold' | 'deleted'): boolean => all.some(one => one?.[what] === undefined)
  return [
    ...(some('hold') ? [{ act: 'release', label: 'Release the legal hold …', right: 'hold' } as const] : []),
    ...(others('hold') ? [{ act: 'hold', label: 'Place a legal hold …', right: 'hold' } as const] : []),
    ...(some('deleted') ? [{ act: 'restore', label: 'Restore', right: 'erase' } as const] : []),
    ...(others('deleted') ? [{ act: 'delete', label: 'Delete …', right: 'erase', bad: true } as const] : []),
    ...(gone ? [] : [{ act: 'anonymise', label: 'Anonymise …', right: 'erase', bad: true } as const]),
    { act: 'erase', label: 'Erase …', right: 'erase', bad: true },
  ]
}
