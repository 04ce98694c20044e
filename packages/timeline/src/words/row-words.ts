import type { Words } from '@daybook/catalogue'

const words = (en: string, de: string, pt: string, es: string): Words => ({ en, de, 'pt-PT': pt, es })

/** The words of a row itself, in every language that sentences exist in. `{n}` and `{x}` are filled in. */
export const ROW_WORDS = {
  today: words('Today', 'Heute', 'Hoje', 'Hoy'),
  yesterday: words('Yesterday', 'Gestern', 'Ontem', 'Ayer'),
  dateUnknown: words('Date unknown', 'Datum unbekannt', 'Data desconhecida', 'Fecha desconocida'),
  noTime: words('no time', 'ohne Zeit', 'sem hora', 'sin hora'),
  was: words('was', 'vorher', 'antes', 'antes'),
  now: words('now', 'jetzt', 'agora', 'ahora'),
  none: words('none', 'leer', 'vazio', 'vacío'),
  hidden: words('changed (hidden)', 'geändert (verborgen)', 'alterado (oculto)', 'cambiado (oculto)'),
  firstRecorded: words('first recorded', 'erstmals erfasst', 'primeiro registo', 'primer registro'),
  more: words('and {n} more', 'und {n} weitere', 'e mais {n}', 'y {n} más'),
  fewer: words('Show fewer', 'Weniger zeigen', 'Mostrar menos', 'Mostrar menos'),
  alike: words(
    '{n} entries like this',
    '{n} gleiche Einträge',
    '{n} entradas como esta',
    '{n} entradas como esta',
  ),
  alikeHide: words(
    'Hide the {n} entries',
    'Die {n} Einträge ausblenden',
    'Ocultar as {n} entradas',
    'Ocultar las {n} entradas',
  ),
  reason: words('Reason', 'Grund', 'Motivo', 'Motivo'),
  why: words('Why', 'Warum', 'Porquê', 'Por qué'),
  by: words('by {x}', 'von {x}', 'por {x}', 'por {x}'),
  onBehalfOf: words('On behalf of', 'Im Namen von', 'Em nome de', 'En nombre de'),
  reference: words('Reference', 'Referenz', 'Referência', 'Referencia'),
  chain: words(
    'Show what led to this',
    'Zeigen, was dazu führte',
    'Mostrar o que levou a isto',
    'Mostrar qué llevó a esto',
  ),
  failure: words('Failed', 'Fehlgeschlagen', 'Falhou', 'Falló'),
  denied: words('Refused', 'Verweigert', 'Recusado', 'Rechazado'),
  erased: words(
    'Client since erased. The record of the act remains.',
    'Kunde inzwischen gelöscht. Der Nachweis des Vorgangs bleibt.',
    'Cliente entretanto apagado. O registo do ato permanece.',
    'Cliente borrado desde entonces. El registro del acto permanece.',
  ),
  erasedPart: words(
    'One client’s part since erased. The record of the act remains.',
    'Der Teil eines Kunden ist inzwischen gelöscht. Der Nachweis des Vorgangs bleibt.',
    'A parte de um cliente foi entretanto apagada. O registo do ato permanece.',
    'La parte de un cliente se borró desde entonces. El registro del acto permanece.',
  ),
  erasedClient: words('Erased client', 'Gelöschter Kunde', 'Cliente apagado', 'Cliente borrado'),
  details: words('Details', 'Einzelheiten', 'Detalhes', 'Detalles'),
  broken: words(
    'This entry could not be shown as a sentence. Its details are complete.',
    'Dieser Eintrag ließ sich nicht als Satz zeigen. Seine Einzelheiten sind vollständig.',
    'Não foi possível mostrar esta entrada como frase. Os seus detalhes estão completos.',
    'Esta entrada no se pudo mostrar como frase. Sus detalles están completos.',
  ),
  raw: words('Raw entry', 'Eintrag im Original', 'Entrada original', 'Entrada original'),
  beforeStart: words('{x} before the start', '{x} vor Beginn', '{x} antes do início', '{x} antes del inicio'),
  historyOf: words('History of {x}', 'Verlauf von {x}', 'Histórico de {x}', 'Historial de {x}'),
  happenedOn: words('happened {x}', 'geschehen {x}', 'aconteceu {x}', 'ocurrió {x}'),
  recordedOn: words('recorded {x}', 'erfasst {x}', 'registado {x}', 'registrado {x}'),
} as const satisfies Readonly<Record<string, Words>>
