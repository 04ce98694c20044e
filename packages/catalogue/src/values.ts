/** The words for the values of enums that several object types and actions have in common. */
import type { Words } from './types.ts'
import { words } from './words.ts'

type Values = Readonly<Record<string, Words>>

/** What a booking can be. */
export const BOOKING_STATUS = {
  requested: words('requested', 'angefragt', 'pedida', 'solicitada'),
  scheduled: words('scheduled', 'geplant', 'marcada', 'programada'),
  confirmed: words('confirmed', 'bestätigt', 'confirmada', 'confirmada'),
  started: words('started', 'begonnen', 'iniciada', 'iniciada'),
  completed: words('completed', 'abgeschlossen', 'concluída', 'completada'),
  cancelled: words('cancelled', 'abgesagt', 'cancelada', 'cancelada'),
  no_show: words('no-show', 'nicht erschienen', 'falta', 'no presentado'),
  rejected: words('rejected', 'abgelehnt', 'recusada', 'rechazada'),
} as const satisfies Values

/** Whether the member that a booking is assigned to takes it. */
export const ASSIGNMENT = {
  assigned: words('assigned', 'zugewiesen', 'atribuída', 'asignada'),
  accepted: words('accepted', 'angenommen', 'aceite', 'aceptada'),
  declined: words('declined', 'abgelehnt', 'recusada', 'rechazada'),
} as const satisfies Values

export const INVOICE_STATUS = {
  draft: words('draft', 'Entwurf', 'rascunho', 'borrador'),
  sent: words('sent', 'gesendet', 'enviada', 'enviada'),
  paid: words('paid', 'bezahlt', 'paga', 'pagada'),
  void: words('void', 'storniert', 'anulada', 'anulada'),
} as const satisfies Values

export const PAYMENT_STATUS = {
  pending: words(
    'waiting for approval',
    'wartet auf Freigabe',
    'a aguardar aprovação',
    'pendiente de aprobación',
  ),
  approved: words('approved', 'freigegeben', 'aprovado', 'aprobado'),
  succeeded: words('received', 'eingegangen', 'recebido', 'recibido'),
  failed: words('failed', 'fehlgeschlagen', 'falhado', 'fallido'),
  refunded: words('refunded', 'erstattet', 'reembolsado', 'reembolsado'),
  disputed: words('disputed', 'angefochten', 'contestado', 'disputado'),
} as const satisfies Values

export const PAYMENT_METHOD = {
  card: words('card', 'Karte', 'cartão', 'tarjeta'),
  cash: words('cash', 'bar', 'numerário', 'efectivo'),
  transfer: words('bank transfer', 'Überweisung', 'transferência', 'transferencia'),
  direct_debit: words('direct debit', 'Lastschrift', 'débito direto', 'domiciliación'),
  wallet: words('wallet', 'Wallet', 'carteira digital', 'monedero digital'),
  voucher: words('voucher', 'Gutschein', 'vale', 'vale'),
  other: words('other', 'andere', 'outro', 'otro'),
} as const satisfies Values

export const CHANNEL = {
  email: words('e-mail', 'E-Mail', 'e-mail', 'correo electrónico'),
  sms: words('SMS', 'SMS', 'SMS', 'SMS'),
  phone: words('phone', 'Telefon', 'telefone', 'teléfono'),
  whatsapp: words('WhatsApp', 'WhatsApp', 'WhatsApp', 'WhatsApp'),
  push: words('push notification', 'Push-Nachricht', 'notificação push', 'notificación push'),
  letter: words('letter', 'Brief', 'carta', 'carta'),
  chat: words('chat', 'Chat', 'chat', 'chat'),
  portal: words('portal', 'Portal', 'portal', 'portal'),
  online: words('online', 'online', 'online', 'en línea'),
  in_person: words('in person', 'persönlich', 'presencial', 'en persona'),
} as const satisfies Values

/** Which way a message went, as a sentence says it. */
export const CHANNEL_WAY: Readonly<Record<keyof typeof CHANNEL, Words>> = {
  email: words('by e-mail', 'per E-Mail', 'por e-mail', 'por correo electrónico'),
  sms: words('by SMS', 'per SMS', 'por SMS', 'por SMS'),
  phone: words('by phone', 'telefonisch', 'por telefone', 'por teléfono'),
  whatsapp: words('by WhatsApp', 'per WhatsApp', 'por WhatsApp', 'por WhatsApp'),
  push: words('by push notification', 'per Push-Nachricht', 'por notificação push', 'por notificación push'),
  letter: words('by letter', 'per Brief', 'por carta', 'por carta'),
  chat: words('by chat', 'per Chat', 'por chat', 'por chat'),
  portal: words('through the portal', 'über das Portal', 'pelo portal', 'por el portal'),
  online: words('online', 'online', 'online', 'en línea'),
  in_person: words('in person', 'persönlich', 'pessoalmente', 'en persona'),
}
/** What stands before a way that has no words of its own. */
export const WAY_BY = words('by', 'per', 'por', 'por')

export const ORDER_STATUS = {
  placed: words('placed', 'aufgegeben', 'feita', 'realizado'),
  fulfilled: words('fulfilled', 'erfüllt', 'satisfeita', 'completado'),
  cancelled: words('cancelled', 'storniert', 'cancelada', 'cancelado'),
} as const satisfies Values

export const CART_STATUS = {
  open: words('open', 'offen', 'aberto', 'abierto'),
  abandoned: words('abandoned', 'verlassen', 'abandonado', 'abandonado'),
} as const satisfies Values

export const QUOTE_STATUS = {
  draft: words('draft', 'Entwurf', 'rascunho', 'borrador'),
  sent: words('sent', 'gesendet', 'enviado', 'enviado'),
  accepted: words('accepted', 'angenommen', 'aceite', 'aceptado'),
  declined: words('declined', 'abgelehnt', 'recusado', 'rechazado'),
} as const satisfies Values

export const ENQUIRY_STATUS = {
  open: words('open', 'offen', 'em aberto', 'abierta'),
  answered: words('answered', 'beantwortet', 'respondido', 'respondida'),
} as const satisfies Values

export const MESSAGE_STATUS = {
  sent: words('sent', 'gesendet', 'enviada', 'enviado'),
  received: words('received', 'empfangen', 'recebida', 'recibido'),
  delivered: words('delivered', 'zugestellt', 'entregue', 'entregado'),
  opened: words('opened', 'geöffnet', 'aberta', 'abierto'),
  failed: words('failed', 'fehlgeschlagen', 'falhada', 'fallido'),
  skipped: words('skipped', 'nicht gesendet', 'não enviada', 'no enviado'),
} as const satisfies Values

/** What a voucher, coupon or reward can be. */
export const VOUCHER_STATUS = {
  active: words('active', 'gültig', 'ativo', 'activo'),
  redeemed: words('redeemed', 'eingelöst', 'utilizado', 'canjeado'),
  expired: words('expired', 'abgelaufen', 'expirado', 'caducado'),
} as const satisfies Values

/** How a dispute over a payment ended. */
export const DISPUTE_RESULT = {
  won: words('won', 'gewonnen', 'ganha', 'ganada'),
  lost: words('lost', 'verloren', 'perdida', 'perdida'),
  withdrawn: words('withdrawn', 'zurückgezogen', 'retirada', 'retirada'),
} as const satisfies Values

/** The roles of a workspace's members. */
export const ROLE = {
  owner: words('owner', 'Inhaber', 'proprietário', 'propietario'),
  admin: words('admin', 'Administrator', 'administrador', 'administrador'),
  manager: words('manager', 'Leitung', 'gestor', 'gestor'),
  staff: words('staff', 'Mitarbeiter', 'colaborador', 'personal'),
  auditor: words('auditor', 'Prüfer', 'auditor', 'auditor'),
} as const satisfies Values

/** What one of the staff sees. */
export const VISIBILITY = {
  everyone: words('everything', 'alles', 'tudo', 'todo'),
  own_clients: words('own clients', 'eigene Kunden', 'clientes próprios', 'clientes propios'),
  own_acts: words('own acts', 'eigene Handlungen', 'atos próprios', 'actos propios'),
} as const satisfies Values

/** What a client's own wish to be erased does. */
export const ON_REQUEST = {
  ask: words('somebody decides', 'jemand entscheidet', 'alguém decide', 'alguien decide'),
  erase: words('erased at once', 'sofort gelöscht', 'apagado de imediato', 'borrado al momento'),
  anonymise: words(
    'anonymised at once',
    'sofort anonymisiert',
    'anonimizado de imediato',
    'anonimizado al momento',
  ),
} as const satisfies Values

/** The languages that Daybook speaks, each in its own. */
export const LANGUAGE = {
  en: words('English', 'English', 'English', 'English'),
  de: words('Deutsch', 'Deutsch', 'Deutsch', 'Deutsch'),
  'pt-PT': words('Português', 'Português', 'Português', 'Português'),
  es: words('Español', 'Español', 'Español', 'Español'),
} as const satisfies Values
