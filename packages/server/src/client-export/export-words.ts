/** The words of a client's data export, besides the catalogue's. */
import type { Locale } from '@daybook/catalogue'

export interface ExportWords {
  readonly title: string
  readonly intro: (workspace: string) => string
  readonly made: string
  readonly zone: string
  readonly profile: string
  readonly hostId: string
  readonly records: string
  readonly noRecords: string
  readonly history: string
  readonly end: (count: string) => string
  readonly others: string
  /** Who acted, where it was somebody of the staff. */
  readonly staff: string
  readonly anotherClient: string
}

const en: ExportWords = {
  title: 'Your data',
  intro: workspace =>
    `What ${workspace} keeps about you: your profile, your records as they are now, and what happened. The same, for programs, is in data.json.`,
  made: 'Made',
  zone: 'Times are those of',
  profile: 'Profile',
  hostId: 'Number',
  records: 'Records',
  noRecords: 'There are none.',
  history: 'What happened',
  end: count => `End: ${count} entries.`,
  others:
    'What is about other people is left out: others who were there, and the names of those who work for the business.',
  staff: 'Staff',
  anotherClient: 'Another client',
}

const de: ExportWords = {
  title: 'Ihre Daten',
  intro: workspace =>
    `Was ${workspace} über Sie aufbewahrt: Ihr Profil, Ihre Vorgänge, wie sie jetzt sind, und was geschehen ist. Dasselbe für Programme steht in data.json.`,
  made: 'Erstellt',
  zone: 'Zeiten gelten für',
  profile: 'Profil',
  hostId: 'Nummer',
  records: 'Vorgänge',
  noRecords: 'Keine.',
  history: 'Was geschehen ist',
  end: count => `Ende: ${count} Einträge.`,
  others:
    'Weggelassen ist, was andere Menschen betrifft: wer sonst dabei war, und die Namen derer, die für den Betrieb arbeiten.',
  staff: 'Personal',
  anotherClient: 'Eine andere Person',
}

const pt: ExportWords = {
  title: 'Os seus dados',
  intro: workspace =>
    `O que ${workspace} guarda sobre si: o seu perfil, os seus registos tal como estão agora, e o que aconteceu. O mesmo, para programas, está em data.json.`,
  made: 'Criado',
  zone: 'As horas são as de',
  profile: 'Perfil',
  hostId: 'Número',
  records: 'Registos',
  noRecords: 'Não há.',
  history: 'O que aconteceu',
  end: count => `Fim: ${count} entradas.`,
  others:
    'Fica de fora o que diz respeito a outras pessoas: quem mais lá estava e os nomes de quem trabalha para a empresa.',
  staff: 'Equipa',
  anotherClient: 'Outro cliente',
}

const es: ExportWords = {
  title: 'Sus datos',
  intro: workspace =>
    `Lo que ${workspace} guarda sobre usted: su perfil, sus registros tal como están ahora y lo que ocurrió. Lo mismo, para programas, está en data.json.`,
  made: 'Creado',
  zone: 'Las horas son las de',
  profile: 'Perfil',
  hostId: 'Número',
  records: 'Registros',
  noRecords: 'No hay ninguno.',
  history: 'Qué ocurrió',
  end: count => `Fin: ${count} entradas.`,
  others:
    'Queda fuera lo que se refiere a otras personas: quién más estuvo allí y los nombres de quienes trabajan para la empresa.',
  staff: 'Personal',
  anotherClient: 'Otro cliente',
}

export const EXPORT_WORDS: Readonly<Record<Locale, ExportWords>> = { en, de, 'pt-PT': pt, es }
