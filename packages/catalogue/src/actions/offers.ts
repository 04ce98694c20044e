import { defineActions, kind } from '../define-actions.ts'
import { business } from '../field.ts'
import { member, reason, service } from './data.ts'

const configuration = kind('system', 'configuration')
const record = kind('system', 'data')

const SERVICE = { service }
const SCHEDULE = { member, schedule: business.text('Schedule', 'Zeitplan', 'Horário', 'Horario') }
const REWARD = {
  reward: business.text('Reward', 'Prämie', 'Recompensa', 'Recompensa'),
  points: business.number('Points', 'Punkte', 'Pontos', 'Puntos'),
}
const OBJECT = { reason, object: business.text('Object', 'Objekt', 'Objeto', 'Objeto') }

/** What the business offers: services, schedules, rewards; and objects of types that it declares itself. */
export const OFFER_ACTIONS = defineActions({
  'service.created': {
    ...configuration('service', SERVICE),
    en: ['Service created', 'created [service {service}|a service]'],
    de: ['Leistung angelegt', 'hat [die Leistung {service}|eine Leistung] angelegt'],
    'pt-PT': ['Serviço criado', 'criou [o serviço {service}|um serviço]'],
    es: ['Servicio creado', 'creó [el servicio {service}|un servicio]'],
  },
  'service.updated': {
    ...configuration('service', SERVICE),
    en: ['Service changed', 'changed [service {service}|a service]'],
    de: ['Leistung geändert', 'hat [die Leistung {service}|eine Leistung] geändert'],
    'pt-PT': ['Serviço alterado', 'alterou [o serviço {service}|um serviço]'],
    es: ['Servicio modificado', 'modificó [el servicio {service}|un servicio]'],
  },
  'service.deleted': {
    ...configuration('trash', SERVICE),
    sets: { deleted: 'yes' },
    en: ['Service deleted', 'deleted [service {service}|a service]'],
    de: ['Leistung gelöscht', 'hat [die Leistung {service}|eine Leistung] gelöscht'],
    'pt-PT': ['Serviço eliminado', 'eliminou [o serviço {service}|um serviço]'],
    es: ['Servicio eliminado', 'eliminó [el servicio {service}|un servicio]'],
  },
  'service.restored': {
    ...configuration('restore', SERVICE),
    sets: { deleted: 'no' },
    en: ['Service restored', 'restored [service {service}|a service]'],
    de: ['Leistung wiederhergestellt', 'hat [die Leistung {service}|eine Leistung] wiederhergestellt'],
    'pt-PT': ['Serviço restaurado', 'restaurou [o serviço {service}|um serviço]'],
    es: ['Servicio restaurado', 'restauró [el servicio {service}|un servicio]'],
  },
  'schedule.created': {
    ...configuration('clock', SCHEDULE),
    en: ['Schedule created', 'created [the schedule {schedule}|a schedule]'],
    de: ['Zeitplan angelegt', 'hat [den Zeitplan {schedule}|einen Zeitplan] angelegt'],
    'pt-PT': ['Horário criado', 'criou [o horário {schedule}|um horário]'],
    es: ['Horario creado', 'creó [el horario {schedule}|un horario]'],
  },
  'schedule.updated': {
    ...configuration('clock', SCHEDULE),
    en: ['Schedule changed', 'changed [the schedule {schedule}|a schedule]'],
    de: ['Zeitplan geändert', 'hat [den Zeitplan {schedule}|einen Zeitplan] geändert'],
    'pt-PT': ['Horário alterado', 'alterou [o horário {schedule}|um horário]'],
    es: ['Horario modificado', 'modificó [el horario {schedule}|un horario]'],
  },
  'schedule.deleted': {
    ...configuration('trash', SCHEDULE),
    sets: { deleted: 'yes' },
    en: ['Schedule deleted', 'deleted [the schedule {schedule}|a schedule]'],
    de: ['Zeitplan gelöscht', 'hat [den Zeitplan {schedule}|einen Zeitplan] gelöscht'],
    'pt-PT': ['Horário eliminado', 'eliminou [o horário {schedule}|um horário]'],
    es: ['Horario eliminado', 'eliminó [el horario {schedule}|un horario]'],
  },
  'schedule.restored': {
    ...configuration('restore', SCHEDULE),
    sets: { deleted: 'no' },
    en: ['Schedule restored', 'restored [the schedule {schedule}|a schedule]'],
    de: ['Zeitplan wiederhergestellt', 'hat [den Zeitplan {schedule}|einen Zeitplan] wiederhergestellt'],
    'pt-PT': ['Horário restaurado', 'restaurou [o horário {schedule}|um horário]'],
    es: ['Horario restaurado', 'restauró [el horario {schedule}|un horario]'],
  },
  'reward.created': {
    ...configuration('gift', REWARD),
    en: ['Reward created', 'created [reward {reward}|a reward]'],
    de: ['Prämie angelegt', 'hat [die Prämie {reward}|eine Prämie] angelegt'],
    'pt-PT': ['Recompensa criada', 'criou [a recompensa {reward}|uma recompensa]'],
    es: ['Recompensa creada', 'creó [la recompensa {reward}|una recompensa]'],
  },
  'reward.updated': {
    ...configuration('gift', REWARD),
    en: ['Reward changed', 'changed [reward {reward}|a reward]'],
    de: ['Prämie geändert', 'hat [die Prämie {reward}|eine Prämie] geändert'],
    'pt-PT': ['Recompensa alterada', 'alterou [a recompensa {reward}|uma recompensa]'],
    es: ['Recompensa modificada', 'modificó [la recompensa {reward}|una recompensa]'],
  },
  'reward.redeemed': {
    ...configuration('gift', REWARD),
    en: [
      'Reward redeemed',
      'redeemed [reward {reward}|a reward]',
      'redeemed [reward {reward}|a reward] for {client}',
    ],
    de: [
      'Prämie eingelöst',
      'hat [die Prämie {reward}|eine Prämie] eingelöst',
      'hat [die Prämie {reward}|eine Prämie] für {client:acc} eingelöst',
    ],
    'pt-PT': [
      'Recompensa utilizada',
      'utilizou [a recompensa {reward}|uma recompensa]',
      'utilizou [a recompensa {reward}|uma recompensa] para {client}',
    ],
    es: [
      'Recompensa canjeada',
      'canjeó [la recompensa {reward}|una recompensa]',
      'canjeó [la recompensa {reward}|una recompensa] para {client}',
    ],
  },
  'reward.deleted': {
    ...configuration('trash', REWARD),
    sets: { deleted: 'yes' },
    en: ['Reward deleted', 'deleted [reward {reward}|a reward]'],
    de: ['Prämie gelöscht', 'hat [die Prämie {reward}|eine Prämie] gelöscht'],
    'pt-PT': ['Recompensa eliminada', 'eliminou [a recompensa {reward}|uma recompensa]'],
    es: ['Recompensa eliminada', 'eliminó [la recompensa {reward}|una recompensa]'],
  },
  'object.created': {
    ...record('cube', OBJECT),
    en: ['Object created', 'created {object}'],
    de: ['Objekt angelegt', 'hat {object} angelegt'],
    'pt-PT': ['Objeto criado', 'criou {object}'],
    es: ['Objeto creado', 'creó {object}'],
  },
  'object.updated': {
    ...record('cube', OBJECT),
    en: ['Object changed', 'changed {object}'],
    de: ['Objekt geändert', 'hat {object} geändert'],
    'pt-PT': ['Objeto alterado', 'alterou {object}'],
    es: ['Objeto modificado', 'modificó {object}'],
  },
  'object.deleted': {
    ...record('trash', OBJECT),
    sets: { deleted: 'yes' },
    en: ['Object deleted', 'deleted {object}'],
    de: ['Objekt gelöscht', 'hat {object} gelöscht'],
    'pt-PT': ['Objeto eliminado', 'eliminou {object}'],
    es: ['Objeto eliminado', 'eliminó {object}'],
  },
  'object.restored': {
    ...record('restore', OBJECT),
    sets: { deleted: 'no' },
    en: ['Object restored', 'restored {object}'],
    de: ['Objekt wiederhergestellt', 'hat {object} wiederhergestellt'],
    'pt-PT': ['Objeto restaurado', 'restaurou {object}'],
    es: ['Objeto restaurado', 'restauró {object}'],
  },
})
