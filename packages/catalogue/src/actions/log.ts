import { defineActions, kind } from '../define-actions.ts'
import { business, personal } from '../field.ts'
import { count, format, reason } from './data.ts'

const report = kind('system', 'report')
const file = kind('system', 'export')
const view = kind('system', 'access')
const compliance = kind('system', 'compliance')
const security = kind('system', 'security')

const EXPORT = { count, format, filter: personal.json('Filters', 'Filter', 'Filtros', 'Filtros') }
const HOLD = { reason, case: personal.text('Case', 'Aktenzeichen', 'Processo', 'Expediente') }
const SEQ = { seq: business.number('Entry', 'Eintrag', 'Entrada', 'Entrada') }

/** What leaves the log, who looks at it, how long it lasts, and its own safety. */
export const LOG_ACTIONS = defineActions({
  'report.generated': {
    ...report('report', { report: business.text('Report', 'Bericht', 'Relatório', 'Informe'), format }),
    staffOnly: true,
    en: ['Report', 'made [the report {report}|a report]'],
    de: ['Bericht', 'hat [den Bericht {report}|einen Bericht] erstellt'],
    'pt-PT': ['Relatório', 'gerou [o relatório {report}|um relatório]'],
    es: ['Informe', 'generó [el informe {report}|un informe]'],
  },
  'export.requested': {
    ...file('download', EXPORT),
    staffOnly: true,
    sets: { status: 'requested' },
    en: ['Export requested', 'asked for an export[ of {count entry|entries}]'],
    de: ['Export angefordert', 'hat einen Export[ von {count Eintrag|Einträgen}] angefordert'],
    'pt-PT': ['Exportação pedida', 'pediu uma exportação[ de {count entrada|entradas}]'],
    es: ['Exportación solicitada', 'solicitó una exportación[ de {count entrada|entradas}]'],
  },
  'export.completed': {
    ...file('check', EXPORT),
    staffOnly: true,
    sets: { status: 'completed' },
    en: ['Export completed', '= Export[ of {count entry|entries}] is ready'],
    de: ['Export fertig', '= Export[ von {count Eintrag|Einträgen}] ist fertig'],
    'pt-PT': ['Exportação concluída', '= Exportação[ de {count entrada|entradas}] pronta'],
    es: ['Exportación completada', '= Exportación[ de {count entrada|entradas}] lista'],
  },
  'export.failed': {
    ...file('x', { ...EXPORT, problem: business.text('Problem', 'Problem', 'Problema', 'Problema') }),
    staffOnly: true,
    sets: { status: 'failed' },
    en: ['Export failed', '= Export failed'],
    de: ['Export fehlgeschlagen', '= Export fehlgeschlagen'],
    'pt-PT': ['Exportação falhada', '= Exportação falhada'],
    es: ['Exportación fallida', '= Exportación fallida'],
  },
  'export.downloaded': {
    ...file('download', EXPORT),
    staffOnly: true,
    en: ['Export downloaded', 'downloaded an export[ of {count entry|entries}]'],
    de: ['Export heruntergeladen', 'hat einen Export[ von {count Eintrag|Einträgen}] heruntergeladen'],
    'pt-PT': ['Exportação descarregada', 'descarregou uma exportação[ de {count entrada|entradas}]'],
    es: ['Exportación descargada', 'descargó una exportación[ de {count entrada|entradas}]'],
  },
  'evidence.exported': {
    ...file('shield', { count, fields: business.list('Fields', 'Felder', 'Campos', 'Campos') }),
    staffOnly: true,
    en: ['Evidence exported', 'exported evidence for {object}[ ({count entry|entries})]'],
    de: ['Nachweis exportiert', 'hat einen Nachweis zu {object:dat} exportiert[ ({count Eintrag|Einträge})]'],
    'pt-PT': ['Prova exportada', 'exportou provas de {object}[ ({count entrada|entradas})]'],
    es: ['Prueba exportada', 'exportó pruebas de {object}[ ({count entrada|entradas})]'],
  },
  'log.viewed': {
    ...view('eye', {}),
    staffOnly: true,
    en: ['Activity log opened', 'opened the activity log'],
    de: ['Protokoll geöffnet', 'hat das Protokoll geöffnet'],
    'pt-PT': ['Registo de atividade aberto', 'abriu o registo de atividade'],
    es: ['Registro de actividad abierto', 'abrió el registro de actividad'],
  },
  'hold.placed': {
    ...compliance('lock', HOLD),
    staffOnly: true,
    en: ['Legal hold placed', 'placed a legal hold on {client}'],
    de: ['Löschsperre gesetzt', 'hat eine Löschsperre für {client:acc} gesetzt'],
    'pt-PT': ['Retenção legal aplicada', 'aplicou uma retenção legal a {client}'],
    es: ['Retención legal aplicada', 'aplicó una retención legal a {client}'],
  },
  'hold.released': {
    ...compliance('lock', HOLD),
    staffOnly: true,
    en: ['Legal hold released', 'released a legal hold on {client}'],
    de: ['Löschsperre aufgehoben', 'hat eine Löschsperre für {client:acc} aufgehoben'],
    'pt-PT': ['Retenção legal levantada', 'levantou uma retenção legal de {client}'],
    es: ['Retención legal levantada', 'levantó una retención legal de {client}'],
  },
  'retention.changed': {
    ...compliance('clock', { years: business.number('Years', 'Jahre', 'Anos', 'Años') }),
    staffOnly: true,
    en: ['Retention changed', 'changed the retention[ to {years year|years}]'],
    de: ['Aufbewahrung geändert', 'hat die Aufbewahrung[ auf {years Jahr|Jahre}] geändert'],
    'pt-PT': ['Conservação alterada', 'alterou a conservação[ para {years ano|anos}]'],
    es: ['Conservación cambiada', 'cambió la conservación[ a {years año|años}]'],
  },
  'retention.applied': {
    ...compliance('clock', { count, year: business.text('Year', 'Jahr', 'Ano', 'Año') }),
    staffOnly: true,
    en: [
      'Retention applied',
      '= Personal details of {count entry|entries}[ of {year}] became unreadable by retention',
    ],
    de: [
      'Aufbewahrung angewendet',
      '= Persönliche Angaben aus {count Eintrag|Einträgen}[ von {year}] nach Ablauf der Aufbewahrung unlesbar',
    ],
    'pt-PT': [
      'Conservação aplicada',
      '= Dados pessoais de {count entrada|entradas}[ de {year}] ilegíveis por fim da conservação',
    ],
    es: [
      'Conservación aplicada',
      '= Datos personales de {count entrada|entradas}[ de {year}] ilegibles por fin de la conservación',
    ],
  },
  'log.key_rotated': {
    ...security('key', { key: business.text('Key', 'Schlüssel', 'Chave', 'Clave') }),
    staffOnly: true,
    en: ['Signing key rotated', 'rotated the signing key'],
    de: ['Signaturschlüssel erneuert', 'hat den Signaturschlüssel erneuert'],
    'pt-PT': ['Chave de assinatura renovada', 'renovou a chave de assinatura'],
    es: ['Clave de firma renovada', 'renovó la clave de firma'],
  },
  'log.problem_found': {
    ...security('shield-alert', {
      ...SEQ,
      problem: business.text('Problem', 'Problem', 'Problema', 'Problema'),
    }),
    staffOnly: true,
    en: ['Problem found', '= Verification found a problem[ at entry {seq}]'],
    de: ['Problem gefunden', '= Die Prüfung hat ein Problem gefunden[ bei Eintrag {seq}]'],
    'pt-PT': ['Problema encontrado', '= A verificação encontrou um problema[ na entrada {seq}]'],
    es: ['Problema encontrado', '= La verificación encontró un problema[ en la entrada {seq}]'],
  },
  'log.generation_started': {
    ...security('book', {
      ...SEQ,
      generation: business.number('Generation', 'Generation', 'Geração', 'Generación'),
      checkpoint: business.longText(
        'Last checkpoint',
        'Letzter Prüfpunkt',
        'Último ponto de controlo',
        'Último punto de control',
      ),
    }),
    staffOnly: true,
    en: ['Log continued', '= Log continued after a restore[ at entry {seq}]'],
    de: ['Protokoll fortgesetzt', '= Protokoll nach einer Wiederherstellung fortgesetzt[ bei Eintrag {seq}]'],
    'pt-PT': ['Registo retomado', '= Registo retomado após um restauro[ na entrada {seq}]'],
    es: ['Registro reanudado', '= Registro reanudado tras una restauración[ en la entrada {seq}]'],
  },
})
