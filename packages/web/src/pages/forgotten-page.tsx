import { useState } from 'react'
import { ask } from '../ask.ts'
import { Actions } from '../door/actions.tsx'
import { DoorFrame } from '../door/door-frame.tsx'
import { Field } from '../door/field.tsx'
import { FormMessage } from '../door/form-message.tsx'
import { useForm } from '../door/use-form.ts'

/** Has a link for a new password mailed. What it answers is the same for every address. */
export function ForgottenPage() {
  const [asked, setAsked] = useState<string>()
  const door = useForm(async ({ email }) => {
    await ask('POST', '/api/auth/request-password-reset', { body: { email } })
    setAsked(email)
  })
  const back = (
    <p>
      <a href="/sign-in">Back to the sign-in</a>
    </p>
  )
  if (asked !== undefined) {
    return (
      <DoorFrame title="Look into your mail" foot={back}>
        <p role="status">
          If somebody signs in here as {asked}, a link for a new password is on its way. It works for an hour.
        </p>
      </DoorFrame>
    )
  }
  return (
    <DoorFrame title="A new password" lead="We mail you a link with which you set it." foot={back}>
      <form {...door.form}>
        <FormMessage of={door} />
        <Field
          of={door}
          answers
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          required
          first
        />
        <Actions label="Mail me a link" working="Sending …" pending={door.pending} />
      </form>
    </DoorFrame>
  )
}
