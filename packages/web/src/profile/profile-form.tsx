import type { ActField as Field, ActForm, ChangeSince, ObjectView } from '@daybook/protocol'
import { Fragment } from 'react'
import { ActField } from '../acting/act-field.tsx'
import form from '../acting/act-form.module.css'
import { ChangedSince } from '../acting/changed-since.tsx'
import { fieldName } from '../acting/read-form.ts'
import { type ActFormState, useActForm } from '../acting/use-act-form.ts'
import { FormMessage } from '../door/form-message.tsx'
import act from '../parts/act.module.css'
import button from '../parts/button.module.css'
import { useWorkspace } from '../workspace.tsx'
import { useSayField } from './field-value.tsx'
import css from './profile.module.css'
import { groupFields } from './profile-groups.ts'

interface Props {
  readonly view: ObjectView
  readonly update: ActForm
  onClose(): void
}

/**
 * The profile to be edited, whole. Only what was changed is written, and only on the version that was read: whoever comes
 * second sees what the first changed beside what they typed, and decides.
 */
export function ProfileForm({ view, update, onClose }: Props) {
  const state = useActForm({ type: 'client', form: update, object: view, onDone: onClose })
  const { door, refused, round, object } = state
  return (
    <form {...door.form} className={css.form} aria-label="Edit profile">
      <FormMessage of={door} />
      {refused.changes && object && <ChangedSince object={object} changes={refused.changes} />}
      <Fragment key={round}>
        {groupFields(update.fields).map(({ title, fields }) => (
          <fieldset key={title} className={css.formGroup}>
            <legend>{title}</legend>
            <div className={form.fields}>
              {fields.map(field => (
                <div key={field.name} className={isWide(field) ? form.wide : undefined}>
                  <FormField field={field} state={state} changes={refused.changes} />
                </div>
              ))}
            </div>
          </fieldset>
        ))}
      </Fragment>
      <ActField
        field={{ name: 'reason', label: 'Reason', kind: 'text', required: false }}
        name="reason"
        text=""
        of={door}
        timeZone=""
      />
      <div className={css.acts}>
        <button type="submit" className={act.primary} aria-disabled={door.pending}>
          {door.pending ? 'Saving …' : 'Save profile'}
        </button>
        <button type="button" className={button.button} onClick={onClose}>
          Cancel
        </button>
      </div>
    </form>
  )
}

const isWide = ({ kind, name }: Field): boolean =>
  kind === 'long_text' || kind === 'list' || name === 'name' || name === 'address'

interface FieldProps {
  readonly field: Field
  readonly state: ActFormState
  readonly changes: readonly ChangeSince[] | undefined
}

/** A field, and beneath it what somebody else has made of it meanwhile. */
function FormField({ field, state, changes }: FieldProps) {
  const { workspace } = useWorkspace()
  const say = useSayField()
  const change = changes?.findLast(one => one.field === field.name)
  return (
    <ActField
      field={field}
      name={fieldName(field.name)}
      text={state.textOf(field)}
      of={state.door}
      timeZone={workspace.timeZone}
      note={
        change &&
        !change.hidden && (
          <>
            {change.actor.name ?? 'Somebody else'} made it “{say(field, change.after) || 'nothing'}”
          </>
        )
      }
    />
  )
}
