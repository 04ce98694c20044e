import type { ErasureMode, PrivacyRequest, PrivacyRequestPage } from '@daybook/protocol'
import { VisuallyHidden } from '@daybook/timeline'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ActDialog } from '../client-acts/act-dialog.tsx'
import { ERASE_TEXT } from '../client-acts/erase-text.tsx'
import { useClientWord } from '../client-word.ts'
import { withFreshFactor } from '../confirm/fresh-factor.tsx'
import button from '../parts/button.module.css'
import { Failure } from '../parts/failure.tsx'
import { queries } from '../queries.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import { Part } from './part.tsx'
import css from './request-list.module.css'
import { useInZone } from './use-in-zone.ts'

type Decision = ErasureMode | 'decline'

const STATES = [
  ['open', 'Open'],
  ['decided', 'Decided'],
] as const

/** What clients asked: those that wait for a decision, and what became of the others. */
export function RequestList() {
  const { daybook, workspace } = useWorkspace()
  const word = useClientWord()
  const [state, setState] = useState<'open' | 'decided'>('open')
  const [deciding, setDeciding] = useState<{ request: PrivacyRequest; decision: Decision }>()
  const queryKey = ['privacy-requests', workspace.id, state]
  const list = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam: cursor, signal }) =>
      daybook.request<PrivacyRequestPage>('GET', '/v1/privacy/requests', {
        query: { state, limit: 20, ...(cursor !== null && { cursor }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
    staleTime: 0,
  })
  const requests = list.data?.pages.flatMap(page => page.requests) ?? []
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
        {list.isError ? (
          <Failure
            error={list.error}
            what="The requests could not be loaded"
            onRetry={() => void list.refetch()}
          />
        ) : (
          list.data !== undefined && (
            <>
              {requests.length === 0 && (
                <p className={css.none}>{state === 'open' ? 'Nothing waits for a decision.' : 'None yet.'}</p>
              )}
              <ul className={css.list}>
                {requests.map(request => (
                  <Request
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
            </>
          )
        )}
        {deciding && <Decide {...deciding} onEnd={() => setDeciding(undefined)} />}
      </div>
    </Part>
  )
}

const nameOf = ({ client }: PrivacyRequest, one: string): string =>
  client.name ?? client.hostId ?? (client.erased ? `Erased ${one}` : client.id)

const WISH: Readonly<Record<ErasureMode, string>> = {
  erase: 'asks to be erased',
  anonymise: 'asks to be anonymised',
}
const OUTCOME: Readonly<Record<Decision, string>> = {
  erase: 'Erased',
  anonymise: 'Anonymised',
  decline: 'Declined',
}

function Request({ request, onDecide }: { request: PrivacyRequest; onDecide(decision: Decision): void }) {
  const inZone = useInZone()
  const word = useClientWord()
  const name = nameOf(request, word.one)
  const { decision } = request
  return (
    <li className={css.request}>
      <div>
        <p>
          <a href={`/clients/${request.client.id}`}>{name}</a>{' '}
          {request.mode === undefined ? 'asks to be erased or anonymised' : WISH[request.mode]}
        </p>
        <p className={css.about}>
          <time dateTime={request.askedAt} title={request.askedAt}>
            {inZone.stamp(request.askedAt)}
          </time>
          <span>{request.askedBy === 'client' ? 'asked themselves' : 'written down by staff'}</span>
          {request.atOnce && <span>carried out at once</span>}
          <a href={`/entries/${request.id}`}>Entry</a>
        </p>
      </div>
      {decision === undefined ? (
        <div className={css.acts}>
          {(['erase', 'anonymise', 'decline'] as const).map(one => (
            <button key={one} type="button" className={button.button} onClick={() => onDecide(one)}>
              {GO[one]} …<VisuallyHidden> {name}</VisuallyHidden>
            </button>
          ))}
        </div>
      ) : (
        <p className={css.outcome}>
          <a href={`/entries/${decision.entry}`}>{OUTCOME[decision.outcome]}</a> {inZone.stamp(decision.at)}
        </p>
      )}
    </li>
  )
}

const GO: Readonly<Record<Decision, string>> = { erase: 'Erase', anonymise: 'Anonymise', decline: 'Decline' }

interface DecideProps {
  readonly request: PrivacyRequest
  readonly decision: Decision
  onEnd(): void
}

function Decide({ request, decision, onEnd }: DecideProps) {
  const { daybook, workspace } = useWorkspace()
  const announce = useAnnounce()
  const word = useClientWord()
  const name = nameOf(request, word.one)
  const gone = decision !== 'decline'
  return (
    <ActDialog
      title={`${GO[decision]} ${gone ? name : 'the request'}`}
      go={GO[decision]}
      dangerous={gone}
      onClose={onEnd}
      {...(gone ? { typed: name } : { reason: 'required' as const })}
      send={async given => {
        await withFreshFactor(() =>
          daybook.request('POST', `/v1/privacy/requests/${request.id}/decide`, {
            body: { decision, ...given },
          }),
        )
        onEnd()
        announce(`${OUTCOME[decision]}: ${name}`)
        await queries.invalidateQueries({ queryKey: ['privacy-requests', workspace.id] })
        await queries.invalidateQueries({ queryKey: ['decided', workspace.id] })
      }}
    >
      {gone ? (
        ERASE_TEXT[decision]
      ) : (
        <>{name} stays as they are. The reason is kept with them: they may ask for it.</>
      )}
    </ActDialog>
  )
}
