import { defineActions, kind } from '../define-actions.ts'
import { business, personal } from '../field.ts'

const profile = kind('customers', 'data', 'profile')
const view = kind('customers', 'access', 'profile')
const settings = kind('customers', 'settings', 'profile')

const tag = { tag: personal.text('Tag', 'Schlagwort', 'Etiqueta', 'Etiqueta') }
const other = { other: personal.text('Other client', 'Anderer Kunde', 'Outro cliente', 'Otro cliente') }
const origin = {
  origin: business.text('Came by', 'Gekommen über', 'Origem', 'Procedencia'),
  file: business.text('File', 'Datei', 'Ficheiro', 'Archivo'),
}

/** Profiles of clients. */
export const CLIENT_ACTIONS = defineActions({
  'client.created': {
    ...profile('user-plus', origin),
    en: ['Profile created', 'created the profile of {client}'],
    de: ['Profil angelegt', 'hat das Profil von {client:dat} angelegt'],
    'pt-PT': ['Perfil criado', 'criou o perfil de {client}'],
    es: ['Perfil creado', 'creó el perfil de {client}'],
  },
  'client.recorded': {
    ...profile('user', origin),
    en: ['Profile first recorded', '= Profile of {client} first recorded'],
    de: ['Profil erstmals erfasst', '= Profil von {client:dat} erstmals erfasst'],
    'pt-PT': ['Primeiro registo do perfil', '= Primeiro registo do perfil de {client}'],
    es: ['Primer registro del perfil', '= Primer registro del perfil de {client}'],
  },
  'client.updated': {
    ...profile('pencil', origin),
    en: ['Profile updated', 'updated {fields} of {client}'],
    de: ['Profil geändert', 'hat {fields} von {client:dat} geändert'],
    'pt-PT': ['Perfil atualizado', 'atualizou {fields} de {client}'],
    es: ['Perfil actualizado', 'actualizó {fields} de {client}'],
  },
  'client.notes_updated': {
    ...profile('note', { notes: personal.longText('Notes', 'Notizen', 'Notas', 'Notas') }),
    staffOnly: true,
    en: ['Notes updated', 'updated the notes of {client}'],
    de: ['Notizen geändert', 'hat die Notizen zu {client:dat} geändert'],
    'pt-PT': ['Notas atualizadas', 'atualizou as notas de {client}'],
    es: ['Notas actualizadas', 'actualizó las notas de {client}'],
  },
  'client.preferences_updated': {
    ...settings('sliders', {
      preferences: personal.json('Preferences', 'Einstellungen', 'Preferências', 'Preferencias'),
    }),
    en: ['Communication preferences changed', 'changed the communication preferences of {client}'],
    de: ['Kontaktwünsche geändert', 'hat die Kontaktwünsche von {client:dat} geändert'],
    'pt-PT': ['Preferências de comunicação alteradas', 'alterou as preferências de comunicação de {client}'],
    es: ['Preferencias de comunicación cambiadas', 'cambió las preferencias de comunicación de {client}'],
  },
  'client.tagged': {
    ...profile('tag', tag),
    staffOnly: true,
    en: ['Tag added', 'tagged {client}[ "{tag}"]'],
    de: ['Schlagwort hinzugefügt', 'hat {client:acc} mit [„{tag}“|einem Schlagwort] versehen'],
    'pt-PT': ['Etiqueta adicionada', 'etiquetou {client}[ com "{tag}"]'],
    es: ['Etiqueta añadida', 'etiquetó a {client}[ con "{tag}"]'],
  },
  'client.untagged': {
    ...profile('tag', tag),
    staffOnly: true,
    en: ['Tag removed', 'removed [the tag "{tag}"|a tag] from {client}'],
    de: ['Schlagwort entfernt', 'hat [das Schlagwort „{tag}“|ein Schlagwort] von {client:dat} entfernt'],
    'pt-PT': ['Etiqueta removida', 'removeu [a etiqueta "{tag}"|uma etiqueta] de {client}'],
    es: ['Etiqueta quitada', 'quitó [la etiqueta "{tag}"|una etiqueta] a {client}'],
  },
  'client.viewed': {
    ...view('eye', { page: business.text('Page', 'Seite', 'Página', 'Página') }),
    staffOnly: true,
    en: ['Profile viewed', 'viewed the profile of {client}'],
    de: ['Profil angesehen', 'hat das Profil von {client:dat} angesehen'],
    'pt-PT': ['Perfil consultado', 'consultou o perfil de {client}'],
    es: ['Perfil consultado', 'consultó el perfil de {client}'],
  },
  'client.imported': {
    ...profile('upload', origin),
    en: ['Profile imported', 'imported the profile of {client}'],
    de: ['Profil importiert', 'hat das Profil von {client:dat} importiert'],
    'pt-PT': ['Perfil importado', 'importou o perfil de {client}'],
    es: ['Perfil importado', 'importó el perfil de {client}'],
  },
  'client.merged': {
    ...profile('merge', other),
    staffOnly: true,
    en: ['Profiles merged', 'merged {other} into {client}'],
    de: ['Profile zusammengeführt', 'hat {other:acc} mit {client:dat} zusammengeführt'],
    'pt-PT': ['Perfis unidos', 'uniu {other} a {client}'],
    es: ['Perfiles unidos', 'unió {other} a {client}'],
  },
  'client.unmerged': {
    ...profile('split', other),
    staffOnly: true,
    en: ['Profiles separated', 'separated {other} from {client}'],
    de: ['Profile getrennt', 'hat {other:acc} von {client:dat} getrennt'],
    'pt-PT': ['Perfis separados', 'separou {other} de {client}'],
    es: ['Perfiles separados', 'separó {other} de {client}'],
  },
  'client.deleted': {
    ...profile('trash', {
      date: business.date('Erasure on', 'Löschung am', 'Apagamento em', 'Supresión el'),
    }),
    en: ['Client deleted', 'deleted {client}[; erasure on {date}]'],
    de: ['Kunde gelöscht', 'hat {client:acc} gelöscht[; endgültig am {date}]'],
    'pt-PT': ['Cliente eliminado', 'eliminou {client}[; apagamento definitivo em {date}]'],
    es: ['Cliente eliminado', 'eliminó a {client}[; supresión definitiva el {date}]'],
  },
  'client.restored': {
    ...profile('restore', {}),
    en: ['Client restored', 'restored {client}'],
    de: ['Kunde wiederhergestellt', 'hat {client:acc} wiederhergestellt'],
    'pt-PT': ['Cliente restaurado', 'restaurou {client}'],
    es: ['Cliente restaurado', 'restauró a {client}'],
  },
})
