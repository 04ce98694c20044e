import { defineActions, kind } from '../define-actions.ts'
import { business } from '../field.ts'

const configuration = kind('system', 'configuration')

const FIELD = {
  field: business.text('Field', 'Feld', 'Campo', 'Campo'),
  objectType: business.text('Belongs to', 'Gehört zu', 'Pertence a', 'Pertenece a'),
}
const RULE = { rule: business.text('Rule', 'Regel', 'Regra', 'Regla') }

/** The workspace's custom fields and rules. */
export const CONFIGURATION_ACTIONS = defineActions({
  'field.created': {
    ...configuration('form', FIELD),
    staffOnly: true,
    en: ['Custom field created', 'created [the field {field}|a field]'],
    de: ['Eigenes Feld angelegt', 'hat [das Feld {field}|ein Feld] angelegt'],
    'pt-PT': ['Campo personalizado criado', 'criou [o campo {field}|um campo]'],
    es: ['Campo personalizado creado', 'creó [el campo {field}|un campo]'],
  },
  'field.updated': {
    ...configuration('form', FIELD),
    staffOnly: true,
    en: ['Custom field changed', 'changed [the field {field}|a field]'],
    de: ['Eigenes Feld geändert', 'hat [das Feld {field}|ein Feld] geändert'],
    'pt-PT': ['Campo personalizado alterado', 'alterou [o campo {field}|um campo]'],
    es: ['Campo personalizado modificado', 'modificó [el campo {field}|un campo]'],
  },
  'field.deleted': {
    ...configuration('trash', FIELD),
    staffOnly: true,
    en: ['Custom field deleted', 'deleted [the field {field}|a field]'],
    de: ['Eigenes Feld gelöscht', 'hat [das Feld {field}|ein Feld] gelöscht'],
    'pt-PT': ['Campo personalizado eliminado', 'eliminou [o campo {field}|um campo]'],
    es: ['Campo personalizado eliminado', 'eliminó [el campo {field}|un campo]'],
  },
  'rule.created': {
    ...configuration('rule', RULE),
    staffOnly: true,
    en: ['Rule created', 'created [the rule {rule}|a rule]'],
    de: ['Regel angelegt', 'hat [die Regel {rule}|eine Regel] angelegt'],
    'pt-PT': ['Regra criada', 'criou [a regra {rule}|uma regra]'],
    es: ['Regla creada', 'creó [la regla {rule}|una regla]'],
  },
  'rule.updated': {
    ...configuration('rule', RULE),
    staffOnly: true,
    en: ['Rule changed', 'changed [the rule {rule}|a rule]'],
    de: ['Regel geändert', 'hat [die Regel {rule}|eine Regel] geändert'],
    'pt-PT': ['Regra alterada', 'alterou [a regra {rule}|uma regra]'],
    es: ['Regla modificada', 'modificó [la regla {rule}|una regla]'],
  },
  'rule.deleted': {
    ...configuration('trash', RULE),
    staffOnly: true,
    en: ['Rule deleted', 'deleted [the rule {rule}|a rule]'],
    de: ['Regel gelöscht', 'hat [die Regel {rule}|eine Regel] gelöscht'],
    'pt-PT': ['Regra eliminada', 'eliminou [a regra {rule}|uma regra]'],
    es: ['Regla eliminada', 'eliminó [la regla {rule}|una regla]'],
  },
})
