import { localDay } from '@daybook/timeline'
import { lazy, Suspense, useState } from 'react'
import { instantOf } from '../acting/local-time.ts'
import act from '../parts/act.module.css'
import { useRights } from '../session.ts'
import { useWorkspace } from '../workspace.tsx'

const BeginDialog = lazy(async () => ({ default: (await import('../acting/begin-dialog.tsx')).BeginDialog }))

interface Props {
  /** The day that is looked at: the form begins there, where it is not over. */
  readonly day?: string
  readonly member?: string
  readonly service?: string | undefined
  readonly client?: { readonly id: string; readonly name?: string }
}

/** Books, for somebody who is known or new. Nothing for who may not act. */
export function NewBooking({ day, member, service, client }: Props) {
  const { workspace } = useWorkspace()
  const rights = useRights()
  const [open, setOpen] = useState(false)
  if (!rights.has('act')) return null
  const today = localDay(Date.now(), workspace.timeZone)
  const fields = {
    ...(day !== undefined && day > today && { startsAt: instantOf(`${day}T09:00`, workspace.timeZone)! }),
    ...(member && { member }),
    ...(service && { service }),
  }
  return (
    <>
      <button type="button" className={act.primary} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        New booking
      </button>
      {open && (
        <Suspense>
          <BeginDialog
            type="booking"
            act="book"
            title="New booking"
            given={{ fields, ...(client && { client }) }}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  )
}
