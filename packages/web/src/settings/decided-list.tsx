import type { DecidedClientPage } from '@daybook/protocol'
import { useClientWord } from '../client-word.ts'
import button from '../parts/button.module.css'
import { Failure } from '../parts/failure.tsx'
import { DecidedTable } from './decided-table.tsx'
import { Part } from './part.tsx'
import css from './settings.module.css'
import { usePages } from './use-pages.ts'

/** Who is under a legal hold, or deleted and not yet erased. */
export function DecidedList({ state }: { state: 'held' | 'deleted' }) {
  const word = useClientWord()
  const list = usePages<DecidedClientPage>('decided', '/v1/privacy/clients', state)
  const clients = list.data?.pages.flatMap(page => page.clients) ?? []
  return (
    <Part
      wide
      title={state === 'held' ? 'Legal holds' : 'Deleted'}
      about={
        state === 'held'
          ? `As long as a hold lasts nobody can erase the ${word.one}, retention passes them by, and days of grace stand still. Place one on the ${word.one}’s page.`
          : 'Hidden from everybody but those who may take it back, and erased at the end of the days of grace.'
      }
    >
      {list.isError ? (
        <Failure error={list.error} what="The list could not be loaded" onRetry={() => void list.refetch()} />
      ) : clients.length === 0 ? (
        <p className={css.empty}>{list.data !== undefined && 'Nobody.'}</p>
      ) : (
        <div>
          <DecidedTable state={state} clients={clients} />
          {list.hasNextPage && (
            <button type="button" className={button.button} onClick={() => void list.fetchNextPage()}>
              Show older
            </button>
          )}
        </div>
      )}
    </Part>
  )
}
