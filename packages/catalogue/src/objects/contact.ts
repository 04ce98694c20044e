import { business, personal } from '../field.ts'
import type { ObjectType } from '../types.ts'
import { CHANNEL, ENQUIRY_STATUS, MESSAGE_STATUS } from '../values.ts'
import { words } from '../words.ts'

const channel = business.choice(CHANNEL, 'Channel', 'Kanal', 'Canal', 'Canal')
const subject = personal.text('Subject', 'Betreff', 'Assunto', 'Asunto')

export const ENQUIRY = {
  name: 'enquiry',
  label: words('Enquiry', 'Anfrage', 'Pedido de informação', 'Consulta'),
  plural: words('Enquiries', 'Anfragen', 'Pedidos de informação', 'Consultas'),
  fields: {
    subject,
    text: personal.longText('Text', 'Text', 'Texto', 'Texto'),
    answer: personal.longText('Answer', 'Antwort', 'Resposta', 'Respuesta'),
    status: business.choice(ENQUIRY_STATUS, 'Status', 'Status', 'Estado', 'Estado'),
    channel,
    service: business.text('Service', 'Leistung', 'Serviço', 'Servicio'),
    member: business.text('Staff', 'Mitarbeiter', 'Colaborador', 'Responsable'),
  },
} as const satisfies ObjectType

export const MESSAGE = {
  name: 'message',
  label: words('Message', 'Nachricht', 'Mensagem', 'Mensaje'),
  plural: words('Messages', 'Nachrichten', 'Mensagens', 'Mensajes'),
  fields: {
    subject,
    text: personal.longText('Text', 'Text', 'Texto', 'Texto'),
    recipient: personal.text('Recipient', 'Empfänger', 'Destinatário', 'Destinatario'),
    sender: personal.text('Sender', 'Absender', 'Remetente', 'Remitente'),
    channel,
    status: business.choice(MESSAGE_STATUS, 'Status', 'Status', 'Estado', 'Estado'),
    template: business.text('Template', 'Vorlage', 'Modelo', 'Plantilla'),
    sentAt: business.instant('Sent', 'Gesendet', 'Enviada', 'Enviado'),
  },
} as const satisfies ObjectType

export const VISIT = {
  name: 'visit',
  label: words('Visit', 'Besuch', 'Visita', 'Visita'),
  plural: words('Visits', 'Besuche', 'Visitas', 'Visitas'),
  fields: {
    place: business.text('Place', 'Ort', 'Local', 'Lugar'),
    arrivedAt: business.instant('Arrived', 'Angekommen', 'Chegada', 'Llegada'),
    leftAt: business.instant('Left', 'Gegangen', 'Saída', 'Salida'),
    member: business.text('Staff', 'Mitarbeiter', 'Colaborador', 'Responsable'),
    notes: personal.longText('Notes', 'Notizen', 'Notas', 'Notas'),
  },
} as const satisfies ObjectType

export const SCAN = {
  name: 'scan',
  label: words('Scan', 'Scan', 'Leitura', 'Escaneo'),
  plural: words('Scans', 'Scans', 'Leituras', 'Escaneos'),
  fields: {
    what: business.text('Scanned', 'Gescannt', 'Lido', 'Escaneado'),
    place: business.text('Place', 'Ort', 'Local', 'Lugar'),
    device: business.text('Scanner', 'Scanner', 'Leitor', 'Lector'),
    code: personal.text('Code', 'Code', 'Código', 'Código'),
  },
} as const satisfies ObjectType
