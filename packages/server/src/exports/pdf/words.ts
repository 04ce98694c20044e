/** The words of a printed export. */
import type { Locale } from '@daybook/catalogue'
import type { ErasureMode } from '@daybook/protocol'

export interface PdfWords {
  readonly timeline: string
  readonly log: string
  entries(count: string, one: boolean): string
  timesIn(zone: string): string
  readonly newestFirst: string
  readonly oldestFirst: string
  readonly noFilters: string
  requested(by: string, at: string): string
  page(n: number, of: number): string
  readonly dateUnknown: string
  readonly totals: string
  readonly more: (count: number) => string
  readonly reason: string
  happened(at: string): string
  recorded(at: string): string
  readonly erased: string
  /** The same of a client of whom it is known how and when. */
  gone(mode: ErasureMode, at: string): string
  readonly empty: string
}

export const PDF_WORDS: Readonly<Record<Locale, PdfWords>> = {
  en: {
    timeline: 'Timeline',
    log: 'Activity log',
    entries: (count, one) => (one ? '1 entry' : `${count} entries`),
    timesIn: zone => `Times in ${zone}`,
    newestFirst: 'Newest first',
    oldestFirst: 'Oldest first',
    noFilters: 'No filters',
    requested: (by, at) => `Exported by ${by} on ${at}`,
    page: (n, of) => `Page ${n} of ${of}`,
    dateUnknown: 'Date unknown',
    totals: 'Totals',
    more: count => `and ${count} more`,
    reason: 'Reason',
    happened: at => `happened ${at}`,
    recorded: at => `recorded ${at}`,
    erased: 'Erased. The record of the act remains.',
    gone: (mode, at) =>
      mode === 'erase'
        ? `Erased on ${at}. The record of the act remains.`
        : `Anonymised on ${at}. The record of the act remains.`,
    empty: 'There are no entries in this list.',
  },
  de: {
    timeline: 'Verlauf',
    log: 'Protokoll',
    entries: (count, one) => (one ? '1 Eintrag' : `${count} Einträge`),
    timesIn: zone => `Zeiten in ${zone}`,
    newestFirst: 'Neueste zuerst',
    oldestFirst: 'Älteste zuerst',
    noFilters: 'Keine Filter',
    requested: (by, at) => `Exportiert von ${by} am ${at}`,
    page: (n, of) => `Seite ${n} von ${of}`,
    dateUnknown: 'Datum unbekannt',
    totals: 'Summen',
    more: count => `und ${count} weitere`,
    reason: 'Grund',
    happened: at => `geschehen ${at}`,
    recorded: at => `festgehalten ${at}`,
    erased: 'Gelöscht. Dass es geschah, bleibt festgehalten.',
    gone: (mode, at) =>
      mode === 'erase'
        ? `Gelöscht am ${at}. Dass es geschah, bleibt festgehalten.`
        : `Anonymisiert am ${at}. Dass es geschah, bleibt festgehalten.`,
    empty: 'Diese Liste hat keine Einträge.',
  },
  'pt-PT': {
    timeline: 'Histórico',
    log: 'Registo de atividade',
    entries: (count, one) => (one ? '1 entrada' : `${count} entradas`),
    timesIn: zone => `Horas em ${zone}`,
    newestFirst: 'Mais recentes primeiro',
    oldestFirst: 'Mais antigas primeiro',
    noFilters: 'Sem filtros',
    requested: (by, at) => `Exportado por ${by} em ${at}`,
    page: (n, of) => `Página ${n} de ${of}`,
    dateUnknown: 'Data desconhecida',
    totals: 'Totais',
    more: count => `e mais ${count}`,
    reason: 'Motivo',
    happened: at => `ocorrido ${at}`,
    recorded: at => `registado ${at}`,
    erased: 'Apagado. O registo do ato permanece.',
    gone: (mode, at) =>
      mode === 'erase'
        ? `Apagado em ${at}. O registo do ato permanece.`
        : `Anonimizado em ${at}. O registo do ato permanece.`,
    empty: 'Esta lista não tem entradas.',
  },
  es: {
    timeline: 'Historial',
    log: 'Registro de actividad',
    entries: (count, one) => (one ? '1 entrada' : `${count} entradas`),
    timesIn: zone => `Horas en ${zone}`,
    newestFirst: 'Más recientes primero',
    oldestFirst: 'Más antiguas primero',
    noFilters: 'Sin filtros',
    requested: (by, at) => `Exportado por ${by} el ${at}`,
    page: (n, of) => `Página ${n} de ${of}`,
    dateUnknown: 'Fecha desconocida',
    totals: 'Totales',
    more: count => `y ${count} más`,
    reason: 'Motivo',
    happened: at => `ocurrido ${at}`,
    recorded: at => `registrado ${at}`,
    erased: 'Suprimido. El registro del acto permanece.',
    gone: (mode, at) =>
      mode === 'erase'
        ? `Suprimido el ${at}. El registro del acto permanece.`
        : `Anonimizado el ${at}. El registro del acto permanece.`,
    empty: 'Esta lista no tiene entradas.',
  },
}
