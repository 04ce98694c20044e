import type { ActionName } from './actions.ts'
import { type NamedCondition, PATTERN_FILTERS } from './pattern-filters.ts'
import type { Source, Words } from './types.ts'
import { words } from './words.ts'

/** A filter with a name of its own, offered as `named=`: some actions, from some sources. */
export interface NamedFilter {
  readonly name: string
  readonly label: Words
  readonly actions: readonly ActionName[]
  /** Only entries from one of these sources; or else `causedByAction`. */
  readonly sources: readonly Source[]
  /** An entry that this action caused passes as well, whatever its source. */
  readonly causedByAction?: ActionName
  /** Only entries that say this besides. */
  readonly condition?: NamedCondition
}

export const NAMED_FILTERS = [
  {
    name: 'online_booking',
    label: words('Online booking', 'Online-Buchung', 'Marcação online', 'Reserva en línea'),
    actions: ['booking.booked', 'booking.requested'],
    sources: ['customer'],
  },
  {
    name: 'confirmed_online',
    label: words('Confirmed online', 'Online bestätigt', 'Confirmada online', 'Confirmada en línea'),
    actions: ['booking.confirmed'],
    sources: ['customer'],
  },
  {
    name: 'cancelled_online',
    label: words('Cancelled online', 'Online abgesagt', 'Cancelada online', 'Cancelada en línea'),
    actions: ['booking.cancelled'],
    sources: ['customer'],
  },
  {
    name: 'cancelled_by_staff',
    label: words(
      'Cancelled by staff',
      'Vom Team abgesagt',
      'Cancelada pela equipa',
      'Cancelada por el equipo',
    ),
    actions: ['booking.cancelled'],
    sources: ['staff'],
  },
  {
    name: 'rescheduled_by_client',
    label: words(
      'Moved by the client',
      'Vom Kunden verschoben',
      'Remarcada pelo cliente',
      'Cambiada por el cliente',
    ),
    actions: ['booking.rescheduled'],
    sources: ['customer'],
  },
  {
    name: 'rescheduled_by_staff',
    label: words('Moved by staff', 'Vom Team verschoben', 'Remarcada pela equipa', 'Cambiada por el equipo'),
    actions: ['booking.rescheduled'],
    sources: ['staff'],
  },
  {
    name: 'automatic_refund',
    label: words(
      'Automatic refund',
      'Automatische Erstattung',
      'Reembolso automático',
      'Reembolso automático',
    ),
    actions: ['payment.refunded'],
    sources: ['automated', 'system'],
  },
  {
    name: 'manual_refund',
    label: words('Manual refund', 'Manuelle Erstattung', 'Reembolso manual', 'Reembolso manual'),
    actions: ['payment.refunded'],
    sources: ['staff'],
  },
  {
    name: 'created_manually',
    label: words('Created manually', 'Von Hand angelegt', 'Criado manualmente', 'Creado manualmente'),
    actions: ['client.created'],
    sources: ['staff'],
  },
  {
    name: 'removed_on_own_request',
    label: words(
      'Removed on own request',
      'Auf eigenen Wunsch gelöscht',
      'Removido a pedido do próprio',
      'Eliminado a petición propia',
    ),
    actions: ['client.deleted', 'client.anonymised', 'client.erased'],
    sources: ['customer'],
    causedByAction: 'client.erasure_requested',
  },
  ...PATTERN_FILTERS,
] as const satisfies readonly NamedFilter[]

export type NamedFilterName = (typeof NAMED_FILTERS)[number]['name']
