import { useEffect, useRef, useState } from 'react'
import { ask } from '../ask.ts'
import { Actions } from '../door/actions.tsx'
import css from '../door/actions.module.css'
import { Field } from '../door/field.tsx'
import { FormMessage } from '../door/form-message.tsx'
import { PasswordField } from '../door/password-field.tsx'
import { useForm } from '../door/use-form.ts'
import { BackupCodes } from './backup-codes.tsx'
import { QrCode } from './qr-code.tsx'
import look from './set-up-two-factor.module.css'

/** What an authenticator needs, and the codes for when it is lost. */
interface Begun {
  readonly uri: string
  readonly secret: string
  readonly backupCodes: readonly string[]
}

interface Props {
  /** False for somebody who signs in through a provider and has no password to confirm with. */
  readonly password: boolean
  onDone(): void
  onCancel?(): void
}

/** Three steps: the password, the authenticator with its first code, the backup codes. Nothing is on before the code. */
export function SetUpTwoFactor({ password, onDone, onCancel }: Props) {
  const [begun, setBegun] = useState<Begun>()
  const [active, setActive] = useState(false)
  if (begun === undefined) return <Confirm password={password} onBegun={setBegun} onCancel={onCancel} />
  if (!active) return <Scan begun={begun} onActive={() => setActive(true)} onCancel={onCancel} />
  return (
    <Step title="Keep these codes" step={3}>
      <BackupCodes codes={begun.backupCodes} onDone={onDone} />
    </Step>
  )
}

/** A step's heading takes the focus, so that a screen reader goes on with it. */
function Step({ title, step, children }: { title: string; step: number; children: React.ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (step > 1) heading.current?.focus()
  }, [step])
  return (
    <section>
      <p className={look.count}>Step {step} of 3</p>
      <h2 ref={heading} tabIndex={-1} className={look.title}>
        {title}
      </h2>
      {children}
    </section>
  )
}

interface ConfirmProps extends Pick<Props, 'password' | 'onCancel'> {
  onBegun(begun: Begun): void
}

function Confirm({ password, onBegun, onCancel }: ConfirmProps) {
  const door = useForm(async values => {
    onBegun(
      await ask<Begun>('POST', '/api/auth/two-factor/enable', {
        body: password ? { password: values.password } : {},
      }),
    )
  })
  return (
    <Step title={password ? 'Confirm your password' : 'Set up an authenticator'} step={1}>
      <form {...door.form}>
        <FormMessage of={door} />
        {password ? <PasswordField of={door} first /> : <p>You need an authenticator app on your phone.</p>}
        <Actions label="Continue" working="Checking …" pending={door.pending}>
          <Cancel onCancel={onCancel} />
        </Actions>
      </form>
    </Step>
  )
}

interface ScanProps extends Pick<Props, 'onCancel'> {
  readonly begun: Begun
  onActive(): void
}

function Scan({ begun, onActive, onCancel }: ScanProps) {
  const door = useForm(async ({ code }) => {
    await ask('POST', '/api/auth/two-factor/verify-totp', { body: { code } })
    onActive()
  })
  return (
    <Step title="Scan this with your authenticator app" step={2}>
      <div className={look.secret}>
        <QrCode text={begun.uri} label="QR code with the secret for your authenticator app" />
        <div>
          <p>Or type this secret into the app:</p>
          <code className={look.text}>{begun.secret.replaceAll(/.{4}(?=.)/g, '$& ')}</code>
        </div>
      </div>
      <form {...door.form}>
        <FormMessage of={door} />
        <Field
          of={door}
          answers
          label="Code"
          name="code"
          hint="The six digits that the app shows now. Two-factor sign-in is on from then."
          autoComplete="one-time-code"
          inputMode="numeric"
          spellCheck={false}
          required
        />
        <Actions label="Turn it on" working="Checking …" pending={door.pending}>
          <Cancel onCancel={onCancel} />
        </Actions>
      </form>
    </Step>
  )
}

function Cancel({ onCancel }: Pick<Props, 'onCancel'>) {
  return (
    onCancel && (
      <button type="button" className={css.quiet} onClick={onCancel}>
        Cancel
      </button>
    )
  )
}
