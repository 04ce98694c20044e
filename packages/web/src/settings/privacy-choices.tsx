import type { PrivacySettingsView, SettingsView } from '@daybook/protocol'
import { useClientWord } from '../client-word.ts'
import { Field } from '../door/field.tsx'
import { FormMessage } from '../door/form-message.tsx'
import { useForm } from '../door/use-form.ts'
import act from '../parts/act.module.css'
import { queries } from '../queries.ts'
import { useRights } from '../session.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import { Choices } from './choices.tsx'
import { Part } from './part.tsx'
import { sayRefusal } from './say-refusal.ts'
import css from './settings.module.css'
import { useSettings } from './use-settings.ts'

/** The days of grace, and what a client's own wish does. */
export function PrivacyChoices() {
  const { privacy } = useSettings().data!
  const { daybook, workspace } = useWorkspace()
  const word = useClientWord()
  const announce = useAnnounce()
  const mayChange = useRights().has('settings')
  const queryKey = ['settings', workspace.id]

  async function put(body: Partial<PrivacySettingsView>): Promise<void> {
    const privacy = await daybook.request<PrivacySettingsView>('PUT', '/v1/settings/privacy', {
      body,
      repeatable: true,
    })
    queries.setQueryData<SettingsView>(queryKey, before => before && { ...before, privacy })
    announce('Saved')
  }
  const door = useForm(({ graceDays }) => put({ graceDays: Number(graceDays) }))
  return (
    <>
      <Part
        title="Days of grace"
        about={`A deleted ${word.one} is hidden at once and erased at the end of these days. Until then it can be taken back.`}
      >
        <form {...door.form} className={css.form}>
          <FormMessage of={door} />
          <fieldset className={css.choices} disabled={!mayChange}>
            <Field
              of={door}
              label="Days"
              name="graceDays"
              type="number"
              inputMode="numeric"
              min={0}
              max={365}
              defaultValue={privacy.graceDays}
              hint="0 to 365. Days that run already keep their end."
              required
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
      </Part>
      <Part
        title={`When a ${word.one} asks to be erased`}
        about={`In their portal, or by your own software. What staff write down for them always waits for a decision.`}
      >
        <Choices
          legend="Their own request"
          value={privacy.onRequest}
          disabled={!mayChange}
          options={[
            [
              'ask',
              'Waits for a decision',
              'Owner, admin or manager decide; in many countries within a month.',
            ],
            ['erase', 'Erases at once', 'Person and facts: only when and which acts stays.'],
            ['anonymise', 'Anonymises at once', 'The person goes; bookings and amounts stay.'],
          ]}
          onChoose={onRequest => void put({ onRequest }).catch(error => announce(sayRefusal(error)))}
        />
      </Part>
    </>
  )
}
