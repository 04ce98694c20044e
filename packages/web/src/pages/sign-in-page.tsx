import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../ask.ts'
import { Actions } from '../door/actions.tsx'
import actions from '../door/actions.module.css'
import { CodeForm } from '../door/code-form.tsx'
import { DoorFrame } from '../door/door-frame.tsx'
import { Field } from '../door/field.tsx'
import { FormMessage } from '../door/form-message.tsx'
import { PasswordField } from '../door/password-field.tsx'
import { useForm } from '../door/use-form.ts'
import { wayBack } from '../way-back.ts'

/** Which ways in there are. */
interface WaysIn {
  readonly provider: string | null
  readonly mail: boolean
}

const PROBLEMS: Readonly<Record<string, string>> = {
  provider: 'The sign-in there was not finished. Try again.',
  unknown:
    'Nobody here is known by that sign-in. If you have a password for Daybook, use it; otherwise ask an owner or admin to invite you by the same e-mail address.',
}

/** Password, then a second factor where there is one; or a provider. */
export function SignInPage() {
  const query = new URLSearchParams(location.search)
  const [asked, setAsked] = useState(query.has('code'))
  const done = () => location.assign(wayBack())
  if (asked) {
    return (
      <DoorFrame title="Enter your code">
        <CodeForm onDone={done} onBack={() => setAsked(false)} />
      </DoorFrame>
    )
  }
  return (
    <PasswordStep
      problem={PROBLEMS[query.get('problem') ?? '']}
      onCode={() => setAsked(true)}
      onDone={done}
    />
  )
}

interface StepProps {
  readonly problem: string | undefined
  onCode(): void
  onDone(): void
}

function PasswordStep({ problem, onCode, onDone }: StepProps) {
  const ways = useQuery({
    queryKey: ['ways-in'],
    queryFn: ({ signal }) => ask<WaysIn>('GET', '/api/auth/ways-in', { signal }),
  })
  const door = useForm(async ({ email, password }) => {
    const answer = await ask<{ twoFactorRedirect?: boolean }>('POST', '/api/auth/sign-in/email', {
      body: { email, password },
    })
    if (answer.twoFactorRedirect) onCode()
    else onDone()
  })
  return (
    <DoorFrame title="Sign in" foot={<Forgotten mail={ways.data?.mail} />}>
      <form {...door.form}>
        {problem !== undefined && door.message === undefined && <ProviderProblem text={problem} />}
        <FormMessage of={door} />
        <Field of={door} label="E-mail" name="email" type="email" autoComplete="username" required first />
        <PasswordField of={door} />
        <Actions label="Sign in" working="Signing in …" pending={door.pending} />
      </form>
      {ways.data?.provider && <ProviderButton name={ways.data.provider} />}
    </DoorFrame>
  )
}

function ProviderProblem({ text }: { text: string }) {
  return <FormMessage of={{ message: text, messageId: 'provider-problem', wait: undefined }} />
}

function ProviderButton({ name }: { name: string }) {
  const door = useForm(async () => {
    const { url } = await ask<{ url: string }>('POST', '/api/auth/sign-in/oidc')
    location.assign(url)
  })
  return (
    <form {...door.form}>
      <div className={actions.actions}>
        <span className={actions.or}>or</span>
        <button type="submit" className={actions.secondary} aria-disabled={door.pending}>
          Continue with {name}
        </button>
      </div>
      <FormMessage of={door} />
    </form>
  )
}

function Forgotten({ mail }: { mail: boolean | undefined }) {
  return mail ? (
    <p>
      <a href="/forgotten-password">Forgotten your password?</a>
    </p>
  ) : (
    <p>
      Forgotten your password? An owner or admin of your workspace can give you a link for a new one. The
      owner runs <code>npx daybook sign-in-link</code> where Daybook is installed.
    </p>
  )
}
