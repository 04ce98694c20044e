import { lazy, Suspense, useState } from 'react'
import { useClientWord } from '../client-word.ts'
import button from '../parts/button.module.css'
import { useRights } from '../session.ts'
import css from './profile.module.css'

const BeginDialog = lazy(async () => ({ default: (await import('../acting/begin-dialog.tsx')).BeginDialog }))

/** The ways in which clients come to be: one by one, or a list at once. Nothing for who may not act. */
export function NewClients() {
  const word = useClientWord()
  const rights = useRights()
  const [open, setOpen] = useState(false)
  if (!rights.has('act')) return null
  return (
    <div className={css.row3}>
      <button type="button" className={button.button} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        New {word.one}
      </button>
      <a className={button.button} href="/clients/import">
        Import
      </a>
      {open && (
        <Suspense>
          <BeginDialog
            type="client"
            act="create"
            title={`New ${word.one}`}
            onClose={() => setOpen(false)}
            onDone={({ object }) => object && location.assign(`/clients/${object.ref}/profile`)}
          />
        </Suspense>
      )}
    </div>
  )
}
