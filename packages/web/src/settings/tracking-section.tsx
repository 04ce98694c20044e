import { useClientWord } from '../client-word.ts'
import { useRights } from '../session.ts'
import { FieldPolicies } from './field-policies.tsx'
import { Part } from './part.tsx'
import { SwitchRow } from './switch-row.tsx'
import { type SettingsChange, useChangeSettings, useSettings } from './use-settings.ts'

/** What is recorded, and what is not. */
export function TrackingSection() {
  const settings = useSettings().data!
  const change = useChangeSettings()
  const word = useClientWord()
  const disabled = !useRights().has('settings')
  const put = (one: SettingsChange) => change.mutate(one)
  return (
    <>
      <Part
        title="Who looks at what"
        about="Acts are always recorded. Reading is, where you switch it on: each time is an entry of its own."
      >
        <div>
          <SwitchRow
            label="Record profile views"
            hint={`When a member opens a ${word.one}’s page, it is an entry. Your staff are told when you switch this.`}
            on={settings.profileViews}
            disabled={disabled}
            onSwitch={profileViews => put({ profileViews })}
          />
          <SwitchRow
            label="Record views of the log"
            hint="When a member reads the workspace’s activity. Exports are always recorded."
            on={settings.logViews}
            disabled={disabled}
            onSwitch={logViews => put({ logViews })}
          />
        </div>
      </Part>
      <Part
        title="Addresses"
        about="Where an act came from. What is recorded already stays, and goes with the person it is about."
      >
        <div>
          <SwitchRow
            label="Record IP addresses"
            hint="Without them a sign-in shows its device only, which is less to go by in a dispute."
            on={settings.recordIp}
            disabled={disabled}
            onSwitch={recordIp => put({ recordIp })}
          />
        </div>
      </Part>
      <Part
        wide
        title="Fields"
        about="How changes are kept from now on: with old and new value, as “changed (hidden)”, or not at all. What is in the log already stays as it was recorded."
      >
        <FieldPolicies
          fields={settings.fields}
          disabled={disabled}
          onChange={(name, tracking) => put({ fields: { [name]: tracking } })}
        />
      </Part>
    </>
  )
}
