import { Field } from '../door/field.tsx'
import { FormMessage } from '../door/form-message.tsx'
import { type FormDoor, useForm } from '../door/use-form.ts'
import act from '../parts/act.module.css'
import { ChoiceField } from '../parts/choice-field.tsx'
import css from './settings.module.css'
import { useChangeSettings, useSettings } from './use-settings.ts'

const STEPS = ['5', '10', '15', '20', '30', '60'].map(n => [n, `Every ${n} minutes`] as const)

/** The name in the address, and which times are offered. */
export function OnlineTimesForm({ disabled }: { disabled: boolean }) {
  const settings = useSettings().data!
  const change = useChangeSettings()
  const door = useForm(async values => {
    const { onlineSlug, ...numbers } = values
    const given = Object.entries(numbers).filter(
      ([name, value]) => settings[name as 'onlineStep'] !== Number(value),
    )
    const slug = onlineSlug?.trim()
    const named = slug && slug !== settings.onlineSlug ? { onlineSlug: slug } : {}
    const changed = { ...named, ...Object.fromEntries(given.map(([name, value]) => [name, Number(value)])) }
    if (Object.keys(changed).length > 0) await change.mutateAsync(changed)
  })
  return (
    <form {...door.form} className={css.form}>
      <FormMessage of={door} />
      <TimeFields door={door} disabled={disabled} />
      {!disabled && (
        <div className={css.acts}>
          <button type="submit" className={act.primary} aria-disabled={door.pending}>
            {door.pending ? 'Saving …' : 'Save'}
          </button>
        </div>
      )}
    </form>
  )
}

function TimeFields({ door, disabled }: { door: FormDoor; disabled: boolean }) {
  const settings = useSettings().data!
  return (
    <fieldset className={css.choices} disabled={disabled}>
      <Field
        of={door}
        label="Name in the address"
        name="onlineSlug"
        defaultValue={settings.onlineSlug}
        maxLength={60}
        spellCheck={false}
        autoComplete="off"
        hint="Small letters, digits and hyphens. Links to the pages change with it."
      />
      <Field
        of={door}
        label="Notice (hours)"
        name="onlineNoticeHours"
        type="number"
        min={0}
        defaultValue={settings.onlineNoticeHours}
        hint="Nobody books later than so long before."
        required
      />
      <Field
        of={door}
        label="Ahead (days)"
        name="onlineHorizonDays"
        type="number"
        min={1}
        max={366}
        defaultValue={settings.onlineHorizonDays}
        required
      />
      <ChoiceField
        label="Starts are offered"
        name="onlineStep"
        defaultValue={String(settings.onlineStep)}
        options={STEPS}
      />
    </fieldset>
  )
}
