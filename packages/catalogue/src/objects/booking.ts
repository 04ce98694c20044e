import { business, personal } from '../field.ts'
import type { ObjectType } from '../types.ts'
import { ASSIGNMENT, BOOKING_STATUS, CHANNEL } from '../values.ts'
import { words } from '../words.ts'

/** An appointment. What is written about the person in it (notes, answers, address) is personal. */
export const BOOKING = {
  name: 'booking',
  label: words('Session', 'Termin', 'Sessão', 'Sesión'),
  plural: words('Sessions', 'Termine', 'Sessões', 'Sesiones'),
  fields: {
    service: business.text('Service', 'Leistung', 'Serviço', 'Servicio'),
    startsAt: business.instant('Start', 'Beginn', 'Início', 'Inicio'),
    endsAt: business.instant('End', 'Ende', 'Fim', 'Fin'),
    duration: business.number(
      'Duration (minutes)',
      'Dauer (Minuten)',
      'Duração (minutos)',
      'Duración (minutos)',
    ),
    status: business.choice(BOOKING_STATUS, 'Status', 'Status', 'Estado', 'Estado'),
    member: business.text('Staff', 'Mitarbeiter', 'Profissional', 'Profesional'),
    assignment: business.choice(ASSIGNMENT, 'Assignment', 'Zuweisung', 'Atribuição', 'Asignación'),
    location: business.text('Location', 'Ort', 'Local', 'Lugar'),
    room: business.text('Room', 'Raum', 'Sala', 'Sala'),
    price: business.money('Price', 'Preis', 'Preço', 'Precio'),
    currency: business.text('Currency', 'Währung', 'Moeda', 'Moneda'),
    paid: business.boolean('Paid', 'Bezahlt', 'Pago', 'Pagado'),
    late: business.boolean('Late', 'Kurzfristig', 'Tardio', 'Con poca antelación'),
    channel: business.choice(CHANNEL, 'Channel', 'Kanal', 'Canal', 'Canal'),
    participants: business.number('Participants', 'Teilnehmer', 'Participantes', 'Participantes'),
    bufferBefore: business.number(
      'Buffer before (minutes)',
      'Puffer davor (Minuten)',
      'Intervalo antes (minutos)',
      'Margen antes (minutos)',
    ),
    buffer: business.number(
      'Buffer after (minutes)',
      'Puffer danach (Minuten)',
      'Intervalo depois (minutos)',
      'Margen después (minutos)',
    ),
    groupSize: business.number('Group size', 'Gruppengröße', 'Tamanho do grupo', 'Tamaño del grupo'),
    startedAt: business.instant('Time in', 'Begonnen um', 'Hora de entrada', 'Hora de entrada'),
    finishedAt: business.instant('Time out', 'Beendet um', 'Hora de saída', 'Hora de salida'),
    arrivedAt: business.instant('Arrived', 'Angekommen', 'Chegada', 'Llegada'),
    leftAt: business.instant('Left', 'Gegangen', 'Saída', 'Salida'),
    reference: business.text('Reference', 'Referenz', 'Referência', 'Referencia'),
    meetingUrl: personal.text('Meeting link', 'Meeting-Link', 'Ligação da reunião', 'Enlace de la reunión'),
    address: personal.text('Address', 'Adresse', 'Morada', 'Dirección'),
    answers: personal.json('Answers', 'Antworten', 'Respostas', 'Respuestas'),
    notes: personal.longText('Notes', 'Notizen', 'Notas', 'Notas'),
    clientNotes: personal.longText(
      'Client’s notes',
      'Notizen des Kunden',
      'Notas do cliente',
      'Notas del cliente',
    ),
  },
} as const satisfies ObjectType
