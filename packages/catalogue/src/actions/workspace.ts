import { defineActions, kind } from '../define-actions.ts'
import { business, personal } from '../field.ts'
import { ROLE } from '../values.ts'
import { member, note, reason } from './data.ts'

const security = kind('system', 'security')
const record = kind('system', 'data')
const settings = kind('system', 'settings')

const MEMBER = { member, role: business.choice(ROLE, 'Role', 'Rolle', 'Função', 'Función') }
const KEY = {
  key: business.text('API key', 'API-Schlüssel', 'Chave de API', 'Clave de API'),
  scopes: business.list('Scopes', 'Rechte', 'Permissões', 'Permisos'),
}

/** The workspace itself: its members, keys, settings and end; notes on entries. */
export const WORKSPACE_ACTIONS = defineActions({
  'member.invited': {
    ...security('user-plus', MEMBER),
    staffOnly: true,
    sets: { status: 'invited' },
    en: ['Member invited', 'invited {member}'],
    de: ['Teammitglied eingeladen', 'hat {member} eingeladen'],
    'pt-PT': ['Membro convidado', 'convidou {member}'],
    es: ['Miembro invitado', 'invitó a {member}'],
  },
  'member.joined': {
    ...security('user-check', MEMBER),
    staffOnly: true,
    sets: { status: 'active' },
    en: ['Member joined', 'joined'],
    de: ['Teammitglied beigetreten', 'ist beigetreten'],
    'pt-PT': ['Membro aderiu', 'juntou-se à equipa'],
    es: ['Miembro incorporado', 'se unió al equipo'],
  },
  'member.role_changed': {
    ...security('user', MEMBER),
    staffOnly: true,
    en: ['Member role changed', '[made {member} {role}|changed the role of {member}]'],
    de: ['Rolle eines Teammitglieds geändert', 'hat die Rolle von {member:dat}[ auf {role}] geändert'],
    'pt-PT': ['Função de membro alterada', 'alterou a função de {member}[ para {role}]'],
    es: ['Función de miembro cambiada', 'cambió la función de {member}[ a {role}]'],
  },
  'member.removed': {
    ...security('user-x', MEMBER),
    staffOnly: true,
    sets: { status: 'removed' },
    en: ['Member removed', 'removed {member}'],
    de: ['Teammitglied entfernt', 'hat {member} entfernt'],
    'pt-PT': ['Membro removido', 'removeu {member}'],
    es: ['Miembro eliminado', 'eliminó a {member}'],
  },
  'key.created': {
    ...security('key', KEY),
    staffOnly: true,
    sets: { status: 'active' },
    en: ['API key created', 'created [API key {key}|an API key]'],
    de: ['API-Schlüssel angelegt', 'hat [den API-Schlüssel {key}|einen API-Schlüssel] angelegt'],
    'pt-PT': ['Chave de API criada', 'criou [a chave de API {key}|uma chave de API]'],
    es: ['Clave de API creada', 'creó [la clave de API {key}|una clave de API]'],
  },
  'key.revoked': {
    ...security('ban', KEY),
    staffOnly: true,
    sets: { status: 'revoked' },
    en: ['API key revoked', 'revoked [API key {key}|an API key]'],
    de: ['API-Schlüssel widerrufen', 'hat [den API-Schlüssel {key}|einen API-Schlüssel] widerrufen'],
    'pt-PT': ['Chave de API revogada', 'revogou [a chave de API {key}|uma chave de API]'],
    es: ['Clave de API revocada', 'revocó [la clave de API {key}|una clave de API]'],
  },
  'entry.annotated': {
    ...record('note', { note, sentence: personal.text('Entry', 'Eintrag', 'Entrada', 'Entrada') }),
    staffOnly: true,
    en: ['Note on an entry', 'noted on [“{sentence}”|an entry][: {note}]'],
    de: ['Notiz zu einem Eintrag', 'hat zu [„{sentence}“|einem Eintrag] notiert[: {note}]'],
    'pt-PT': ['Nota numa entrada', 'anotou [em “{sentence}”|uma entrada][: {note}]'],
    es: ['Nota en una entrada', 'anotó [en “{sentence}”|una entrada][: {note}]'],
  },
  'settings.updated': {
    ...settings('gear', { setting: business.text('Setting', 'Einstellung', 'Definição', 'Ajuste') }),
    staffOnly: true,
    en: ['Settings changed', '[changed {fields}|changed the settings]'],
    de: ['Einstellungen geändert', '[hat {fields} geändert|hat die Einstellungen geändert]'],
    'pt-PT': ['Definições alteradas', '[alterou {fields}|alterou as definições]'],
    es: ['Ajustes cambiados', '[cambió {fields}|cambió los ajustes]'],
  },
  'workspace.created': {
    ...security('building', {}),
    staffOnly: true,
    en: ['Workspace created', 'created the workspace'],
    de: ['Arbeitsbereich angelegt', 'hat den Arbeitsbereich angelegt'],
    'pt-PT': ['Espaço de trabalho criado', 'criou o espaço de trabalho'],
    es: ['Espacio de trabajo creado', 'creó el espacio de trabajo'],
  },
  'workspace.closing': {
    ...security('building', {
      reason,
      date: business.date('Closing on', 'Schließung am', 'Encerramento em', 'Cierre el'),
    }),
    staffOnly: true,
    en: ['Workspace closing', 'asked to close the workspace'],
    de: ['Arbeitsbereich wird geschlossen', 'hat die Schließung des Arbeitsbereichs verlangt'],
    'pt-PT': ['Espaço de trabalho a encerrar', 'pediu o encerramento do espaço de trabalho'],
    es: ['Espacio de trabajo por cerrar', 'solicitó el cierre del espacio de trabajo'],
  },
  'workspace.closed': {
    ...security('building', {}),
    staffOnly: true,
    en: ['Workspace closed', 'closed the workspace'],
    de: ['Arbeitsbereich geschlossen', 'hat den Arbeitsbereich geschlossen'],
    'pt-PT': ['Espaço de trabalho encerrado', 'encerrou o espaço de trabalho'],
    es: ['Espacio de trabajo cerrado', 'cerró el espacio de trabajo'],
  },
})
