import { defineActions, kind } from '../define-actions.ts'
import { business, personal } from '../field.ts'
import { format, reason } from './data.ts'

const compliance = kind('customers', 'compliance', 'profile')
const data = kind('customers', 'export', 'profile')
const portal = kind('customers', 'auth', 'access')

const purpose = { purpose: personal.text('Purpose', 'Zweck', 'Finalidade', 'Finalidad') }
const method = {
  method: business.text('Sign-in by', 'Anmeldung mit', 'Início de sessão por', 'Acceso mediante'),
}

/** What clients may ask about their own data, and their sign-ins to the portal. */
export const CLIENT_DATA_ACTIONS = defineActions({
  'client.anonymised': {
    ...compliance('user-off', {}),
    en: ['Client anonymised', 'anonymised a client'],
    de: ['Kunde anonymisiert', 'hat einen Kunden anonymisiert'],
    'pt-PT': ['Cliente anonimizado', 'anonimizou um cliente'],
    es: ['Cliente anonimizado', 'anonimizó a un cliente'],
  },
  'client.erased': {
    ...compliance('user-off', {}),
    en: ['Client erased', 'erased a client'],
    de: ['Kunde endgültig gelöscht', 'hat einen Kunden endgültig gelöscht'],
    'pt-PT': ['Cliente apagado', 'apagou um cliente'],
    es: ['Cliente suprimido', 'suprimió a un cliente'],
  },
  'client.erasure_requested': {
    ...compliance('user-x', { mode: business.text('Kind', 'Art', 'Tipo', 'Tipo') }),
    en: [
      'Erasure requested',
      'asked for their data to be erased',
      'recorded the request of {client} to have their data erased',
    ],
    de: [
      'Löschung verlangt',
      'hat die Löschung der eigenen Daten verlangt',
      'hat festgehalten, dass {client} die Löschung der eigenen Daten verlangt',
    ],
    'pt-PT': [
      'Apagamento pedido',
      'pediu o apagamento dos seus dados',
      'registou o pedido de {client} para apagar os seus dados',
    ],
    es: [
      'Supresión solicitada',
      'solicitó la supresión de sus datos',
      'registró la solicitud de {client} de suprimir sus datos',
    ],
  },
  'client.erasure_declined': {
    ...compliance('user-check', { reason }),
    en: ['Erasure declined', 'declined the erasure of {client}'],
    de: ['Löschung abgelehnt', 'hat die Löschung von {client:dat} abgelehnt'],
    'pt-PT': ['Apagamento recusado', 'recusou o apagamento de {client}'],
    es: ['Supresión denegada', 'denegó la supresión de {client}'],
  },
  'client.export_requested': {
    ...data('download', { format }),
    en: ['Data requested', 'asked for their data', 'recorded the request of {client} for their data'],
    de: [
      'Daten angefordert',
      'hat die eigenen Daten angefordert',
      'hat festgehalten, dass {client} die eigenen Daten anfordert',
    ],
    'pt-PT': ['Dados pedidos', 'pediu os seus dados', 'registou o pedido de dados de {client}'],
    es: ['Datos solicitados', 'solicitó sus datos', 'registró la solicitud de datos de {client}'],
  },
  'client.exported': {
    ...data('download', { format }),
    en: ['Data exported', 'exported the data of {client}'],
    de: ['Daten exportiert', 'hat die Daten von {client:dat} exportiert'],
    'pt-PT': ['Dados exportados', 'exportou os dados de {client}'],
    es: ['Datos exportados', 'exportó los datos de {client}'],
  },
  'client.consented': {
    ...compliance('check', purpose),
    en: [
      'Consent given',
      '[agreed to {purpose}|gave consent]',
      'recorded the consent of {client}[ to {purpose}]',
    ],
    de: [
      'Einwilligung erteilt',
      '[hat in {purpose} eingewilligt|hat eine Einwilligung erteilt]',
      'hat die Einwilligung von {client:dat}[ in {purpose}] festgehalten',
    ],
    'pt-PT': [
      'Consentimento dado',
      'deu consentimento[ para {purpose}]',
      'registou o consentimento de {client}[ para {purpose}]',
    ],
    es: [
      'Consentimiento dado',
      'dio su consentimiento[ para {purpose}]',
      'registró el consentimiento de {client}[ para {purpose}]',
    ],
  },
  'client.consent_withdrawn': {
    ...compliance('ban', purpose),
    en: [
      'Consent withdrawn',
      'withdrew consent[ to {purpose}]',
      'recorded that {client} withdrew consent[ to {purpose}]',
    ],
    de: [
      'Einwilligung widerrufen',
      'hat die Einwilligung[ in {purpose}] widerrufen',
      'hat den Widerruf der Einwilligung von {client:dat}[ in {purpose}] festgehalten',
    ],
    'pt-PT': [
      'Consentimento retirado',
      'retirou o consentimento[ para {purpose}]',
      'registou que {client} retirou o consentimento[ para {purpose}]',
    ],
    es: [
      'Consentimiento retirado',
      'retiró su consentimiento[ para {purpose}]',
      'registró que {client} retiró su consentimiento[ para {purpose}]',
    ],
  },
  'client.signed_in': {
    ...portal('sign-in', method),
    staffOnly: true,
    en: ['Portal sign-in', 'signed in to the portal', 'recorded a sign-in of {client} to the portal'],
    de: [
      'Anmeldung im Portal',
      'hat sich im Portal angemeldet',
      'hat eine Anmeldung von {client:dat} im Portal gemeldet',
    ],
    'pt-PT': ['Início de sessão no portal', 'entrou no portal', 'registou a entrada de {client} no portal'],
    es: ['Acceso al portal', 'accedió al portal', 'registró el acceso de {client} al portal'],
  },
  'client.signed_out': {
    ...portal('sign-out', {}),
    staffOnly: true,
    en: ['Portal sign-out', 'signed out of the portal', 'recorded a sign-out of {client} from the portal'],
    de: [
      'Abmeldung vom Portal',
      'hat sich vom Portal abgemeldet',
      'hat eine Abmeldung von {client:dat} vom Portal gemeldet',
    ],
    'pt-PT': ['Fim de sessão no portal', 'saiu do portal', 'registou a saída de {client} do portal'],
    es: ['Salida del portal', 'salió del portal', 'registró la salida de {client} del portal'],
  },
  'client.sign_in_failed': {
    ...portal('shield-alert', { ...method, reason }),
    staffOnly: true,
    en: [
      'Portal sign-in failed',
      'failed to sign in to the portal',
      'recorded a failed sign-in of {client} to the portal',
    ],
    de: [
      'Anmeldung im Portal fehlgeschlagen',
      'hat sich vergeblich im Portal anzumelden versucht',
      'hat eine fehlgeschlagene Anmeldung von {client:dat} im Portal gemeldet',
    ],
    'pt-PT': [
      'Início de sessão no portal falhado',
      'não conseguiu entrar no portal',
      'registou uma tentativa falhada de {client} de entrar no portal',
    ],
    es: [
      'Acceso al portal fallido',
      'no pudo acceder al portal',
      'registró un acceso fallido de {client} al portal',
    ],
  },
  'client.session_expired': {
    ...portal('clock', {}),
    staffOnly: true,
    en: ['Portal session expired', '= Portal session of {client} expired'],
    de: ['Portalsitzung abgelaufen', '= Portalsitzung von {client:dat} abgelaufen'],
    'pt-PT': ['Sessão do portal expirada', '= Sessão de {client} no portal expirou'],
    es: ['Sesión del portal caducada', '= Sesión de {client} en el portal caducada'],
  },
})
