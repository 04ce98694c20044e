import { fieldLabel, findField, formatValue } from '@daybook/catalogue'
import type { ChangeSince, Json, ObjectView } from '@daybook/protocol'
import { languageOf } from '@daybook/timeline'
import { useInZone } from '../settings/use-in-zone.ts'
import { useWorkspace } from '../workspace.tsx'
import css from './act-form.module.css'

interface Props {
  readonly object: ObjectView
  readonly changes: readonly ChangeSince[]
}

/** What somebody else changed since the form was opened: nothing of it is lost, and nothing of what was typed either. */
export function ChangedSince({ object, changes }: Props) {
  const { workspace } = useWorkspace()
  const inZone = useInZone()
  const say = (field: string, value: Json | undefined): string =>
    formatValue(findField(object.type, field), value, {
      locale: languageOf(workspace.locale),
      timeZone: workspace.timeZone,
      currency: typeof object.fields['currency'] === 'string' ? object.fields['currency'] : undefined,
    })
  if (changes.length === 0) return null
  return (
    <section className={css.note} aria-label="Changed meanwhile">
      <h3>Changed meanwhile</h3>
      <ul>
        {changes.map(({ entry, field, label, before, after, hidden, occurredAt, actor }) => (
          <li key={`${entry} ${field}`}>
            {fieldLabel(object.type, field, languageOf(workspace.locale), label)}:{' '}
            {hidden ? (
              'changed (hidden)'
            ) : (
              <>
                {say(field, before) !== '' && <del>{say(field, before)}</del>}{' '}
                <span aria-hidden="true">→</span> {say(field, after) || 'nothing'}
              </>
            )}
            <small>
              {actor.name ?? actor.type}, {inZone.stamp(occurredAt)}
            </small>
          </li>
        ))}
      </ul>
      <p>What you typed is still here, and the rest is as it is now. Save again to keep yours.</p>
    </section>
  )
}
