import type { ErasureMode, PrivacyRequest } from '@daybook/protocol'
import { VisuallyHidden } from '@daybook/timeline'
import { useClientWord } from '../client-word.ts'
import button from '../parts/button.module.css'
import { askerOf, type Decision, DECISIONS } from './decision-words.ts'
import css from './request-list.module.css'
import { Stamp } from './stamp.tsx'

interface Props {
  readonly request: PrivacyRequest
  onDecide(decision: Decision): void
}

const WISH: Readonly<Record<ErasureMode, string>> = {
  erase: 'asks to be erased',
  anonymise: 'asks to be anonymised',
}

/** One wish, and what became of it. */
export function RequestItem({ request, onDecide }: Props) {
  const word = useClientWord()
  const name = askerOf(request, word.one)
  const { decision } = request
  return (
    <li className={css.request}>
      <div>
        <p>
          <a href={`/clients/${request.client.id}`}>{name}</a>{' '}
          {request.mode === undefined ? 'asks to be erased or anonymised' : WISH[request.mode]}
        </p>
        <p className={css.about}>
          <Stamp at={request.askedAt} />
          <span>{request.askedBy === 'client' ? 'asked themselves' : 'written down by staff'}</span>
          {request.atOnce && <span>carried out at once</span>}
          <a href={`/entries/${request.id}`}>Entry</a>
        </p>
      </div>
      {decision === undefined ? (
        <div className={css.acts}>
          {(['erase', 'anonymise', 'decline'] as const).map(one => (
            <button key={one} type="button" className={button.button} onClick={() => onDecide(one)}>
              {DECISIONS[one].go} …<VisuallyHidden> {name}</VisuallyHidden>
            </button>
          ))}
        </div>
      ) : (
        <p className={css.outcome}>
          <a href={`/entries/${decision.entry}`}>{DECISIONS[decision.outcome].done}</a>{' '}
          <Stamp at={decision.at} />
        </p>
      )}
    </li>
  )
}
