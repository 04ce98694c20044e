import { useState } from 'react'
import { useClientWord } from '../client-word.ts'
import button from '../parts/button.module.css'
import { useInZone } from '../settings/use-in-zone.ts'
import { useWorkspace } from '../workspace.tsx'
import css from './profile-views-notice.module.css'

/** How long after the switch somebody who comes is still told, in ms. */
const TOLD_FOR = 90 * 86_400_000

/** Tells every member, until they have read it, that opening a client's page is recorded from now on, or no longer. */
export function ProfileViewsNotice() {
  const { workspace } = useWorkspace()
  const { profileViews, profileViewsSince: since = '' } = workspace
  const word = useClientWord()
  const inZone = useInZone()
  const name = `daybook.told.${workspace.id}`
  const [told, setTold] = useState(() => localStorage.getItem(name))
  if (told === since || Date.now() - Date.parse(since) > TOLD_FOR) return null
  return (
    <section className={css.notice} aria-label="Notice">
      <p>
        {profileViews ? (
          <>
            Since {inZone.stamp(since)} this workspace <strong>records profile views</strong>: when you open a{' '}
            {word.one}’s page, an entry says that you did, and when.
          </>
        ) : (
          <>
            Since {inZone.stamp(since)} this workspace <strong>no longer records profile views</strong>. What
            was recorded before stays.
          </>
        )}
      </p>
      <button
        type="button"
        className={button.button}
        onClick={() => {
          localStorage.setItem(name, since)
          setTold(since)
        }}
      >
        Understood
      </button>
    </section>
  )
}
