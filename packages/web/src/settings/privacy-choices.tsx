import type { PrivacySettingsView, SettingsView } from '@daybook/protocol'
import { useClientWord } from '../client-word.ts'
import { queries } from '../queries.ts'
import { useRights } from '../session.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import { Choices } from './choices.tsx'
import { GraceForm } from './grace-form.tsx'
import { Part } from './part.tsx'
import { sayRefusal } from './say-refusal.ts'
import { useSettings } from './use-settings.ts'

/** The days of grace, and what a client's own wish does. */
export function PrivacyChoices() {
  const { privacy } = useSettings().data!
  const { daybook, workspace } = useWorkspace()
  const word = useClientWord()
  const announce = useAnnounce()
  const mayChange = useRights().has('settings')

  async function put(body: Partial<PrivacySettingsView>): Promise<void> {
    const saved = await daybook.request<PrivacySettingsView>('PUT', '/v1/settings/privacy', {
      body,
      repeatable: true,
    })
    queries.setQueryData<SettingsView>(
      ['settings', workspace.id],
      before => before && { ...before, privacy: saved },
    )
    announce('Saved')
  }
  return (
    <>
      <Part
        title="Days of grace"
        about={`A deleted ${word.one} is hidden at once and erased at the end of these days. Until then it can be taken back.`}
      >
        <GraceForm days={privacy.graceDays} mayChange={mayChange} onSave={graceDays => put({ graceDays })} />
      </Part>
      <Part
        title={`When a ${word.one} asks to be erased`}
        about="In their portal, or by your own software. What staff write down for them always waits for a decision."
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
