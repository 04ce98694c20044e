import type { ChecklistAnswer, Entry, HostLinks, ObjectView } from '@daybook/protocol'
import { VisuallyHidden } from '@daybook/timeline'
import { useState } from 'react'
import { ActDialog } from '../acting/act-dialog.tsx'
import { BeginDialog } from '../acting/begin-dialog.tsx'
import type { Given } from '../acting/given.ts'
import button from '../parts/button.module.css'
import { useRights } from '../session.ts'
import css from './quick-actions.module.css'
import { useLinked } from './use-linked.ts'

interface Props {
  readonly booking: ObjectView
  readonly entries: readonly Entry[]
  readonly checklist: ChecklistAnswer
}

/** What is done most about a booking's money: acts where Daybook keeps the records, links where a host does. */
export function QuickActions({ booking, entries, checklist }: Props) {
  const rights = useRights()
  const { links } = checklist
  if (links !== null) return <Links links={links} />
  return rights.has('act') && !booking.deleted ? (
    <Acts booking={booking} entries={entries} checklist={checklist} />
  ) : null
}

const NAMES = [
  ['invoice', 'Send invoice'],
  ['payment', 'Add payment'],
  ['approve', 'Approve'],
  ['open', 'Open in your app'],
] as const

function Links({ links }: { links: HostLinks }) {
  const rights = useRights()
  const shown = NAMES.filter(([name]) => links[name] !== undefined && (name === 'open' || rights.has('act')))
  if (shown.length === 0) return null
  return (
    <div className={css.row} role="group" aria-label="Quick actions">
      {shown.map(([name, label]) => (
        <a key={name} className={button.button} href={links[name]} target="_blank" rel="noreferrer">
          {label}
          <span aria-hidden="true">↗</span>
          <VisuallyHidden> (opens another app)</VisuallyHidden>
        </a>
      ))}
    </div>
  )
}

type Doing =
  | { readonly what: 'invoice' }
  | { readonly what: 'begin'; readonly begin: Begin }
  | { readonly what: 'act'; readonly object: ObjectView; readonly act: string }

interface Begin {
  readonly type: string
  readonly act?: string
  readonly title: string
  given(booking: ObjectView, checklist: ChecklistAnswer): Given
}

const BEGINS = {
  payment: {
    type: 'payment',
    title: 'Add payment',
    given: (booking, { steps }) => {
      const { price, value } = steps.find(step => step.paid?.price !== undefined)?.paid ?? {}
      const rest = price === undefined || value === undefined ? undefined : price - value
      return givenBy(booking, 'amount', rest !== undefined && rest > 0 ? rest : undefined)
    },
  },
  fee: {
    type: 'fee',
    act: 'charge',
    title: 'Charge a fee',
    given({ id, clients, fields: { currency } }) {
      return {
        ...clientOf(clients),
        fixed: { booking: id },
        ...(currency !== undefined && { fields: { currency } }),
      }
    },
  },
  again: {
    type: 'booking',
    title: 'Book again',
    given({ clients, fields }) {
      const kept = AGAIN.flatMap(name => (fields[name] === undefined ? [] : [[name, fields[name]] as const]))
      return { ...clientOf(clients), fields: Object.fromEntries(kept) }
    },
  },
} as const satisfies Readonly<Record<string, Begin>>

/** What the next booking of a client has in common with this one. */
const AGAIN = ['service', 'duration', 'member', 'room', 'location', 'price', 'currency'] as const

function Acts({ booking, entries, checklist }: Props) {
  const [doing, setDoing] = useState<Doing>()
  const linked = useLinked(entries, true)
  const invoice = linked.find(({ type, acts }) => type === 'invoice' && acts.includes('send'))
  // The one that has waited longest is approved first.
  const waiting = linked.findLast(({ type, acts }) => type === 'payment' && acts.includes('approve'))
  const close = () => setDoing(undefined)
  return (
    <div className={css.row} role="group" aria-label="Quick actions">
      <Quick
        onClick={() =>
          setDoing(invoice ? { what: 'act', object: invoice, act: 'send' } : { what: 'invoice' })
        }
      >
        Send invoice
      </Quick>
      <Quick onClick={() => setDoing({ what: 'begin', begin: BEGINS.payment })}>Add payment</Quick>
      {waiting && (
        <Quick onClick={() => setDoing({ what: 'act', object: waiting, act: 'approve' })}>Approve</Quick>
      )}
      <Quick onClick={() => setDoing({ what: 'begin', begin: BEGINS.fee })}>Charge fee</Quick>
      <Quick onClick={() => setDoing({ what: 'begin', begin: BEGINS.again })}>Book again</Quick>
      {doing?.what === 'begin' && (
        <BeginDialog {...doing.begin} given={doing.begin.given(booking, checklist)} onClose={close} />
      )}
      {doing?.what === 'invoice' && (
        <BeginDialog
          type="invoice"
          title="Create the invoice, then send it"
          given={givenBy(booking, 'total')}
          onClose={() => setDoing(now => (now?.what === 'invoice' ? undefined : now))}
          onDone={({ object }) => object && setDoing({ what: 'act', object, act: 'send' })}
        />
      )}
      {doing?.what === 'act' && <ActDialog object={doing.object} act={doing.act} onClose={close} />}
    </div>
  )
}

function Quick({ children, onClick }: { children: string; onClick(): void }) {
  return (
    <button type="button" className={button.button} aria-haspopup="dialog" onClick={onClick}>
      {children}
    </button>
  )
}

/** What is known of a payment or invoice from its booking. */
function givenBy(
  { id, clients, fields }: ObjectView,
  amount: 'amount' | 'total',
  price = fields['price'],
): Given {
  const { currency } = fields
  return {
    ...clientOf(clients),
    fixed: { booking: id },
    fields: { ...(price !== undefined && { [amount]: price }), ...(currency !== undefined && { currency }) },
  }
}

function clientOf(clients: ObjectView['clients']): Pick<Given, 'client'> {
  const client = clients.find(one => !one.erased)
  return client === undefined
    ? {}
    : { client: { id: client.hostId ?? client.id, ...(client.name && { name: client.name }) } }
}
