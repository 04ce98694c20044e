import type { ObjectView } from '@daybook/protocol'
import { useState } from 'react'
import { ActDialog } from '../acting/act-dialog.tsx'
import button from '../parts/button.module.css'
import { useSayField } from './field-value.tsx'
import { NotesHistory } from './notes-history.tsx'
import css from './profile.module.css'
import { TagList } from './tag-list.tsx'

interface Props {
  readonly view: ObjectView
  readonly clientId: string
  readonly mayAct: boolean
}

/** What of a profile has acts of its own: notes with their history, wishes, consents, tags, points. */
export function ProfileSide({ view, clientId, mayAct }: Props) {
  const [doing, setDoing] = useState<string>()
  const begin = (act: string) => setDoing(act)
  const { notes, points } = view.fields
  const hasNotes = typeof notes === 'string' && notes !== ''
  return (
    <div className={css.sides}>
      <section className={css.side} aria-label="Notes">
        <h2>Notes</h2>
        {hasNotes ? <p className={css.notes}>{notes}</p> : <p className={css.empty}>No notes yet</p>}
        {mayAct && (
          <button type="button" className={button.button} onClick={() => begin('note')}>
            {hasNotes ? 'Change notes' : 'Write notes'}
          </button>
        )}
        <NotesHistory clientId={clientId} />
      </section>
      <Preferences view={view} mayAct={mayAct} onChange={() => begin('preferences')} />
      <TagList
        view={view}
        title="Consents"
        field="consents"
        acts={{ add: 'consent', remove: 'withdraw-consent' }}
        data="purpose"
        words={{
          label: 'Purpose',
          add: 'Record consent',
          remove: item => `Withdraw the consent to ${item}`,
          none: 'No consent recorded',
        }}
        mayAct={mayAct}
      />
      <TagList
        view={view}
        title="Tags"
        field="tags"
        acts={{ add: 'tag', remove: 'untag' }}
        data="tag"
        words={{ label: 'Tag', add: 'Add tag', remove: item => `Remove the tag ${item}`, none: 'No tags' }}
        mayAct={mayAct}
      />
      <Points points={typeof points === 'number' ? points : 0} mayAct={mayAct} onAct={begin} />
      {doing !== undefined && (
        <ActDialog key={doing} object={view} act={doing} onClose={() => setDoing(undefined)} />
      )}
    </div>
  )
}

function Points({ points, mayAct, onAct }: { points: number; mayAct: boolean; onAct(act: string): void }) {
  return (
    <section className={css.side} aria-label="Points">
      <h2>Points</h2>
      <p className={css.points}>{points}</p>
      {mayAct && (
        <div className={css.row3}>
          <button type="button" className={button.button} onClick={() => onAct('award-points')}>
            Award
          </button>
          {points > 0 && (
            <>
              <button type="button" className={button.button} onClick={() => onAct('spend-points')}>
                Spend
              </button>
              <button type="button" className={button.button} onClick={() => onAct('expire-points')}>
                Expire
              </button>
            </>
          )}
        </div>
      )}
    </section>
  )
}

const WISHES = [
  { name: 'channel', label: 'Preferred channel', kind: 'enum' },
  { name: 'channels', label: 'Preferred channels', kind: 'list' },
  { name: 'marketing', label: 'Marketing allowed', kind: 'boolean' },
  { name: 'preferences', label: 'Preferences', kind: 'json' },
] as const

function Preferences({ view, mayAct, onChange }: { view: ObjectView; mayAct: boolean; onChange(): void }) {
  const say = useSayField()
  const told = WISHES.flatMap(field => {
    const text = say(field, view.fields[field.name])
    return text === '' ? [] : [{ ...field, text }]
  })
  return (
    <section className={css.side} aria-label="Communication">
      <h2>Communication</h2>
      {told.length === 0 && <p className={css.empty}>No wishes recorded</p>}
      <dl className={css.wishes}>
        {told.map(({ name, label, text }) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {mayAct && (
        <button type="button" className={button.button} onClick={onChange}>
          Change
        </button>
      )}
    </section>
  )
}
