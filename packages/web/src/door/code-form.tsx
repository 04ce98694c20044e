import { useState } from 'react'
import { ask } from '../ask.ts'
import { Actions } from './actions.tsx'
import css from './actions.module.css'
import { Field } from './field.tsx'
import { FormMessage } from './form-message.tsx'
import { useForm } from './use-form.ts'

interface Props {
  onDone(): void
  /** Where there is a step before this one. */
  onBack?(): void
  readonly backLabel?: string
}

/** Asks for a code of the authenticator, or a backup code instead. */
export function CodeForm({ onDone, onBack, backLabel = 'Start again' }: Props) {
  const [backup, setBackup] = useState(false)
  const door = useForm(async ({ code }) => {
    const path = backup ? 'verify-backup-code' : 'verify-totp'
    await ask('POST', `/api/auth/two-factor/${path}`, { body: { code } })
    onDone()
  })
  return (
    <form {...door.form}>
      <FormMessage of={door} />
      <Field
        of={door}
        answers
        // A new field, because what was typed is for the other one.
        key={String(backup)}
        label={backup ? 'Backup code' : 'Code'}
        name="code"
        hint={
          backup
            ? 'One of the codes that you kept when you set this up. Each works once.'
            : 'The six digits that your authenticator app shows for Daybook.'
        }
        autoComplete="one-time-code"
        inputMode={backup ? 'text' : 'numeric'}
        spellCheck={false}
        autoCapitalize="none"
        required
        first
      />
      <Actions label="Continue" working="Checking …" pending={door.pending}>
        <div className={css.links}>
          <button type="button" className={css.quiet} onClick={() => setBackup(!backup)}>
            {backup ? 'Use the app' : 'Use a backup code'}
          </button>
          {onBack && (
            <button type="button" className={css.quiet} onClick={onBack}>
              {backLabel}
            </button>
          )}
        </div>
      </Actions>
    </form>
  )
}
