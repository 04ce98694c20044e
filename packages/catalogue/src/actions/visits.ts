import { defineActions, kind } from '../define-actions.ts'
import { business, personal } from '../field.ts'
import { BOOKING_DATA, channel, place, reason } from './data.ts'

const attendance = kind('bookings', 'visit', 'session')
const scan = kind('bookings', 'scan', 'session')
const reminder = kind('bookings', 'notification', 'session')

const ENTRY = { ...BOOKING_DATA, place }
const REMINDER = {
  ...BOOKING_DATA,
  channel,
  reason,
  recipient: personal.text('Recipient', 'Empfänger', 'Destinatário', 'Destinatario'),
}
const SCAN = {
  what: business.text('Scanned', 'Gescannt', 'Lido', 'Escaneado'),
  place,
  device: business.text('Scanner', 'Scanner', 'Leitor', 'Lector'),
  code: personal.text('Code', 'Code', 'Código', 'Código'),
}

/** Arrivals, visits and scans at the door, and reminders of sessions. */
export const VISIT_ACTIONS = defineActions({
  'booking.checked_in': {
    ...attendance('door-in', ENTRY),
    en: ['Checked in', '= {client} arrived for {service}'],
    de: ['Angekommen', '= {client} ist zu {service:dat} angekommen'],
    'pt-PT': ['Entrada', '= {client} chegou para {service}'],
    es: ['Entrada', '= {client} llegó para {service}'],
  },
  'booking.checked_out': {
    ...attendance('door-out', ENTRY),
    en: ['Checked out', '= {client} left'],
    de: ['Gegangen', '= {client} ist gegangen'],
    'pt-PT': ['Saída', '= {client} saiu'],
    es: ['Salida', '= {client} se fue'],
  },
  'visit.recorded': {
    ...attendance('pin', { place, member: BOOKING_DATA.member }),
    en: ['Visit', '[visited {place}|made a visit]', 'recorded a visit of {client}[ to {place}]'],
    de: [
      'Besuch',
      '[hat {place} besucht|hat einen Besuch gemacht]',
      'hat einen Besuch von {client:dat}[ in {place}] erfasst',
    ],
    'pt-PT': ['Visita', '[visitou {place}|fez uma visita]', 'registou uma visita de {client}[ a {place}]'],
    es: ['Visita', '[visitó {place}|hizo una visita]', 'registró una visita de {client}[ a {place}]'],
  },
  'scan.recorded': {
    ...scan('scan', SCAN),
    en: ['Scan', 'scanned [{what}|a code][ at {place}]', 'scanned [{what}|a code] of {client}[ at {place}]'],
    de: [
      'Scan',
      'hat [{what}|einen Code][ bei {place}] gescannt',
      'hat [{what}|einen Code] von {client:dat}[ bei {place}] gescannt',
    ],
    'pt-PT': [
      'Leitura',
      'passou [{what}|um código] no leitor[ em {place}]',
      'passou [{what}|um código] de {client} no leitor[ em {place}]',
    ],
    es: [
      'Escaneo',
      'escaneó [{what}|un código][ en {place}]',
      'escaneó [{what}|un código] de {client}[ en {place}]',
    ],
  },
  'reminder.sent': {
    ...reminder('bell', REMINDER),
    en: ['Reminder sent', 'reminded {client} of {service}'],
    de: ['Erinnerung gesendet', 'hat {client:acc} an {service:acc} erinnert'],
    'pt-PT': ['Lembrete enviado', 'lembrou {client} de {service}'],
    es: ['Recordatorio enviado', 'recordó a {client} {service}'],
  },
  'reminder.skipped': {
    ...reminder('bell-off', REMINDER),
    en: ['Reminder skipped', 'skipped the reminder of {service}[ ({reason})]'],
    de: ['Erinnerung ausgelassen', 'hat die Erinnerung an {service:acc} ausgelassen[ ({reason})]'],
    'pt-PT': ['Lembrete não enviado', 'não enviou o lembrete de {service}[ ({reason})]'],
    es: ['Recordatorio omitido', 'omitió el recordatorio de {service}[ ({reason})]'],
  },
})
