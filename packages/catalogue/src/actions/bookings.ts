import { defineActions, kind } from '../define-actions.ts'
import { BOOKING_DATA, reason } from './data.ts'

const session = kind('bookings', 'booking', 'session')
const attendance = kind('bookings', 'visit', 'session')

/** The life of a booking. */
export const BOOKING_ACTIONS = defineActions({
  'booking.booked': {
    ...session('calendar-plus', BOOKING_DATA),
    sets: { status: 'scheduled' },
    en: [
      'Session booked',
      'booked {service}[ for {startsAt}][ {online}]',
      'booked {service} for {client}[ on {startsAt}]',
    ],
    de: [
      'Termin gebucht',
      'hat {service:acc}[ für {startsAt}][ {online}] gebucht',
      'hat {service:acc} für {client:acc}[ am {startsAt}] gebucht',
    ],
    'pt-PT': [
      'Sessão marcada',
      'marcou {service}[ para {startsAt}][ {online}]',
      'marcou {service} para {client}[ em {startsAt}]',
    ],
    es: [
      'Sesión reservada',
      'reservó {service}[ para el {startsAt}][ {online}]',
      'reservó {service} para {client}[ el {startsAt}]',
    ],
  },
  'booking.recorded': {
    ...session('calendar', BOOKING_DATA),
    en: ['Session first recorded', '= {service}[ on {startsAt}] first recorded'],
    de: ['Termin erstmals erfasst', '= {service}[ am {startsAt}] erstmals erfasst'],
    'pt-PT': ['Primeiro registo da sessão', '= Primeiro registo de {service}[ em {startsAt}]'],
    es: ['Primer registro de la sesión', '= Primer registro de {service}[ el {startsAt}]'],
  },
  'booking.requested': {
    ...session('calendar-question', BOOKING_DATA),
    sets: { status: 'requested' },
    en: [
      'Session requested',
      'asked for {service}[ on {startsAt}][ {online}]',
      'asked for {service} for {client}[ on {startsAt}]',
    ],
    de: [
      'Termin angefragt',
      'hat {service:acc}[ am {startsAt}][ {online}] angefragt',
      'hat {service:acc} für {client:acc}[ am {startsAt}] angefragt',
    ],
    'pt-PT': [
      'Sessão pedida',
      'pediu {service}[ em {startsAt}][ {online}]',
      'pediu {service} para {client}[ em {startsAt}]',
    ],
    es: [
      'Sesión solicitada',
      'solicitó {service}[ el {startsAt}][ {online}]',
      'solicitó {service} para {client}[ el {startsAt}]',
    ],
  },
  'booking.rejected': {
    ...session('calendar-x', { ...BOOKING_DATA, reason }),
    sets: { status: 'rejected' },
    en: ['Session rejected', 'rejected {service}[ on {startsAt}]'],
    de: ['Termin abgelehnt', 'hat {service:acc}[ am {startsAt}] abgelehnt'],
    'pt-PT': ['Sessão recusada', 'recusou {service}[ em {startsAt}]'],
    es: ['Sesión rechazada', 'rechazó {service}[ el {startsAt}]'],
  },
  'booking.rescheduled': {
    ...session('calendar-move', { ...BOOKING_DATA, reason }),
    en: ['Session rescheduled', 'moved {service}[ {online}]'],
    de: ['Termin verschoben', 'hat {service:acc}[ {online}] verschoben'],
    'pt-PT': ['Sessão remarcada', 'remarcou {service}[ {online}]'],
    es: ['Sesión cambiada de hora', 'cambió la hora de {service}[ {online}]'],
  },
  'booking.confirmed': {
    ...session('calendar-check', BOOKING_DATA),
    sets: { status: 'confirmed' },
    en: ['Session confirmed', 'confirmed {service}[ {online}]'],
    de: ['Termin bestätigt', 'hat {service:acc}[ {online}] bestätigt'],
    'pt-PT': ['Sessão confirmada', 'confirmou {service}[ {online}]'],
    es: ['Sesión confirmada', 'confirmó {service}[ {online}]'],
  },
  'booking.started': {
    ...attendance('play', BOOKING_DATA),
    sets: { status: 'started' },
    en: ['Session started', 'started {service} (time in)'],
    de: ['Termin begonnen', 'hat {service:acc} begonnen (Beginn erfasst)'],
    'pt-PT': ['Sessão iniciada', 'iniciou {service} (hora de entrada)'],
    es: ['Sesión iniciada', 'inició {service} (hora de entrada)'],
  },
  'booking.finished': {
    ...attendance('stop', BOOKING_DATA),
    sets: { status: 'completed' },
    en: ['Session finished', 'finished {service} (time out)'],
    de: ['Termin beendet', 'hat {service:acc} beendet (Ende erfasst)'],
    'pt-PT': ['Sessão terminada', 'terminou {service} (hora de saída)'],
    es: ['Sesión terminada', 'terminó {service} (hora de salida)'],
  },
  'booking.completed': {
    ...session('check', BOOKING_DATA),
    sets: { status: 'completed' },
    en: ['Session completed', 'completed {service}', 'completed {service} with {client}'],
    de: [
      'Termin abgeschlossen',
      'hat {service:acc} abgeschlossen',
      'hat {service:acc} mit {client:dat} abgeschlossen',
    ],
    'pt-PT': ['Sessão concluída', 'concluiu {service}', 'concluiu {service} com {client}'],
    es: ['Sesión completada', 'completó {service}', 'completó {service} con {client}'],
  },
  'booking.cancelled': {
    ...session('calendar-x', { ...BOOKING_DATA, reason }),
    sets: { status: 'cancelled' },
    en: ['Session cancelled', 'cancelled {service}[ {online}]'],
    de: ['Termin abgesagt', 'hat {service:acc}[ {online}] abgesagt'],
    'pt-PT': ['Sessão cancelada', 'cancelou {service}[ {online}]'],
    es: ['Sesión cancelada', 'canceló {service}[ {online}]'],
  },
  'booking.no_show': {
    ...session('user-x', { ...BOOKING_DATA, reason }),
    sets: { status: 'no_show' },
    en: ['No-show', 'marked {client} as no-show for {service}'],
    de: ['Nicht erschienen', 'hat vermerkt, dass {client} zu {service:dat} nicht erschienen ist'],
    'pt-PT': ['Falta', 'marcou a falta de {client} a {service}'],
    es: ['No presentado', 'marcó que {client} no se presentó a {service}'],
  },
  'booking.no_show_cleared': {
    ...session('user-check', { ...BOOKING_DATA, reason }),
    sets: { status: 'scheduled' },
    en: ['No-show cleared', 'cleared the no-show of {client}'],
    de: ['Nichterscheinen aufgehoben', 'hat das Nichterscheinen von {client:dat} aufgehoben'],
    'pt-PT': ['Falta anulada', 'anulou a falta de {client}'],
    es: ['Ausencia anulada', 'anuló la ausencia de {client}'],
  },
  'booking.updated': {
    ...session('pencil', BOOKING_DATA),
    en: ['Session changed', 'changed {fields} of {service}'],
    de: ['Termin geändert', 'hat {fields} von {service:dat} geändert'],
    'pt-PT': ['Sessão alterada', 'alterou {fields} de {service}'],
    es: ['Sesión modificada', 'modificó {fields} de {service}'],
  },
  'booking.status_changed': {
    ...session('calendar', BOOKING_DATA),
    en: ['Status changed', 'changed the status of {service}[ to {status}]'],
    de: ['Status geändert', 'hat den Status von {service:dat}[ auf {status}] geändert'],
    'pt-PT': ['Estado alterado', 'alterou o estado de {service}[ para {status}]'],
    es: ['Estado cambiado', 'cambió el estado de {service}[ a {status}]'],
  },
  'booking.deleted': {
    ...session('trash', { ...BOOKING_DATA, reason }),
    sets: { deleted: 'yes' },
    en: ['Session deleted', 'deleted {service}[ on {startsAt}]'],
    de: ['Termin gelöscht', 'hat {service:acc}[ am {startsAt}] gelöscht'],
    'pt-PT': ['Sessão eliminada', 'eliminou {service}[ em {startsAt}]'],
    es: ['Sesión eliminada', 'eliminó {service}[ el {startsAt}]'],
  },
  'booking.restored': {
    ...session('restore', BOOKING_DATA),
    sets: { deleted: 'no' },
    en: ['Session restored', 'restored {service}[ on {startsAt}]'],
    de: ['Termin wiederhergestellt', 'hat {service:acc}[ am {startsAt}] wiederhergestellt'],
    'pt-PT': ['Sessão restaurada', 'restaurou {service}[ em {startsAt}]'],
    es: ['Sesión restaurada', 'restauró {service}[ el {startsAt}]'],
  },
})
