import { defineActions, kind } from '../define-actions.ts'
import { business, personal } from '../field.ts'
import { channel, reason, service, subject } from './data.ts'

const enquiry = kind('customers', 'enquiry')
const message = kind('customers', 'communication')
const loyalty = kind('customers', 'data')

const ENQUIRY = { subject, channel, service, text: personal.longText('Text', 'Text', 'Texto', 'Texto') }
const MESSAGE = {
  subject,
  channel,
  reason,
  text: personal.longText('Text', 'Text', 'Texto', 'Texto'),
  recipient: personal.text('Recipient', 'Empfänger', 'Destinatário', 'Destinatario'),
  template: business.text('Template', 'Vorlage', 'Modelo', 'Plantilla'),
}
const POINTS = {
  points: business.number('Points', 'Punkte', 'Pontos', 'Puntos'),
  balance: business.number('Balance', 'Punktestand', 'Saldo', 'Saldo'),
  reward: business.text('Reward', 'Prämie', 'Recompensa', 'Recompensa'),
}

/** What clients and the business say to each other, and loyalty points. */
export const CONTACT_ACTIONS = defineActions({
  'enquiry.received': {
    ...enquiry('inbox', ENQUIRY),
    sets: { status: 'open' },
    en: [
      'Enquiry received',
      '[asked: {subject}|sent an enquiry]',
      'recorded an enquiry of {client}[: {subject}]',
    ],
    de: [
      'Anfrage eingegangen',
      '[hat gefragt: {subject}|hat eine Anfrage gesendet]',
      'hat eine Anfrage von {client:dat} erfasst[: {subject}]',
    ],
    'pt-PT': [
      'Pedido de informação recebido',
      '[perguntou: {subject}|enviou um pedido de informação]',
      'registou um pedido de informação de {client}[: {subject}]',
    ],
    es: [
      'Consulta recibida',
      '[preguntó: {subject}|envió una consulta]',
      'registró una consulta de {client}[: {subject}]',
    ],
  },
  'enquiry.answered': {
    ...enquiry('reply', ENQUIRY),
    sets: { status: 'answered' },
    en: ['Enquiry answered', 'answered {client}[: {subject}]'],
    de: ['Anfrage beantwortet', 'hat {client:dat} geantwortet[: {subject}]'],
    'pt-PT': ['Pedido de informação respondido', 'respondeu a {client}[: {subject}]'],
    es: ['Consulta respondida', 'respondió a {client}[: {subject}]'],
  },
  'message.sent': {
    ...message('mail', MESSAGE),
    sets: { status: 'sent' },
    en: ['Message sent', 'sent {client} ["{subject}"|a message][ {way}]'],
    de: ['Nachricht gesendet', 'hat {client:dat} [„{subject}“|eine Nachricht][ {way}] gesendet'],
    'pt-PT': ['Mensagem enviada', 'enviou a {client} ["{subject}"|uma mensagem][ {way}]'],
    es: ['Mensaje enviado', 'envió a {client} ["{subject}"|un mensaje][ {way}]'],
  },
  'message.received': {
    ...message('inbox', MESSAGE),
    sets: { status: 'received' },
    en: [
      'Message received',
      'wrote ["{subject}"|a message][ {way}]',
      'recorded a message of {client}[, "{subject}"][, {way}]',
    ],
    de: [
      'Nachricht empfangen',
      'hat [„{subject}“|eine Nachricht][ {way}] geschrieben',
      'hat eine Nachricht von {client:dat}[, „{subject}“,][ {way}] erfasst',
    ],
    'pt-PT': [
      'Mensagem recebida',
      'escreveu ["{subject}"|uma mensagem][ {way}]',
      'registou uma mensagem de {client}[, "{subject}"][, {way}]',
    ],
    es: [
      'Mensaje recibido',
      'escribió ["{subject}"|un mensaje][ {way}]',
      'registró un mensaje de {client}[, "{subject}"][, {way}]',
    ],
  },
  'message.delivered': {
    ...message('mail', MESSAGE),
    sets: { status: 'delivered' },
    en: ['Message delivered', '= [{channel}|Message][ "{subject}"] was delivered'],
    de: ['Nachricht zugestellt', '= [{channel}|Nachricht][ „{subject}“] zugestellt'],
    'pt-PT': ['Mensagem entregue', '= Mensagem[ "{subject}"][ por {channel}] entregue'],
    es: ['Mensaje entregado', '= Mensaje[ "{subject}"][ por {channel}] entregado'],
  },
  'message.opened': {
    ...message('mail-open', MESSAGE),
    sets: { status: 'opened' },
    en: ['Message opened', '= [{channel}|Message][ "{subject}"] was opened'],
    de: ['Nachricht geöffnet', '= [{channel}|Nachricht][ „{subject}“] geöffnet'],
    'pt-PT': ['Mensagem aberta', '= Mensagem[ "{subject}"][ por {channel}] aberta'],
    es: ['Mensaje abierto', '= Mensaje[ "{subject}"][ por {channel}] abierto'],
  },
  'message.failed': {
    ...message('mail-x', MESSAGE),
    sets: { status: 'failed' },
    en: ['Message failed', '= [{channel}|Message][ "{subject}"] failed[ ({reason})]'],
    de: ['Nachricht fehlgeschlagen', '= [{channel}|Nachricht][ „{subject}“] fehlgeschlagen[ ({reason})]'],
    'pt-PT': ['Mensagem falhada', '= Mensagem[ "{subject}"][ por {channel}] falhou[ ({reason})]'],
    es: ['Mensaje fallido', '= Mensaje[ "{subject}"][ por {channel}] falló[ ({reason})]'],
  },
  'message.skipped': {
    ...message('bell-off', MESSAGE),
    sets: { status: 'skipped' },
    en: ['Message skipped', '= [{channel}|Message][ "{subject}"] was not sent[ ({reason})]'],
    de: ['Nachricht ausgelassen', '= [{channel}|Nachricht][ „{subject}“] nicht gesendet[ ({reason})]'],
    'pt-PT': [
      'Mensagem não enviada',
      '= Mensagem[ "{subject}"][ por {channel}] não foi enviada[ ({reason})]',
    ],
    es: ['Mensaje omitido', '= Mensaje[ "{subject}"][ por {channel}] no se envió[ ({reason})]'],
  },
  'points.awarded': {
    ...loyalty('star', POINTS),
    en: ['Points awarded', 'awarded {client} {points point|points}'],
    de: ['Punkte vergeben', 'hat {client:dat} {points Punkt|Punkte} gutgeschrieben'],
    'pt-PT': ['Pontos atribuídos', 'atribuiu {points ponto|pontos} a {client}'],
    es: ['Puntos concedidos', 'concedió {points punto|puntos} a {client}'],
  },
  'points.spent': {
    ...loyalty('star', POINTS),
    en: ['Points spent', 'spent {points point|points}', 'spent {points point|points} of {client}'],
    de: [
      'Punkte eingelöst',
      'hat {points Punkt|Punkte} eingelöst',
      'hat {points Punkt|Punkte} von {client:dat} eingelöst',
    ],
    'pt-PT': ['Pontos gastos', 'gastou {points ponto|pontos}', 'gastou {points ponto|pontos} de {client}'],
    es: ['Puntos gastados', 'gastó {points punto|puntos}', 'gastó {points punto|puntos} de {client}'],
  },
  'points.expired': {
    ...loyalty('star', POINTS),
    en: ['Points expired', '= {points point|points} of {client} expired'],
    de: ['Punkte verfallen', '= {points Punkt|Punkte} von {client:dat} verfallen'],
    'pt-PT': ['Pontos expirados', '= Expiração de {points ponto|pontos} de {client}'],
    es: ['Puntos caducados', '= Caducidad de {points punto|puntos} de {client}'],
  },
})
