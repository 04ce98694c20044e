import type { ObjectView } from '@daybook/protocol'
import { useState } from 'react'
import { BeginDialog } from '../acting/begin-dialog.tsx'
import button from '../parts/button.module.css'
import { useRights } from '../session.ts'

interface Props {
  /** What is paid: a session, an invoice, or a fee. */
  readonly object: ObjectView
  /** What is open, in the smallest unit. */
  readonly amount: number | undefined
}

/** Records what was paid: the form begins with all that is open. */
export function AddPayment({ object, amount }: Props) {
  const [open, setOpen] = useState(false)
  if (!useRights().has('act')) return null
  const [client] = object.clients
  const { booking, currency } = object.fields
  const of = object.type === 'booking' ? object.id : booking
  return (
    <>
      <button type="button" className={button.button} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Add payment
      </button>
      {open && (
        <BeginDialog
          type="payment"
          title="Add payment"
          given={{
            ...(client && {
              client: { id: client.hostId ?? client.id, ...(client.name && { name: client.name }) },
            }),
            fixed: {
              ...(typeof of === 'string' && { booking: of }),
              ...(object.type === 'invoice' && { invoice: object.id }),
            },
            ...(object.type === 'fee' && { objects: [{ type: 'fee', id: object.id }] }),
            fields: { ...(amount !== undefined && { amount }), ...(currency && { currency }) },
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}
