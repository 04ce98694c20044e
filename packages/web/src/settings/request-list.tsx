import type { PrivacyRequest, PrivacyRequestPage } from '@daybook/protocol'
import { VisuallyHidden } from '@daybook/timeline'
import { useState } from 'react'
import { useClientWord } from '../client-word.ts'
import button from '../parts/button.module.css'
import { Failure } from '../parts/failure.tsx'
import type { Decision } from './decision-words.ts'
import { DecideDialog } from './decide-dialog.tsx'
import { Part } from './part.tsx'
import css from './request-list.module.css'
import { RequestItem } from './request-item.tsx'
import { usePages } from './use-pages.ts'

const STATES = [
  ['open', 'Open'],
  ['decided', 'Decided'],
] as const
type State = (typeof STATES)[number][0]

/** What clients asked: those that wait for a decision, and what became of the others. */
export function RequestList() {
  const word = useClientWord()
  const [state, setState] = useState<State>('open')
  return (
    <Part
      wide
      title="Requests"
      about={`What ${word.many} asked to be done with what is kept of them. Each decision is an entry.`}
    >
      <div>
        <fieldset className={css.states}>
          <legend>
            <VisuallyHidden>Which requests</VisuallyHidden>
          </legend>
          {STATES.map(([id, label]) => (
            <label key={id}>
              <input type="radio" name="request-state" checked={state === id} onChange={() => setState(id)} />
              {label}
            </label>
          ))}
        </fieldset>
        <Requests state={state} />
      </div>
    </Part>
  )
}

function Requests({ state }: { state: State }) {
  const list = usePages<PrivacyRequestPage>('privacy-requests', '/v1/privacy/requests', state)
  const [deciding, setDeciding] = useState<{ request: PrivacyRequest; decision: Decision }>()
  if (list.isError)
    return (
      <Failure
        error={list.error}
        what="The requests could not be loaded"
        onRetry={() => void list.refetch()}
      />
    )
  if (list.data === undefined) return null
  const requests = list.data.pages.flatMap(page => page.requests)
  return (
    <>
      {requests.length === 0 && (
        <p className={css.none}>{state === 'open' ? 'Nothing waits for a decision.' : 'None yet.'}</p>
      )}
      <ul className={css.list}>
        {requests.map(request => (
          <RequestItem
            key={request.id}
            request={request}
            onDecide={decision => setDeciding({ request, decision })}
          />
        ))}
      </ul>
      {list.hasNextPage && (
        <button type="button" className={button.button} onClick={() => void list.fetchNextPage()}>
          Show older
        </button>
      )}
      {deciding && <DecideDialog {...deciding} onEnd={() => setDeciding(undefined)} />}
    </>
  )
}
