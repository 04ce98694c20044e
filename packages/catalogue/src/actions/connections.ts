import { defineActions, kind } from '../define-actions.ts'
import { business, personal } from '../field.ts'
import { channel, count, reason, subject } from './data.ts'

const integration = kind('system', 'integration')
const notification = kind('system', 'notification')
const record = kind('system', 'data')

const INTEGRATION = {
  integration: business.text('Integration', 'Integration', 'Integração', 'Integración'),
  problem: business.text('Problem', 'Problem', 'Problema', 'Problema'),
}
const WEBHOOK = {
  host: business.text('Host', 'Host', 'Servidor', 'Servidor'),
  attempts: business.number('Attempts', 'Versuche', 'Tentativas', 'Intentos'),
  status: business.text('Answer', 'Antwort', 'Resposta', 'Respuesta'),
}

/** Other programs that the workspace talks with, and what came in from files. */
export const CONNECTION_ACTIONS = defineActions({
  'integration.connected': {
    ...integration('plug', INTEGRATION),
    staffOnly: true,
    sets: { status: 'connected' },
    en: ['Integration connected', 'connected [{integration}|an integration]'],
    de: ['Integration verbunden', 'hat [{integration}|eine Integration] verbunden'],
    'pt-PT': ['Integração ligada', 'ligou [{integration}|uma integração]'],
    es: ['Integración conectada', 'conectó [{integration}|una integración]'],
  },
  'integration.disconnected': {
    ...integration('plug-off', INTEGRATION),
    staffOnly: true,
    sets: { status: 'disconnected' },
    en: ['Integration disconnected', 'disconnected [{integration}|an integration]'],
    de: ['Integration getrennt', 'hat [{integration}|eine Integration] getrennt'],
    'pt-PT': ['Integração desligada', 'desligou [{integration}|uma integração]'],
    es: ['Integración desconectada', 'desconectó [{integration}|una integración]'],
  },
  'integration.failed': {
    ...integration('plug-off', INTEGRATION),
    staffOnly: true,
    sets: { status: 'failed' },
    en: ['Integration failed', '= [{integration}|An integration] failed'],
    de: ['Integration fehlgeschlagen', '= [{integration}|Eine Integration] ist fehlgeschlagen'],
    'pt-PT': ['Integração falhada', '= [{integration}|Uma integração] falhou'],
    es: ['Integración fallida', '= [{integration}|Una integración] falló'],
  },
  'webhook.created': {
    ...integration('webhook', WEBHOOK),
    staffOnly: true,
    sets: { status: 'active' },
    en: ['Webhook created', 'created [the webhook to {host}|a webhook]'],
    de: ['Webhook angelegt', 'hat [den Webhook an {host}|einen Webhook] angelegt'],
    'pt-PT': ['Webhook criado', 'criou [o webhook para {host}|um webhook]'],
    es: ['Webhook creado', 'creó [el webhook a {host}|un webhook]'],
  },
  'webhook.updated': {
    ...integration('webhook', WEBHOOK),
    staffOnly: true,
    en: ['Webhook changed', 'changed [the webhook to {host}|a webhook]'],
    de: ['Webhook geändert', 'hat [den Webhook an {host}|einen Webhook] geändert'],
    'pt-PT': ['Webhook alterado', 'alterou [o webhook para {host}|um webhook]'],
    es: ['Webhook modificado', 'modificó [el webhook a {host}|un webhook]'],
  },
  'webhook.deleted': {
    ...integration('trash', WEBHOOK),
    staffOnly: true,
    en: ['Webhook deleted', 'deleted [the webhook to {host}|a webhook]'],
    de: ['Webhook gelöscht', 'hat [den Webhook an {host}|einen Webhook] gelöscht'],
    'pt-PT': ['Webhook eliminado', 'eliminou [o webhook para {host}|um webhook]'],
    es: ['Webhook eliminado', 'eliminó [el webhook a {host}|un webhook]'],
  },
  'webhook.failing': {
    ...integration('webhook', WEBHOOK),
    staffOnly: true,
    sets: { status: 'failing' },
    en: ['Webhook keeps failing', '= [Webhook to {host}|A webhook] keeps failing'],
    de: ['Webhook schlägt fehl', '= [Webhook an {host}|Ein Webhook] schlägt wiederholt fehl'],
    'pt-PT': ['Webhook com falhas', '= [Webhook para {host}|Um webhook] continua a falhar'],
    es: ['Webhook con fallos', '= [Webhook a {host}|Un webhook] sigue fallando'],
  },
  'notification.sent': {
    ...notification('bell', {
      subject,
      channel,
      reason,
      recipient: personal.text('Recipient', 'Empfänger', 'Destinatário', 'Destinatario'),
    }),
    staffOnly: true,
    en: ['Notification sent', 'notified [{recipient}|the team][: {subject}]'],
    de: ['Benachrichtigung gesendet', 'hat [{recipient}|das Team] benachrichtigt[: {subject}]'],
    'pt-PT': ['Notificação enviada', 'notificou [{recipient}|a equipa][: {subject}]'],
    es: ['Notificación enviada', 'notificó [a {recipient}|al equipo][: {subject}]'],
  },
  'data.imported': {
    ...record('upload', {
      count,
      file: business.text('File', 'Datei', 'Ficheiro', 'Archivo'),
      map: business.text('Mapping', 'Zuordnung', 'Mapeamento', 'Correspondencia'),
      skipped: business.number('Skipped', 'Übersprungen', 'Ignoradas', 'Omitidas'),
    }),
    staffOnly: true,
    en: ['Import', 'imported {count entry|entries}[ from {file}]'],
    de: ['Import', 'hat {count Eintrag|Einträge}[ aus {file}] importiert'],
    'pt-PT': ['Importação', 'importou {count entrada|entradas}[ de {file}]'],
    es: ['Importación', 'importó {count entrada|entradas}[ de {file}]'],
  },
})
