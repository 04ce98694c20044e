import { findField, findObjectType, formatValue } from '@daybook/catalogue'
import type { WaitingItem, WaitingKind } from '@daybook/protocol'
import { duration, languageOf, stampTitle } from '@daybook/timeline'
import { lazy, Suspense } from 'react'
import { useClientWord } from '../client-word.ts'
import { CardRow } from '../parts/card-row.tsx'
import { Glyph } from '../parts/glyph.tsx'
import { useShownZone, useWorkspace } from '../workspace.tsx'
import { Clients } from './booking-table.tsx'
import css from './bookings.module.css'

const ActButtons = lazy(async () => ({ default: (await import('../acting/act-buttons.tsx')).ActButtons }))
const AddPayment = lazy(async () => ({ default: (await import('./add-payment.tsx')).AddPayment }))

export const KIND_LABELS: Readonly<Record<WaitingKind, string>> = {
  not_sent: 'To send',
  unpaid: 'Unpaid',
  to_approve: 'To approve',
}
/** What is said of one of them. */
const KIND_WORDS: Readonly<Record<WaitingKind, string>> = {
  not_sent: 'not sent',
  unpaid: 'unpaid',
  to_approve: 'to approve',
}
const KIND_MARKS: Readonly<Record<WaitingKind, string>> = {
  not_sent: 'M2.5 4.5h11v7.5h-11zM2.8 5 8 9l5.2-4',
  unpaid: 'M8 2.5a5.5 5.5 0 1 0 .01 0M8 5v3.6M8 11h.01',
  to_approve: 'M8 2.5a5.5 5.5 0 1 0 .01 0M8 5.2V8l2 1.6',
}
/** The acts that make it wait no more, by what it waits for. */
const MAIN: Readonly<Record<WaitingKind, readonly string[]>> = {
  not_sent: ['send'],
  unpaid: ['mark-paid', 'waive'],
  to_approve: ['approve'],
}

export function WaitingRow({ item, mayAct }: { item: WaitingItem; mayAct: boolean }) {
  const { workspace } = useWorkspace()
  const word = useClientWord()
  const timeZone = useShownZone()
  const place = { locale: workspace.locale, timeZone }
  const { kind, since, amount, object } = item
  const language = languageOf(workspace.locale)
  const label = findObjectType(object.type)?.label[language] ?? object.type
  const at = Date.parse(since)
  const money =
    amount === undefined
      ? '–'
      : formatValue(findField('payment', 'amount'), amount.value, {
          ...place,
          locale: language,
          currency: amount.currency,
        })
  return (
    <CardRow
      head={
        <a href={`/objects/${object.type}/${object.ref}`} className={css.open}>
          <span className={css.waits}>
            <Glyph d={KIND_MARKS[kind]} size={14} weight={1.6} />
            {label} {KIND_WORDS[kind]}
          </span>
        </a>
      }
      under={[object.id, object.name].filter(one => one !== undefined).join(' · ')}
      cells={[
        [word.One, <Clients key="clients" booking={object} />],
        [
          'Open',
          <b key="open" className={css.money}>
            {money}
          </b>,
        ],
        [
          'Waits',
          <time key="age" dateTime={since} title={stampTitle(at, place)}>
            {duration(Math.max(0, Date.now() - at), workspace.locale)}
          </time>,
        ],
      ]}
      {...(mayAct && {
        acts: (
          <span className={css.acts}>
            <Suspense>
              {kind === 'unpaid' && <AddPayment object={object} amount={amount?.value} />}
              <ActButtons object={object} main={MAIN[kind]} most={1} />
            </Suspense>
          </span>
        ),
      })}
    />
  )
}
