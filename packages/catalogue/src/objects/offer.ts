import { business, personal } from '../field.ts'
import type { Field, ObjectType } from '../types.ts'
import { VOUCHER_STATUS } from '../values.ts'
import { words } from '../words.ts'

const name = business.text('Name', 'Name', 'Nome', 'Nombre')
const code = business.text('Code', 'Code', 'Código', 'Código')
const status = business.choice(VOUCHER_STATUS, 'Status', 'Status', 'Estado', 'Estado')
const currency = business.text('Currency', 'Währung', 'Moeda', 'Moneda')
const amount = business.money('Amount', 'Betrag', 'Valor', 'Importe')
const validUntil = business.date('Valid until', 'Gültig bis', 'Válido até', 'Válido hasta')
const description = business.longText('Description', 'Beschreibung', 'Descrição', 'Descripción')
const active = business.boolean('Active', 'Aktiv', 'Ativo', 'Activo')

const atLeast = <F extends Field>(least: number, field: F) => ({ ...field, least })

export const VOUCHER = {
  name: 'voucher',
  label: words('Voucher', 'Gutschein', 'Vale', 'Vale'),
  plural: words('Vouchers', 'Gutscheine', 'Vales', 'Vales'),
  fields: {
    name,
    code,
    status,
    amount,
    balance: business.money('Balance', 'Restbetrag', 'Saldo', 'Saldo'),
    currency,
    service: business.text('Service', 'Leistung', 'Serviço', 'Servicio'),
    validUntil,
    recipient: personal.text('Recipient', 'Empfänger', 'Destinatário', 'Destinatario'),
    message: personal.longText('Message', 'Nachricht', 'Mensagem', 'Mensaje'),
  },
} as const satisfies ObjectType

export const COUPON = {
  name: 'coupon',
  label: words('Coupon', 'Coupon', 'Cupão', 'Cupón'),
  plural: words('Coupons', 'Coupons', 'Cupões', 'Cupones'),
  fields: {
    name,
    code,
    status,
    percent: business.decimal('Discount (%)', 'Rabatt (%)', 'Desconto (%)', 'Descuento (%)'),
    amount,
    currency,
    uses: business.number('Uses', 'Einlösungen', 'Utilizações', 'Usos'),
    limit: atLeast(1, business.number('Limit', 'Höchstzahl', 'Limite', 'Límite')),
    validFrom: business.date('Valid from', 'Gültig ab', 'Válido desde', 'Válido desde'),
    validUntil,
  },
} as const satisfies ObjectType

export const REWARD = {
  name: 'reward',
  label: words('Reward', 'Prämie', 'Recompensa', 'Recompensa'),
  plural: words('Rewards', 'Prämien', 'Recompensas', 'Recompensas'),
  fields: {
    name,
    description,
    points: atLeast(1, business.number('Points', 'Punkte', 'Pontos', 'Puntos')),
    active,
    validUntil,
  },
} as const satisfies ObjectType

/** What can be booked: docs/design/schedules.md says what each field means for free times. */
export const SERVICE = {
  name: 'service',
  label: words('Service', 'Leistung', 'Serviço', 'Servicio'),
  plural: words('Services', 'Leistungen', 'Serviços', 'Servicios'),
  fields: {
    name,
    description,
    duration: atLeast(
      1,
      business.number('Duration (minutes)', 'Dauer (Minuten)', 'Duração (minutos)', 'Duración (minutos)'),
    ),
    buffer: atLeast(
      0,
      business.number(
        'Buffer after (minutes)',
        'Puffer danach (Minuten)',
        'Intervalo depois (minutos)',
        'Margen después (minutos)',
      ),
    ),
    bufferBefore: atLeast(
      0,
      business.number(
        'Buffer before (minutes)',
        'Puffer davor (Minuten)',
        'Intervalo antes (minutos)',
        'Margen antes (minutos)',
      ),
    ),
    groupSize: atLeast(
      1,
      business.number('Group size', 'Gruppengröße', 'Tamanho do grupo', 'Tamaño del grupo'),
    ),
    price: business.money('Price', 'Preis', 'Preço', 'Precio'),
    currency,
    group: business.text('Group', 'Gruppe', 'Grupo', 'Grupo'),
    location: business.text('Location', 'Ort', 'Local', 'Lugar'),
    room: business.text('Room', 'Raum', 'Sala', 'Sala'),
    members: business.list('Staff', 'Mitarbeiter', 'Profissionais', 'Profesionales'),
    online: business.boolean('Bookable online', 'Online buchbar', 'Marcação online', 'Reserva en línea'),
    noticeHours: atLeast(
      0,
      business.number('Notice (hours)', 'Vorlauf (Stunden)', 'Antecedência (horas)', 'Antelación (horas)'),
    ),
    horizonDays: atLeast(
      1,
      business.number(
        'Bookable ahead (days)',
        'Im Voraus buchbar (Tage)',
        'Marcável até (dias)',
        'Reservable hasta (días)',
      ),
    ),
    active,
  },
} as const satisfies ObjectType

const hours = (...label: Parameters<typeof business.list>) =>
  ({ ...business.list(...label), format: 'hours' }) as const

/** When somebody works, or the business is open: docs/design/schedules.md says what each field means. */
export const SCHEDULE = {
  name: 'schedule',
  label: words('Schedule', 'Zeitplan', 'Horário', 'Horario'),
  plural: words('Schedules', 'Zeitpläne', 'Horários', 'Horarios'),
  fields: {
    name,
    member: business.text('Staff', 'Mitarbeiter', 'Profissional', 'Profesional'),
    location: business.text('Location', 'Ort', 'Local', 'Lugar'),
    timeZone: {
      ...business.text('Time zone', 'Zeitzone', 'Fuso horário', 'Zona horaria'),
      format: 'time_zone',
    },
    monday: hours('Monday', 'Montag', 'Segunda-feira', 'Lunes'),
    tuesday: hours('Tuesday', 'Dienstag', 'Terça-feira', 'Martes'),
    wednesday: hours('Wednesday', 'Mittwoch', 'Quarta-feira', 'Miércoles'),
    thursday: hours('Thursday', 'Donnerstag', 'Quinta-feira', 'Jueves'),
    friday: hours('Friday', 'Freitag', 'Sexta-feira', 'Viernes'),
    saturday: hours('Saturday', 'Samstag', 'Sábado', 'Sábado'),
    sunday: hours('Sunday', 'Sonntag', 'Domingo', 'Domingo'),
    exceptions: {
      ...business.list('Exceptions', 'Ausnahmen', 'Exceções', 'Excepciones'),
      format: 'exceptions',
    },
    validFrom: business.date('Valid from', 'Gültig ab', 'Válido desde', 'Válido desde'),
    validUntil,
  },
} as const satisfies ObjectType
