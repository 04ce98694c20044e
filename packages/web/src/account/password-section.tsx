import { useState } from 'react'
import { ask } from '../ask.ts'
import { Field } from '../door/field.tsx'
import { FormMessage } from '../door/form-message.tsx'
import { PASSWORD_HINT } from '../door/password-hint.ts'
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
        <Field
          label="Current password"
          name="currentPassword"
          type="password"
          autoComplete="current-password"
          required
          error={door.errorOf('currentPassword')}
          about={door.about}
          wrong={door.wrong}
        />
        <Field
          label="New password"
          name="newPassword"
          type="password"
          autoComplete="new-password"
          hint={PASSWORD_HINT}
          required
          error={door.errorOf('newPassword')}
        />
        <button type="submit" className={`${button.button} ${css.act}`} aria-disabled={door.pending}>
          {door.pending ? 'Changing …' : 'Change the password'}
        </button>
      </form>
    </section>
  )
}
