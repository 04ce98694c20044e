import { Field } from '../door/field.tsx'
import { FormMessage } from '../door/form-message.tsx'
import { useForm } from '../door/use-form.ts'
import { ZoneField } from '../door/zone-field.tsx'
import act from '../parts/act.module.css'
import { ChoiceField } from '../parts/choice-field.tsx'
import { useRights } from '../session.ts'
import { ClosingPart } from './closing-part.tsx'
import { Part } from './part.tsx'
import css from './settings.module.css'
import { type SettingsChange, useChangeSettings, useSettings } from './use-settings.ts'

const LANGUAGES = [
  ['en', 'English'],
  ['de', 'Deutsch'],
  ['pt-PT', 'Português (Portugal)'],
  ['es', 'Español'],
] as const

const CLIENT_WORDS = [
  ['client', 'Clients'],
  ['patient', 'Patients'],
  ['guest', 'Guests'],
  ['customer', 'Customers'],
] as const

/** Name, zone, language, the word for clients; and the end of it all. */
export function GeneralSection() {
  const settings = useSettings().data!
  const change = useChangeSettings()
  const rights = useRights()
  const mayChange = rights.has('settings')
  const door = useForm(values => {
    const given = Object.entries(values).filter(
      ([name, value]) => settings[name as keyof typeof settings] !== value.trim(),
    )
    return given.length === 0
      ? Promise.resolve()
      : change.mutateAsync(Object.fromEntries(given) as SettingsChange)
  })
  return (
    <>
      <Part title="Workspace" about="What it is called, and the days it goes by. Every change is in the log.">
        <form {...door.form} className={css.form}>
          <FormMessage of={door} />
          <fieldset className={css.choices} disabled={!mayChange}>
            <Field of={door} label="Name" name="name" defaultValue={settings.name} maxLength={200} required />
            <ZoneField
              value={settings.timeZone}
              hint="Days begin and end by it, in lists, filters and exports; what is there already is shown by the new one at once."
            />
            <ChoiceField
              label="Language"
              name="locale"
              defaultValue={settings.locale}
              options={LANGUAGES}
              hint="Of the sentences of entries, in the app, exports and letters."
            />
            <ChoiceField
              label="People are called"
              name="clientWord"
              defaultValue={settings.clientWord}
              options={CLIENT_WORDS}
            />
          </fieldset>
          {mayChange && (
            <div className={css.acts}>
              <button type="submit" className={act.primary} aria-disabled={door.pending}>
                {door.pending ? 'Saving …' : 'Save'}
              </button>
            </div>
          )}
        </form>
        {settings.countingDays && (
          <p className={css.note}>
            Days are being counted by the new zone. Until that is done, counts are right but take longer.
          </p>
        )}
      </Part>
      {rights.has('close') && <ClosingPart settings={settings} />}
    </>
  )
}
