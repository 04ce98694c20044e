import { business, personal } from '../field.ts'
import type { ObjectType } from '../types.ts'
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
    limit: business.number('Limit', 'Höchstzahl', 'Limite', 'Límite'),
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
    points: business.number('Points', 'Punkte', 'Pontos', 'Puntos'),
    active,
    validUntil,
  },
} as const satisfies ObjectType

export const SERVICE = {
  name: 'service',
  label: words('Service', 'Leistung', 'Serviço', 'Servicio'),
  plural: words('Services', 'Leistungen', 'Serviços', 'Servicios'),
  fields: {
    name,
    description,
    duration: business.number(
      'Duration (minutes)',
      'Dauer (Minuten)',
      'Duração (minutos)',
      'Duración (minutos)',
    ),
    buffer: business.number(
      'Buffer (minutes)',
      'Puffer (Minuten)',
      'Intervalo (minutos)',
      'Margen (minutos)',
    ),
    price: business.money('Price', 'Preis', 'Preço', 'Precio'),
    currency,
    group: business.text('Group', 'Gruppe', 'Grupo', 'Grupo'),
    location: business.text('Location', 'Ort', 'Local', 'Lugar'),
    room: business.text('Room', 'Raum', 'Sala', 'Sala'),
    members: business.list('Staff', 'Mitarbeiter', 'Profissionais', 'Profesionales'),
    online: business.boolean('Bookable online', 'Online buchbar', 'Marcação online', 'Reserva en línea'),
    active,
  },
} as const satisfies ObjectType

export const SCHEDULE = {
  name: 'schedule',
  label: words('Schedule', 'Zeitplan', 'Horário', 'Horario'),
  plural: words('Schedules', 'Zeitpläne', 'Horários', 'Horarios'),
  fields: {
    name,
    member: business.text('Staff', 'Mitarbeiter', 'Profissional', 'Profesional'),
    location: business.text('Location', 'Ort', 'Local', 'Lugar'),
    timeZone: business.text('Time zone', 'Zeitzone', 'Fuso horário', 'Zona horaria'),
    hours: business.json('Hours', 'Zeiten', 'Horas', 'Horas'),
    exceptions: business.json('Exceptions', 'Ausnahmen', 'Exceções', 'Excepciones'),
    validFrom: business.date('Valid from', 'Gültig ab', 'Válido desde', 'Válido desde'),
    validUntil,
  },
} as const satisfies ObjectType
