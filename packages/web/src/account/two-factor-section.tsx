import { useState } from 'react'
import { ask } from '../ask.ts'
import { FormMessage } from '../door/form-message.tsx'
import { PasswordField } from '../door/password-field.tsx'
import { useForm } from '../door/use-form.ts'
import button from '../parts/button.module.css'
import { Glyph } from '../parts/glyph.tsx'
import { queries } from '../queries.ts'
import { sessionQuery } from '../session.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import { BackupCodes } from './backup-codes.tsx'
import css from './section.module.css'
import { SetUpTwoFactor } from './set-up-two-factor.tsx'

type Doing = 'nothing' | 'on' | 'off' | 'codes'

const SHIELD = 'M8 1.8 13 3.6v4c0 3.2-2 5.5-5 6.6-3-1.1-5-3.4-5-6.6v-4z'

/** Two-factor sign-in: whether it is on, and switching it. */
export function TwoFactorSection() {
  const { member } = useWorkspace().session
  const announce = useAnnounce()
  const [doing, setDoing] = useState<Doing>('nothing')
  const back = () => setDoing('nothing')
  const done = (text: string) => {
    back()
    announce(text)
    // Read again without leaving the page: the rest of it depends on it.
    void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
    void queries.invalidateQueries({ queryKey: ['sessions'] })
  }
  return (
    <section aria-labelledby="factor-title" className={css.section}>
      <div className={css.about}>
        <h2 id="factor-title">Two-factor sign-in</h2>
        <p>
          Besides the password, a code from an app on your phone. A stolen password alone opens nothing then.
        </p>
      </div>
      {doing === 'on' ? (
        <SetUpTwoFactor
          password={member.password}
          onCancel={back}
          onDone={() => done('Two-factor sign-in is on.')}
        />
      ) : doing === 'off' ? (
        <TurnOff
          password={member.password}
          onCancel={back}
          onDone={() => done('Two-factor sign-in is off.')}
        />
      ) : doing === 'codes' ? (
        <NewCodes
          password={member.password}
          onCancel={back}
          onDone={() => done('The old codes no longer work.')}
        />
      ) : (
        <State on={member.twoFactor} onChoose={setDoing} />
      )}
    </section>
  )
}

function State({ on, onChoose }: { on: boolean; onChoose(doing: Doing): void }) {
  return (
    <div>
      <p className={on ? css.state : `${css.state} ${css.off}`}>
        <Glyph d={on ? `${SHIELD}M5.7 7.9l1.7 1.7 3-3.2` : SHIELD} />
        {on ? 'It is on.' : 'It is off.'}
      </p>
      <div className={css.acts}>
        {on ? (
          <>
            <button type="button" className={button.button} onClick={() => onChoose('codes')}>
              New backup codes
            </button>
            <button type="button" className={button.button} onClick={() => onChoose('off')}>
              Turn it off
            </button>
          </>
        ) : (
          <button type="button" className={button.button} onClick={() => onChoose('on')}>
            Set it up
          </button>
        )}
      </div>
    </div>
  )
}

interface Props {
  readonly password: boolean
  onCancel(): void
  onDone(): void
}

function TurnOff({ password, onCancel, onDone }: Props) {
  return (
    <Confirmed
      password={password}
      label="Turn it off"
      onCancel={onCancel}
      send={async body => {
        await ask('POST', '/api/auth/two-factor/disable', { body })
        onDone()
      }}
    />
  )
}

function NewCodes({ password, onCancel, onDone }: Props) {
  const [codes, setCodes] = useState<readonly string[]>()
  if (codes !== undefined)
    return (
      <div>
        <BackupCodes codes={codes} onDone={onDone} />
      </div>
    )
  return (
    <Confirmed
      password={password}
      label="Make new codes"
      onCancel={onCancel}
      send={async body => {
        const path = '/api/auth/two-factor/generate-backup-codes'
        setCodes((await ask<{ backupCodes: string[] }>('POST', path, { body })).backupCodes)
      }}
    />
  )
}

interface ConfirmedProps {
  readonly password: boolean
  readonly label: string
  onCancel(): void
  send(body: { password?: string }): Promise<void>
}

/** Asks for the password, where there is one, before something about the second factor. */
function Confirmed({ password, label, onCancel, send }: ConfirmedProps) {
  const door = useForm(values => send(password ? { password: values.password } : {}))
  return (
    <form {...door.form} className={css.form}>
      <FormMessage of={door} />
      {password && <PasswordField of={door} first />}
      <div className={css.acts}>
        <button type="submit" className={button.button} aria-disabled={door.pending}>
          {door.pending ? 'Checking …' : label}
        </button>
        <button type="button" className={button.link} onClick={onCancel}>
          Cancel
        </button>
      </div>
    </form>
  )
}
