import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { SetUpTwoFactor } from '../account/set-up-two-factor.tsx'
import css from '../door/actions.module.css'
import { DoorFrame } from '../door/door-frame.tsx'
import { Failure } from '../parts/failure.tsx'
import { chosenWorkspace, isSignedOut, sessionQuery, signOut } from '../session.ts'
import { wayBack } from '../way-back.ts'

/** All that a member reaches whose role is asked for two-factor sign-in and who has not set it up. */
export function TwoFactorPage() {
  const session = useQuery(sessionQuery)
  const [stays, setStays] = useState(false)
  if (session.error && !isSignedOut(session.error))
    return <Failure page error={session.error} what="Your account could not be read" />
  if (!session.data) return null
  const { member } = session.data
  const workspace = chosenWorkspace(session.data)
  const lead = `${workspace?.name ?? 'Your workspace'} asks for it. Until it is set up, nothing else opens.`
  const foot = (
    <p>
      {member.name}, {member.email}.{' '}
      <button type="button" className={css.quiet} onClick={() => void signOut().then(out => setStays(!out))}>
        Sign out
      </button>
      {stays && <span role="alert"> Signing out did not work. Try again.</span>}
    </p>
  )
  return (
    <DoorFrame title="Set up two-factor sign-in" lead={lead} foot={foot}>
      <div className={css.plain}>
        <SetUpTwoFactor password={member.password} onDone={() => location.assign(wayBack())} />
      </div>
    </DoorFrame>
  )
}
