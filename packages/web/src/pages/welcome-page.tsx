import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ask } from '../ask.ts'
import { Actions } from '../door/actions.tsx'
import { DoorFrame } from '../door/door-frame.tsx'
import { Field } from '../door/field.tsx'
import { FormMessage } from '../door/form-message.tsx'
import { PasswordField } from '../door/password-field.tsx'
import { useForm } from '../door/use-form.ts'
import { ZoneField } from '../door/zone-field.tsx'
import { Failure } from '../parts/failure.tsx'
import { queries } from '../queries.ts'
import { isSignedOut, rememberWorkspace, sessionQuery } from '../session.ts'
import { WelcomeNext } from './welcome-next.tsx'

/** The first run: who the owner is, the first workspace, and how its log begins to fill. */
export function WelcomePage() {
  const session = useQuery(sessionQuery)
  const [done, setDone] = useState(false)
  if (session.error && !isSignedOut(session.error))
    return <Failure page error={session.error} what="Your account could not be read" />
  if (!session.data) return null
  if (done || !session.data.setUp) return <WelcomeNext />
  return (
    <OwnerForm
      first={session.data.workspaces.every(one => one.demo)}
      later={session.data.workspaces.length > 0}
      onDone={() => setDone(true)}
    />
  )
}

interface FormProps {
  /** There is no workspace yet in which the business keeps its record. */
  readonly first: boolean
  /** There is something to look at meanwhile. */
  readonly later: boolean
  onDone(): void
}

function OwnerForm({ first, later, onDone }: FormProps) {
  const locale = useRef(navigator.language)
  const door = useForm(async values => {
    await ask('POST', '/api/auth/set-up', {
      body: { ...values, ...(first && { locale: localeOf(locale.current) }) },
    })
    const session = await queries.fetchQuery({ ...sessionQuery, staleTime: 0 })
    const own = session.workspaces.find(one => !one.demo)
    if (own !== undefined) rememberWorkspace(own.id)
    onDone()
  })
  const foot = later && (
    <p>
      <a href="/clients">Later</a>, and until then sign in by a link.
    </p>
  )
  return (
    <DoorFrame
      title="Welcome to Daybook"
      lead="You are the owner. Say who you are, so that the record can name you."
      foot={foot}
    >
      <form {...door.form}>
        <FormMessage of={door} />
        <Field of={door} label="Your name" name="name" autoComplete="name" required first />
        <Field
          of={door}
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          hint="You sign in with it. Daybook sends nothing to it unless you ask."
          required
        />
        <PasswordField of={door} fresh />
        {first && (
          <>
            <Field
              of={door}
              label="Name of the business"
              name="workspace"
              autoComplete="organization"
              required
            />
            <ZoneField />
          </>
        )}
        <Actions label="Begin" working="Setting up …" pending={door.pending} />
      </form>
    </DoorFrame>
  )
}

/** The nearest of the languages that Daybook speaks. */
function localeOf(language: string): string {
  const known = ['en', 'de', 'pt-PT', 'es']
  return known.find(one => one.slice(0, 2) === language.slice(0, 2).toLowerCase()) ?? 'en'
}
