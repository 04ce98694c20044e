import { PasswordSection } from '../account/password-section.tsx'
import css from '../account/section.module.css'
import { SessionsSection } from '../account/sessions-section.tsx'
import { TwoFactorSection } from '../account/two-factor-section.tsx'
import { useWorkspace } from '../workspace.tsx'
import head from './client-page.module.css'

/** One's own account: who one is here, where one is signed in, password and second factor. */
export function AccountPage() {
  const { session, workspace } = useWorkspace()
  const { member } = session
  return (
    <>
      <title>Your account · Daybook</title>
      <header className={head.header}>
        <h1 className={head.name}>Your account</h1>
        <p className={head.meta}>
          <span>{member.name}</span>
          <span>{member.email}</span>
          <span>
            {workspace.role} of {workspace.name}
          </span>
        </p>
      </header>
      <SessionsSection />
      <TwoFactorSection />
      {member.password ? (
        <PasswordSection email={member.email} />
      ) : session.setUp ? (
        <section className={css.section} aria-labelledby="first-title">
          <div className={css.about}>
            <h2 id="first-title">Name and password</h2>
            <p>
              You came in by a link. <a href="/welcome">Say who you are</a> to sign in by password from now
              on.
            </p>
          </div>
        </section>
      ) : null}
    </>
  )
}
