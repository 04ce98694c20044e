import { LogError } from '@daybook/client/read'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../ask.ts'
import { Actions } from '../door/actions.tsx'
import css from '../door/actions.module.css'
import { DoorFrame } from '../door/door-frame.tsx'
import { Field } from '../door/field.tsx'
import { FormMessage } from '../door/form-message.tsx'
import { PasswordField } from '../door/password-field.tsx'
import { useForm } from '../door/use-form.ts'
import { Failure } from '../parts/failure.tsx'
import { signOut } from '../session.ts'
import { comeBackTo } from '../way-back.ts'

interface Invitation {
  readonly workspace: string
  readonly invitedBy: string
  readonly email: string
  readonly name: string
  readonly role: string
  readonly hasAccount: boolean
  readonly signedInAs?: string
}

/** Joins a workspace by a link, whose secret stands behind the # and so is in no server's log. */
export function InvitationPage() {
  const [token] = useState(() => location.hash.slice(1))
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => ask<Invitation>('POST', '/api/auth/invitation', { body: { token }, signal }),
  })
  const { data, error } = invitation
  if (error instanceof LogError && error.code === 'link_ended') return <Ended />
  if (error) {
    return (
      <main>
        <Failure
          page
          error={error}
          what="The invitation could not be opened"
          onRetry={() => void invitation.refetch()}
        />
      </main>
    )
  }
  if (!data) return null
  const lead = (
    <>
      {data.invitedBy} invites you to work here as{' '}
      {data.role === 'admin' || data.role === 'owner' || data.role === 'auditor' ? 'an' : 'a'}{' '}
      <strong>{ROLES[data.role] ?? data.role}</strong>.
    </>
  )
  return (
    <DoorFrame title={`Join ${data.workspace}`} lead={lead}>
      {data.signedInAs === data.email ? (
        <JoinAsOneself token={token} email={data.email} />
      ) : data.signedInAs !== undefined || data.hasAccount ? (
        <SignInFirst invitation={data} />
      ) : (
        <JoinAsSomebodyNew token={token} invitation={data} />
      )}
    </DoorFrame>
  )
}

/** As they are said after "a" or "an". */
const ROLES: Readonly<Record<string, string>> = { staff: 'member of the staff' }

function Ended() {
  return (
    <DoorFrame title="This invitation no longer works">
      <p>It works once, for seven days. Ask whoever invited you for a new one.</p>
      <a className={`${css.secondary} ${css.plain}`} href="/sign-in">
        To the sign-in
      </a>
    </DoorFrame>
  )
}

function JoinAsSomebodyNew({ token, invitation }: { token: string; invitation: Invitation }) {
  const door = useForm(async ({ name, password }) => {
    await ask('POST', '/api/auth/accept-invitation', { body: { token, name, password } })
    location.assign('/')
  })
  return (
    <form {...door.form}>
      <FormMessage of={door} />
      <Field
        of={door}
        label="Your name"
        name="name"
        defaultValue={invitation.name}
        autoComplete="name"
        hint="It stands beside everything you do here."
        required
      />
      <Field
        label="E-mail"
        name="email"
        type="email"
        value={invitation.email}
        readOnly
        autoComplete="username"
        hint="You sign in with it."
      />
      <PasswordField of={door} fresh />
      <Actions label="Join" working="Joining …" pending={door.pending} />
    </form>
  )
}

function JoinAsOneself({ token, email }: { token: string; email: string }) {
  const door = useForm(async () => {
    await ask('POST', '/api/auth/accept-invitation', { body: { token } })
    location.assign('/')
  })
  return (
    <form {...door.form}>
      <FormMessage of={door} />
      <p className={css.plain}>You are signed in as {email}.</p>
      <Actions label="Join" working="Joining …" pending={door.pending} />
    </form>
  )
}

function SignInFirst({ invitation }: { invitation: Invitation }) {
  const other = invitation.signedInAs
  const signIn = async () => {
    if (other !== undefined && !(await signOut())) return
    comeBackTo(`/invitation${location.hash}`)
    location.assign('/sign-in')
  }
  return (
    <>
      <p className={css.plain}>
        {other === undefined
          ? `There is an account for ${invitation.email} already. Sign in with it to join.`
          : `You are signed in as ${other}. The invitation is for ${invitation.email}.`}
      </p>
      <div className={css.actions}>
        <button type="button" className={css.primary} onClick={() => void signIn()}>
          {other === undefined ? 'Sign in' : `Sign in as ${invitation.email}`}
        </button>
      </div>
    </>
  )
}
