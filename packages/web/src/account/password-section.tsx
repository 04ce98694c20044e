import { useState } from 'react'
import { ask } from '../ask.ts'
import { FormMessage } from '../door/form-message.tsx'
import { PasswordField } from '../door/password-field.tsx'
import { useForm } from '../door/use-form.ts'
import button from '../parts/button.module.css'
import { queries } from '../queries.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import css from './section.module.css'

/** Changing the password, which ends every other session. */
export function PasswordSection({ email }: { email: string }) {
  const announce = useAnnounce()
  const [round, setRound] = useState(0)
  const door = useForm(async ({ currentPassword, newPassword }) => {
    await ask('POST', '/api/auth/change-password', { body: { currentPassword, newPassword } })
    setRound(round + 1)
    announce('The password is changed. You are signed out everywhere else.')
    await queries.invalidateQueries({ queryKey: ['sessions'] })
  })
  return (
    <section aria-labelledby="password-title" className={css.section}>
      <div className={css.about}>
        <h2 id="password-title">Password</h2>
        <p>Changing it signs you out everywhere else.</p>
      </div>
      <form {...door.form} key={round} className={css.form}>
        <FormMessage of={door} />
        {/* For password managers, which otherwise do not know whose password this is. */}
        <input type="email" name="username" autoComplete="username" defaultValue={email} hidden />
        <PasswordField of={door} name="currentPassword" label="Current password" />
        <PasswordField of={door} name="newPassword" label="New password" fresh />
        <button type="submit" className={`${button.button} ${css.act}`} aria-disabled={door.pending}>
          {door.pending ? 'Changing …' : 'Change the password'}
        </button>
      </form>
    </section>
  )
}
