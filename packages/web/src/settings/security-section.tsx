import type { SettingsView } from '@daybook/protocol'
import { useMutation } from '@tanstack/react-query'
import { useId } from 'react'
import { queries } from '../queries.ts'
import { sessionQuery, useRights } from '../session.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import { Part } from './part.tsx'
import { ROLES } from './roles.ts'
import css from './settings.module.css'
import { useSettings } from './use-settings.ts'

/** What is asked of the members' sign-in, and the way to one's own. */
export function SecuritySection() {
  const settings = useSettings().data!
  const { session, workspace } = useWorkspace()
  const disabled = !useRights().has('settings')
  const change = useChangeSecurity()
  const { twoFactor } = settings.security
  const put = (role: string, asked: boolean) =>
    change.mutate(asked ? [...twoFactor, role] : twoFactor.filter(one => one !== role))
  const id = useId()
  const own = ROLES.find(one => one.id === workspace.role)
  return (
    <>
      <Part
        title="Two-factor sign-in"
        about="Who must sign in with a code besides the password. Without it a member of such a role opens nothing but the page to set it up, from their next request on."
      >
        <div>
          <fieldset className={css.choices} disabled={disabled}>
            <legend>Required for</legend>
            {ROLES.map(role => (
              <div key={role.id} className={css.choice}>
                <input
                  id={`${id}-${role.id}`}
                  type="checkbox"
                  checked={twoFactor.includes(role.id)}
                  aria-describedby={`${id}-${role.id}-hint`}
                  onChange={event => put(role.id, event.target.checked)}
                />
                <label htmlFor={`${id}-${role.id}`}>{role.many}</label>
                <p id={`${id}-${role.id}-hint`}>{role.about}</p>
              </div>
            ))}
          </fieldset>
          {!session.member.twoFactor && (
            <p className={css.warn}>
              Yours is off{own && `, and you are ${own.a}`}: if you require it of your role, the next thing
              you see is its set-up.
            </p>
          )}
        </div>
      </Part>
      <Part
        title="Your own sign-in"
        about="Password, second factor, and where you are signed in are yours, in every workspace."
      >
        <p>
          <a href="/account">Your account</a>
        </p>
      </Part>
    </>
  )
}

function useChangeSecurity() {
  const { daybook, workspace } = useWorkspace()
  const announce = useAnnounce()
  const queryKey = ['settings', workspace.id]
  return useMutation({
    mutationFn: (twoFactor: readonly string[]) =>
      daybook.request('PUT', '/v1/settings/security', { body: { twoFactor }, repeatable: true }),
    onMutate(twoFactor) {
      const before = queries.getQueryData<SettingsView>(queryKey)
      if (before !== undefined)
        queries.setQueryData<SettingsView>(queryKey, { ...before, security: { twoFactor } })
    },
    onSuccess: () => announce('Saved'),
    onError: () => announce('That was not saved. Nothing has changed.'),
    async onSettled() {
      await queries.invalidateQueries({ queryKey })
      await queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
    },
  })
}
