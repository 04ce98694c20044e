import { LogError } from '@daybook/client/read'
import { useState } from 'react'
import { ask } from '../ask.ts'
import { Actions } from '../door/actions.tsx'
import css from '../door/actions.module.css'
import { DoorFrame } from '../door/door-frame.tsx'
import { FormMessage } from '../door/form-message.tsx'
import { PasswordField } from '../door/password-field.tsx'
import { useForm } from '../door/use-form.ts'

/** Sets a new password by a link, whose secret stands behind the # and so is in no server's log. */
export function NewPasswordPage() {
  const [token] = useState(() => location.hash.slice(1))
  const [state, setState] = useState<'open' | 'done' | 'ended'>(token === '' ? 'ended' : 'open')
  const [email, setEmail] = useState('')
  const door = useForm(async ({ newPassword }) => {
    try {
      const answer = await ask<{ email: string }>('POST', '/api/auth/reset-password', {
        body: { token, newPassword },
      })
      setEmail(answer.email)
      setState('done')
    } catch (error) {
      if (!(error instanceof LogError) || error.code !== 'link_ended') throw error
      setState('ended')
    }
  })
  if (state === 'ended') {
    return (
      <DoorFrame title="This link no longer works">
        <p role="status">
          A link for a new password works once and for a limited time. Ask for a new one where this one came
          from.
        </p>
        <a className={`${css.secondary} ${css.plain}`} href="/sign-in">
          To the sign-in
        </a>
      </DoorFrame>
    )
  }
  if (state === 'done') {
    return (
      <DoorFrame title="Your password is set">
        <p role="status">
          Sign in as {email} with the new one. Wherever you were signed in, you no longer are.
        </p>
        <a className={`${css.primary} ${css.plain}`} href="/sign-in">
          Sign in
        </a>
      </DoorFrame>
    )
  }
  return (
    <DoorFrame title="Set a new password">
      <form {...door.form}>
        <FormMessage of={door} />
        <PasswordField of={door} name="newPassword" label="New password" fresh first />
        <Actions label="Set the password" working="Setting it …" pending={door.pending} />
      </form>
    </DoorFrame>
  )
}
