import { defineActions, kind } from '../define-actions.ts'
import { business, personal } from '../field.ts'
import { member, reason } from './data.ts'

const signIn = kind('system', 'auth', 'access')
const security = kind('system', 'security', 'access')

const method = {
  method: business.text('Sign-in by', 'Anmeldung mit', 'Início de sessão por', 'Acceso mediante'),
}

/** Members' sign-ins and what they change about them. */
export const ACCOUNT_ACTIONS = defineActions({
  'account.signed_in': {
    ...signIn('sign-in', method),
    staffOnly: true,
    en: ['Sign-in', 'signed in'],
    de: ['Anmeldung', 'hat sich angemeldet'],
    'pt-PT': ['Início de sessão', 'iniciou sessão'],
    es: ['Inicio de sesión', 'inició sesión'],
  },
  'account.signed_out': {
    ...signIn('sign-out', {}),
    staffOnly: true,
    en: ['Sign-out', 'signed out'],
    de: ['Abmeldung', 'hat sich abgemeldet'],
    'pt-PT': ['Fim de sessão', 'terminou sessão'],
    es: ['Cierre de sesión', 'cerró sesión'],
  },
  'account.sign_in_failed': {
    ...signIn('shield-alert', { ...method, reason, member }),
    staffOnly: true,
    en: ['Sign-in failed', 'failed to sign in'],
    de: ['Anmeldung fehlgeschlagen', 'hat sich vergeblich anzumelden versucht'],
    'pt-PT': ['Início de sessão falhado', 'não conseguiu iniciar sessão'],
    es: ['Inicio de sesión fallido', 'no pudo iniciar sesión'],
  },
  'account.session_expired': {
    ...signIn('clock', { member }),
    staffOnly: true,
    en: ['Session expired', '= Session of {member} expired'],
    de: ['Sitzung abgelaufen', '= Sitzung von {member:dat} abgelaufen'],
    'pt-PT': ['Sessão expirada', '= Sessão de {member} expirada'],
    es: ['Sesión caducada', '= Sesión de {member} caducada'],
  },
  'account.password_changed': {
    ...security('lock', {}),
    staffOnly: true,
    en: ['Password changed', 'changed the password'],
    de: ['Passwort geändert', 'hat das Passwort geändert'],
    'pt-PT': ['Palavra-passe alterada', 'alterou a palavra-passe'],
    es: ['Contraseña cambiada', 'cambió la contraseña'],
  },
  'account.password_reset_requested': {
    ...security('lock', {}),
    staffOnly: true,
    en: ['Password reset asked', 'asked for a password reset'],
    de: ['Neues Passwort angefordert', 'hat ein neues Passwort angefordert'],
    'pt-PT': ['Reposição da palavra-passe pedida', 'pediu a reposição da palavra-passe'],
    es: ['Restablecimiento de contraseña solicitado', 'solicitó restablecer la contraseña'],
  },
  'account.password_reset': {
    ...security('lock', {}),
    staffOnly: true,
    en: ['Password reset', 'reset the password'],
    de: ['Passwort zurückgesetzt', 'hat das Passwort zurückgesetzt'],
    'pt-PT': ['Palavra-passe reposta', 'repôs a palavra-passe'],
    es: ['Contraseña restablecida', 'restableció la contraseña'],
  },
  'account.two_factor_enabled': {
    ...security('shield', {}),
    staffOnly: true,
    en: ['Two-factor on', 'turned two-factor sign-in on'],
    de: ['Zwei-Faktor-Anmeldung ein', 'hat die Zwei-Faktor-Anmeldung eingeschaltet'],
    'pt-PT': ['Dois fatores ativados', 'ativou a autenticação de dois fatores'],
    es: ['Dos pasos activados', 'activó el acceso en dos pasos'],
  },
  'account.two_factor_disabled': {
    ...security('shield-alert', {}),
    staffOnly: true,
    en: ['Two-factor off', 'turned two-factor sign-in off'],
    de: ['Zwei-Faktor-Anmeldung aus', 'hat die Zwei-Faktor-Anmeldung ausgeschaltet'],
    'pt-PT': ['Dois fatores desativados', 'desativou a autenticação de dois fatores'],
    es: ['Dos pasos desactivados', 'desactivó el acceso en dos pasos'],
  },
  'account.backup_code_used': {
    ...security('key', {
      left: business.number('Codes left', 'Übrige Codes', 'Códigos restantes', 'Códigos restantes'),
    }),
    staffOnly: true,
    en: ['Backup code used', 'used a backup code'],
    de: ['Ersatzcode verwendet', 'hat einen Ersatzcode verwendet'],
    'pt-PT': ['Código de recuperação usado', 'usou um código de recuperação'],
    es: ['Código de respaldo usado', 'usó un código de respaldo'],
  },
  'account.backup_codes_renewed': {
    ...security('key', {}),
    staffOnly: true,
    en: ['Backup codes renewed', 'renewed the backup codes'],
    de: ['Ersatzcodes erneuert', 'hat die Ersatzcodes erneuert'],
    'pt-PT': ['Códigos de recuperação renovados', 'renovou os códigos de recuperação'],
    es: ['Códigos de respaldo renovados', 'renovó los códigos de respaldo'],
  },
  'account.session_revoked': {
    ...security('ban', { member, device: personal.text('Device', 'Gerät', 'Dispositivo', 'Dispositivo') }),
    staffOnly: true,
    en: ['Session revoked', 'revoked [the session on {device}|a session]'],
    de: ['Sitzung beendet', 'hat [die Sitzung auf {device}|eine Sitzung] beendet'],
    'pt-PT': ['Sessão revogada', 'revogou [a sessão em {device}|uma sessão]'],
    es: ['Sesión revocada', 'revocó [la sesión en {device}|una sesión]'],
  },
  'access.denied': {
    ...security('shield-alert', {
      what: business.text('What', 'Was', 'O quê', 'Qué'),
      right: business.text('Missing right', 'Fehlendes Recht', 'Permissão em falta', 'Permiso que falta'),
    }),
    staffOnly: true,
    en: ['Access refused', 'was refused [{what}|access]'],
    de: ['Zugriff verweigert', 'hat [keinen Zugriff erhalten: {what}|keinen Zugriff erhalten]'],
    'pt-PT': ['Acesso recusado', 'viu recusado [o acesso a {what}|o acesso]'],
    es: ['Acceso denegado', 'vio denegado [el acceso a {what}|el acceso]'],
  },
})
