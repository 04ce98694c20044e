import { OBJECT_TYPES } from '../object-types.ts'
import { CHANGE, CREATE, defineActs } from './define-acts.ts'

type ProfileField = Exclude<
  keyof typeof OBJECT_TYPES.client.fields,
  'notes' | 'tags' | 'consents' | 'points' | 'preferences' | 'channels' | 'channel' | 'marketing'
>
const OWN = new Set([
  'notes',
  'tags',
  'consents',
  'points',
  'preferences',
  'channels',
  'channel',
  'marketing',
])
const PROFILE = Object.keys(OBJECT_TYPES.client.fields).filter(
  (field): field is ProfileField => !OWN.has(field),
)

/** A client's profile. Deleting, restoring, erasing and holding have routes and rights of their own. */
export const CLIENT_ACTS = defineActs('client', {
  create: { label: CREATE, action: 'client.created', makes: true, fields: PROFILE, needs: ['name'] },
  record: {
    label: ['Record', 'Erfassen', 'Registar', 'Registrar'],
    action: 'client.recorded',
    makes: true,
    firstState: true,
    fields: PROFILE,
  },
  update: { label: CHANGE, action: 'client.updated', fields: PROFILE },
  note: {
    label: ['Write notes', 'Notizen schreiben', 'Escrever notas', 'Escribir notas'],
    action: 'client.notes_updated',
    fields: ['notes'],
    needs: ['notes'],
  },
  preferences: {
    label: ['Communication', 'Kommunikation', 'Comunicação', 'Comunicación'],
    action: 'client.preferences_updated',
    fields: ['preferences', 'channels', 'channel', 'marketing'],
  },
  tag: {
    label: ['Add tag', 'Schlagwort hinzufügen', 'Adicionar etiqueta', 'Añadir etiqueta'],
    action: 'client.tagged',
    data: ['tag'],
    needsData: ['tag'],
  },
  untag: {
    label: ['Remove tag', 'Schlagwort entfernen', 'Remover etiqueta', 'Quitar etiqueta'],
    action: 'client.untagged',
    data: ['tag'],
    needsData: ['tag'],
  },
  consent: {
    label: ['Record consent', 'Einwilligung erfassen', 'Registar consentimento', 'Registrar consentimiento'],
    action: 'client.consented',
    data: ['purpose'],
    needsData: ['purpose'],
  },
  'withdraw-consent': {
    label: ['Withdraw consent', 'Einwilligung widerrufen', 'Retirar consentimento', 'Retirar consentimiento'],
    action: 'client.consent_withdrawn',
    data: ['purpose'],
    needsData: ['purpose'],
  },
  'award-points': {
    label: ['Award points', 'Punkte gutschreiben', 'Atribuir pontos', 'Dar puntos'],
    action: 'points.awarded',
    data: ['points'],
    needsData: ['points'],
  },
  'spend-points': {
    label: ['Spend points', 'Punkte einlösen', 'Gastar pontos', 'Gastar puntos'],
    action: 'points.spent',
    data: ['points'],
    needsData: ['points'],
  },
  'expire-points': {
    label: ['Expire points', 'Punkte verfallen lassen', 'Expirar pontos', 'Caducar puntos'],
    action: 'points.expired',
    data: ['points'],
    needsData: ['points'],
  },
})
