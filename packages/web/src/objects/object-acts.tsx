import type { ObjectView } from '@daybook/protocol'
import { useState } from 'react'
import { ActButtons } from '../acting/act-buttons.tsx'
import { BeginDialog } from '../acting/begin-dialog.tsx'
import button from '../parts/button.module.css'
import { useRights } from '../session.ts'

/** What can be done with the object of this page; of a booking also its payment. */
export function ObjectActs({ object }: { object: ObjectView | undefined }) {
  const rights = useRights()
  const [paying, setPaying] = useState(false)
  if (object === undefined || !rights.has('act')) return null
  const [client] = object.clients
  const { price, currency } = object.fields
  return (
    <>
      <ActButtons object={object} />
      {object.type === 'booking' && (
        <button
          type="button"
          className={button.button}
          aria-haspopup="dialog"
          onClick={() => setPaying(true)}
        >
          Add payment
        </button>
      )}
      {paying && (
        <BeginDialog
          type="payment"
          title="Add payment"
          given={{
            ...(client && { client: { id: client.hostId ?? client.id, name: client.name ?? '' } }),
            fixed: { booking: object.id },
            fields: { ...(price !== undefined && { amount: price }), ...(currency && { currency }) },
          }}
          onClose={() => setPaying(false)}
        />
      )}
    </>
  )
}
