import { defineActions, kind } from '../define-actions.ts'
import { business } from '../field.ts'
import { BOOKING_DATA, note } from './data.ts'

const session = kind('bookings', 'booking', 'session')

const NOTE = { ...BOOKING_DATA, note }
const LINK = {
  ...BOOKING_DATA,
  other: business.text('Other session', 'Anderer Termin', 'Outra sessão', 'Otra sesión'),
}

/** Who takes a booking, what is noted on it, and what it is linked to. */
export const NOTE_ACTIONS = defineActions({
  'booking.assigned': {
    ...session('user-plus', BOOKING_DATA),
    staffOnly: true,
    sets: { assignment: 'assigned' },
    en: ['Assigned', 'assigned {service} to {member}'],
    de: ['Zugewiesen', 'hat {service:acc} an {member} zugewiesen'],
    'pt-PT': ['Atribuída', 'atribuiu {service} a {member}'],
    es: ['Asignada', 'asignó {service} a {member}'],
  },
  'booking.accepted': {
    ...session('user-check', BOOKING_DATA),
    staffOnly: true,
    sets: { assignment: 'accepted' },
    en: ['Accepted', 'accepted {service}'],
    de: ['Angenommen', 'hat {service:acc} angenommen'],
    'pt-PT': ['Aceite', 'aceitou {service}'],
    es: ['Aceptada', 'aceptó {service}'],
  },
  'booking.declined': {
    ...session('user-x', BOOKING_DATA),
    staffOnly: true,
    sets: { assignment: 'declined' },
    en: ['Declined', 'declined {service}'],
    de: ['Nicht angenommen', 'hat {service:acc} nicht angenommen'],
    'pt-PT': ['Não aceite', 'não aceitou {service}'],
    es: ['No aceptada', 'no aceptó {service}'],
  },
  'booking.note_added': {
    ...session('note', NOTE),
    staffOnly: true,
    en: ['Note added', 'added a note to {service}'],
    de: ['Notiz hinzugefügt', 'hat {service:dat} eine Notiz hinzugefügt'],
    'pt-PT': ['Nota adicionada', 'adicionou uma nota a {service}'],
    es: ['Nota añadida', 'añadió una nota a {service}'],
  },
  'booking.note_updated': {
    ...session('note', NOTE),
    staffOnly: true,
    en: ['Note changed', 'changed a note of {service}'],
    de: ['Notiz geändert', 'hat eine Notiz zu {service:dat} geändert'],
    'pt-PT': ['Nota alterada', 'alterou uma nota de {service}'],
    es: ['Nota modificada', 'modificó una nota de {service}'],
  },
  'booking.note_removed': {
    ...session('note', NOTE),
    staffOnly: true,
    en: ['Note removed', 'removed a note from {service}'],
    de: ['Notiz entfernt', 'hat eine Notiz von {service:dat} entfernt'],
    'pt-PT': ['Nota removida', 'removeu uma nota de {service}'],
    es: ['Nota quitada', 'quitó una nota de {service}'],
  },
  'booking.linked': {
    ...session('link', LINK),
    en: ['Linked', 'linked {other} to {service}'],
    de: ['Verknüpft', 'hat {other:acc} mit {service:dat} verknüpft'],
    'pt-PT': ['Ligada', 'ligou {other} a {service}'],
    es: ['Vinculada', 'vinculó {other} a {service}'],
  },
  'booking.unlinked': {
    ...session('unlink', LINK),
    en: ['Unlinked', 'unlinked {other} from {service}'],
    de: ['Verknüpfung gelöst', 'hat die Verknüpfung von {other:dat} mit {service:dat} gelöst'],
    'pt-PT': ['Desligada', 'desligou {other} de {service}'],
    es: ['Desvinculada', 'desvinculó {other} de {service}'],
  },
})
