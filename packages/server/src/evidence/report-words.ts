/** The words of the report, besides the catalogue's. */
import type { Locale } from '@daybook/catalogue'

export interface ReportWords {
  readonly title: string
  readonly intro: string
  readonly about: string
  readonly entries: string
  readonly made: string
  readonly madeBy: (by: string) => string
  readonly zone: string
  readonly log: string
  readonly checkpoint: string
  readonly checkpointSays: (size: string, at: string) => string
  readonly root: string
  readonly fingerprint: string
  readonly anchor: string
  readonly anchored: string
  readonly timestamp: string
  readonly number: string
  readonly when: string
  readonly what: string
  readonly details: string
  readonly hidden: string
  readonly by: string
  readonly before: string
  readonly after: string
  readonly none: string
  readonly hiddenValue: string
  readonly reason: string
  readonly address: string
  readonly device: string
  readonly reference: string
  readonly rule: string
  readonly source: string
  readonly recorded: (at: string) => string
  readonly undated: string
  readonly outcome: Readonly<Record<'failure' | 'denied', string>>
  readonly notShown: (count: number) => string
  readonly partNotShown: string
  readonly erased: string
  readonly nothingHidden: string
  readonly proof: string
  readonly verify: string
  readonly steps: readonly string[]
  readonly means: string
  readonly proves: string
  readonly provesNot: string
  readonly end: (count: string) => string
}

const en: ReportWords = {
  title: 'Evidence',
  intro:
    'Entries of a log, as they were recorded. Each has a proof file in the folder “entries”. The proofs are the evidence: this page makes them readable and proves nothing by itself.',
  about: 'About',
  entries: 'Entries',
  made: 'Made',
  madeBy: by => `by ${by}`,
  zone: 'Times are those of',
  log: 'Log',
  checkpoint: 'Signed state',
  checkpointSays: (size, at) => `${size} entries, signed ${at}`,
  root: 'Root hash',
  fingerprint: 'Fingerprint of the signing key',
  anchor: 'Anchor',
  anchored: 'The signed state stands in the log of all logs of this installation (anchor.tlog-proof).',
  timestamp: 'Time stamp',
  number: 'No.',
  when: 'When',
  what: 'What happened',
  details: 'Before, after and details',
  hidden: 'Not shown',
  by: 'By',
  before: 'before',
  after: 'after',
  none: 'nothing',
  hiddenValue: 'changed (value not kept)',
  reason: 'Reason',
  address: 'IP address',
  device: 'Device',
  reference: 'Reference',
  rule: 'Rule',
  source: 'Source',
  recorded: at => `recorded ${at}`,
  undated: 'date unknown',
  outcome: { failure: 'failed', denied: 'refused' },
  notShown: count => (count === 1 ? '1 field was left out.' : `${count} fields were left out.`),
  partNotShown: 'A whole part was left out.',
  erased: 'Personal details were erased and cannot be shown by anybody.',
  nothingHidden: 'nothing',
  proof: 'Proof',
  verify: 'How to verify this',
  steps: [
    'Open the file verify.html of this bundle in a browser. It needs no network and sends nothing.',
    'Drag the whole bundle (the zip file) onto it. It says “verified”, or which entry is wrong and why.',
    'Compare the fingerprint of the signing key above with the one that the business tells you in another way: on paper, by telephone, on its website.',
    'README.txt says how to do the same with tools that are not Daybook’s.',
  ],
  means: 'What a verified entry means',
  proves:
    'It stood in the log exactly so, at this place, when the state was signed; nothing of it was changed since, and nothing before it was taken out or put in.',
  provesNot:
    'It does not prove that what was recorded is true, nor that nothing else happened: other entries may have been left out of this bundle, and fields were left out where it says so.',
  end: count => `End of the report: ${count} entries.`,
}

const de: ReportWords = {
  title: 'Nachweis',
  intro:
    'Einträge eines Protokolls, wie sie aufgezeichnet wurden. Zu jedem liegt eine Beweisdatei im Ordner „entries“. Die Beweisdateien sind der Nachweis: Diese Seite macht sie lesbar und beweist für sich allein nichts.',
  about: 'Worüber',
  entries: 'Einträge',
  made: 'Erstellt',
  madeBy: by => `von ${by}`,
  zone: 'Zeiten gelten für',
  log: 'Protokoll',
  checkpoint: 'Signierter Stand',
  checkpointSays: (size, at) => `${size} Einträge, signiert ${at}`,
  root: 'Wurzel-Hash',
  fingerprint: 'Fingerabdruck des Signaturschlüssels',
  anchor: 'Verankerung',
  anchored:
    'Der signierte Stand steht im Protokoll aller Protokolle dieser Installation (anchor.tlog-proof).',
  timestamp: 'Zeitstempel',
  number: 'Nr.',
  when: 'Wann',
  what: 'Was geschah',
  details: 'Vorher, nachher und Einzelheiten',
  hidden: 'Nicht gezeigt',
  by: 'Von',
  before: 'vorher',
  after: 'nachher',
  none: 'nichts',
  hiddenValue: 'geändert (Wert nicht aufbewahrt)',
  reason: 'Grund',
  address: 'IP-Adresse',
  device: 'Gerät',
  reference: 'Verweis',
  rule: 'Regel',
  source: 'Quelle',
  recorded: at => `aufgezeichnet ${at}`,
  undated: 'Datum unbekannt',
  outcome: { failure: 'fehlgeschlagen', denied: 'verweigert' },
  notShown: count => (count === 1 ? '1 Feld wurde weggelassen.' : `${count} Felder wurden weggelassen.`),
  partNotShown: 'Ein ganzer Teil wurde weggelassen.',
  erased: 'Persönliche Angaben wurden gelöscht und können von niemandem mehr gezeigt werden.',
  nothingHidden: 'nichts',
  proof: 'Beweis',
  verify: 'So prüfen Sie diesen Nachweis',
  steps: [
    'Öffnen Sie die Datei verify.html dieses Pakets in einem Browser. Sie braucht kein Netz und sendet nichts.',
    'Ziehen Sie das ganze Paket (die Zip-Datei) darauf. Sie sagt „geprüft“ oder welcher Eintrag falsch ist und warum.',
    'Vergleichen Sie den Fingerabdruck des Signaturschlüssels oben mit dem, den Ihnen der Betrieb auf anderem Weg nennt: auf Papier, am Telefon, auf seiner Website.',
    'README.txt sagt, wie dasselbe mit Werkzeugen geht, die nicht von Daybook sind.',
  ],
  means: 'Was ein geprüfter Eintrag bedeutet',
  proves:
    'Er stand genau so und an dieser Stelle im Protokoll, als der Stand signiert wurde; seither wurde nichts an ihm geändert und vor ihm nichts entfernt oder eingefügt.',
  provesNot:
    'Er beweist nicht, dass das Aufgezeichnete wahr ist, und nicht, dass sonst nichts geschah: Andere Einträge können in diesem Paket fehlen, und Felder wurden weggelassen, wo es dasteht.',
  end: count => `Ende des Berichts: ${count} Einträge.`,
}

const pt: ReportWords = {
  title: 'Prova',
  intro:
    'Entradas de um registo, tal como foram gravadas. Cada uma tem um ficheiro de prova na pasta «entries». Os ficheiros de prova são a prova: esta página torna-os legíveis e, por si só, nada prova.',
  about: 'Sobre',
  entries: 'Entradas',
  made: 'Criada',
  madeBy: by => `por ${by}`,
  zone: 'As horas são as de',
  log: 'Registo',
  checkpoint: 'Estado assinado',
  checkpointSays: (size, at) => `${size} entradas, assinado ${at}`,
  root: 'Hash da raiz',
  fingerprint: 'Impressão digital da chave de assinatura',
  anchor: 'Âncora',
  anchored: 'O estado assinado consta do registo de todos os registos desta instalação (anchor.tlog-proof).',
  timestamp: 'Selo temporal',
  number: 'N.º',
  when: 'Quando',
  what: 'O que aconteceu',
  details: 'Antes, depois e pormenores',
  hidden: 'Não mostrado',
  by: 'Por',
  before: 'antes',
  after: 'depois',
  none: 'nada',
  hiddenValue: 'alterado (valor não guardado)',
  reason: 'Motivo',
  address: 'Endereço IP',
  device: 'Dispositivo',
  reference: 'Referência',
  rule: 'Regra',
  source: 'Origem',
  recorded: at => `gravado ${at}`,
  undated: 'data desconhecida',
  outcome: { failure: 'falhou', denied: 'recusado' },
  notShown: count => (count === 1 ? '1 campo foi omitido.' : `${count} campos foram omitidos.`),
  partNotShown: 'Uma parte inteira foi omitida.',
  erased: 'Os dados pessoais foram apagados e ninguém os pode mostrar.',
  nothingHidden: 'nada',
  proof: 'Prova',
  verify: 'Como verificar',
  steps: [
    'Abra o ficheiro verify.html deste pacote num navegador. Não precisa de rede e não envia nada.',
    'Arraste o pacote inteiro (o ficheiro zip) para cima dele. Diz «verificado», ou que entrada está errada e porquê.',
    'Compare a impressão digital da chave de assinatura acima com a que a empresa lhe indica por outro meio: em papel, por telefone, no seu site.',
    'README.txt explica como fazer o mesmo com ferramentas que não são do Daybook.',
  ],
  means: 'O que significa uma entrada verificada',
  proves:
    'Constava do registo exatamente assim, neste lugar, quando o estado foi assinado; desde então nada nela foi alterado, e nada antes dela foi retirado ou acrescentado.',
  provesNot:
    'Não prova que o que foi gravado é verdade, nem que nada mais aconteceu: outras entradas podem ter ficado fora deste pacote, e foram omitidos campos onde isso é dito.',
  end: count => `Fim do relatório: ${count} entradas.`,
}

const es: ReportWords = {
  title: 'Prueba',
  intro:
    'Entradas de un registro, tal como se grabaron. Cada una tiene un archivo de prueba en la carpeta «entries». Los archivos de prueba son la prueba: esta página los hace legibles y por sí sola no prueba nada.',
  about: 'Sobre',
  entries: 'Entradas',
  made: 'Creada',
  madeBy: by => `por ${by}`,
  zone: 'Las horas son las de',
  log: 'Registro',
  checkpoint: 'Estado firmado',
  checkpointSays: (size, at) => `${size} entradas, firmado ${at}`,
  root: 'Hash de la raíz',
  fingerprint: 'Huella de la clave de firma',
  anchor: 'Ancla',
  anchored:
    'El estado firmado consta en el registro de todos los registros de esta instalación (anchor.tlog-proof).',
  timestamp: 'Sello de tiempo',
  number: 'N.º',
  when: 'Cuándo',
  what: 'Qué ocurrió',
  details: 'Antes, después y detalles',
  hidden: 'No mostrado',
  by: 'Por',
  before: 'antes',
  after: 'después',
  none: 'nada',
  hiddenValue: 'cambiado (valor no guardado)',
  reason: 'Motivo',
  address: 'Dirección IP',
  device: 'Dispositivo',
  reference: 'Referencia',
  rule: 'Regla',
  source: 'Origen',
  recorded: at => `grabado ${at}`,
  undated: 'fecha desconocida',
  outcome: { failure: 'falló', denied: 'rechazado' },
  notShown: count => (count === 1 ? 'Se omitió 1 campo.' : `Se omitieron ${count} campos.`),
  partNotShown: 'Se omitió una parte entera.',
  erased: 'Los datos personales se borraron y nadie puede mostrarlos.',
  nothingHidden: 'nada',
  proof: 'Prueba',
  verify: 'Cómo verificarlo',
  steps: [
    'Abra el archivo verify.html de este paquete en un navegador. No necesita red y no envía nada.',
    'Arrastre el paquete entero (el archivo zip) sobre él. Dice «verificado», o qué entrada está mal y por qué.',
    'Compare la huella de la clave de firma de arriba con la que la empresa le indique por otra vía: en papel, por teléfono, en su sitio web.',
    'README.txt explica cómo hacer lo mismo con herramientas que no son de Daybook.',
  ],
  means: 'Qué significa una entrada verificada',
  proves:
    'Constaba en el registro exactamente así, en este lugar, cuando se firmó el estado; desde entonces nada de ella se cambió, y nada anterior se quitó ni se añadió.',
  provesNot:
    'No prueba que lo grabado sea verdad, ni que no ocurriera nada más: otras entradas pueden haber quedado fuera de este paquete, y se omitieron campos donde así se indica.',
  end: count => `Fin del informe: ${count} entradas.`,
}

export const REPORT_WORDS: Readonly<Record<Locale, ReportWords>> = { en, de, 'pt-PT': pt, es }
