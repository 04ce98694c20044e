/** Names of `data` that several actions carry. */
import { business, personal } from '../field.ts'
import { ASSIGNMENT, BOOKING_STATUS, CHANNEL, PAYMENT_METHOD } from '../values.ts'

export const amount = business.money('Amount', 'Betrag', 'Valor', 'Importe')
export const currency = business.text('Currency', 'Währung', 'Moeda', 'Moneda')
export const reason = personal.text('Reason', 'Grund', 'Motivo', 'Motivo')
export const subject = personal.text('Subject', 'Betreff', 'Assunto', 'Asunto')
export const channel = business.choice(CHANNEL, 'Channel', 'Kanal', 'Canal', 'Canal')
export const service = business.text('Service', 'Leistung', 'Serviço', 'Servicio')
export const member = business.text('Staff', 'Mitarbeiter', 'Profissional', 'Profesional')
export const place = business.text('Place', 'Ort', 'Local', 'Lugar')
export const startsAt = business.instant('Start', 'Beginn', 'Início', 'Inicio')
export const note = personal.longText('Note', 'Notiz', 'Nota', 'Nota')
export const count = business.number('Entries', 'Einträge', 'Entradas', 'Entradas')
export const format = business.text('Format', 'Format', 'Formato', 'Formato')
export const method = business.choice(PAYMENT_METHOD, 'Method', 'Zahlungsart', 'Método', 'Método')

/** What an entry about a booking may say besides its changes. */
export const BOOKING_DATA = {
  service,
  startsAt,
  endsAt: business.instant('End', 'Ende', 'Fim', 'Fin'),
  originalStartsAt: business.instant(
    'Original start',
    'Ursprünglicher Beginn',
    'Início original',
    'Inicio original',
  ),
  status: business.choice(BOOKING_STATUS, 'Status', 'Status', 'Estado', 'Estado'),
  member,
  assignment: business.choice(ASSIGNMENT, 'Assignment', 'Zuweisung', 'Atribuição', 'Asignación'),
  location: business.text('Location', 'Ort', 'Local', 'Lugar'),
  room: business.text('Room', 'Raum', 'Sala', 'Sala'),
  price: business.money('Price', 'Preis', 'Preço', 'Precio'),
  currency,
  channel,
  late: business.boolean('Late', 'Kurzfristig', 'Tardio', 'Con poca antelación'),
  notice: business.number(
    'Notice (minutes)',
    'Vorlauf (Minuten)',
    'Antecedência (minutos)',
    'Antelación (minutos)',
  ),
  participants: business.number('Participants', 'Teilnehmer', 'Participantes', 'Participantes'),
} as const

/** What an entry about a payment, refund or fee may say. */
export const PAYMENT_DATA = {
  amount,
  currency,
  method,
  service,
  invoice: business.text('Invoice', 'Rechnung', 'Fatura', 'Factura'),
  object: business.text('For', 'Für', 'Por', 'Por'),
  reason: business.text('Reason', 'Grund', 'Motivo', 'Motivo'),
} as const
