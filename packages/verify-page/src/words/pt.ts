import type { PageWords } from './page-words.ts'

export const pt: PageWords = {
  title: 'Verificar prova',
  lead: 'Verifica se as entradas de um registo são exatamente o que foi gravado, e mostra o que dizem.',
  offline: 'Tudo acontece neste dispositivo. Esta página não tem forma de enviar nada para lado nenhum.',
  drop: 'Arraste a prova para aqui: o ficheiro zip ou a pasta descompactada',
  dropNow: 'Largue para verificar',
  chooseFiles: 'Escolher um ficheiro',
  chooseFolder: 'Escolher uma pasta',
  another: 'Verificar outra prova',
  language: 'Idioma',
  zone: 'Horas em',
  reading: 'A ler os ficheiros …',
  checking: (done, total) => `A verificar ${done} de ${total} …`,
  verified: 'Verificado',
  notVerified: 'Não verificado',
  cannotRead: 'Não é possível ler o ficheiro.',
  tooOld:
    'Este navegador não consegue verificar assinaturas (Ed25519). Use um mais recente, ou as formas indicadas em README.txt.',
  nothing: 'Não há nenhuma prova entre estes ficheiros.',
  stands: (count, text) =>
    count === 1
      ? 'Esta entrada é exatamente o que foi gravado.'
      : `Estas ${text} entradas são exatamente o que foi gravado.`,
  standsIn: (origin, size) => `Assinado como parte do registo ${origin}, quando este tinha ${size} entradas.`,
  somethingHidden: 'Alguns dados não foram divulgados; estão assinalados abaixo como ocultos.',
  dependsOnKey: 'Que é o registo de quem pensa depende da chave: compare-a abaixo.',
  keyGiven: 'Verificado com as chaves que indicou.',
  checkedAt: at => `Verificado neste dispositivo em ${at}.`,
  exactly: 'Exatamente',
  othersGood: (count, text) =>
    count === 1
      ? 'Outra entrada está tal como foi gravada, e mostra-se abaixo.'
      : `As outras ${text} entradas estão tal como foram gravadas, e mostram-se abaixo.`,
  reasons: {
    malformed: 'Um ficheiro está danificado ou não é uma prova.',
    changed: 'O que o ficheiro mostra não é o que foi gravado: foi alterado, ou pertence a outro lugar.',
    key: 'Não está assinado pelas chaves em que aqui se confia.',
    policy: 'A lista de chaves de confiança não pode ser usada.',
    quorum: 'Não assinaram todas as testemunhas independentes que são exigidas.',
    other: 'Outra prova no pacote pertence a outra coisa.',
  },
  whoseKey: 'De quem é a chave?',
  compare: 'Compare esta impressão digital',
  compareHow: [
    'Peça à empresa a impressão digital do seu registo por um meio diferente daquele por que esta prova chegou: por telefone, em papel, no seu site, numa prova anterior.',
    'Os dezasseis grupos têm de ser iguais.',
  ],
  fingerprint: 'Impressão digital',
  fingerprintOf: origin => `Chave de ${origin}`,
  keysGiven: 'As chaves de confiança são as do ficheiro que escolheu.',
  keysOfBundle: 'As chaves vieram com a prova. Quem a fez escolheu-as.',
  usePolicy: 'Usar uma lista de chaves própria (trust-policy) …',
  bundlePolicy: 'Usar as chaves que vieram com a prova',
  witnesses: 'Também assinado por',
  happened: 'O que aconteceu',
  number: 'N.º',
  when: 'Quando',
  what: 'O quê',
  change: 'Antes → depois',
  hiddenHead: 'Oculto',
  recorded: at => `gravado ${at}`,
  undated: 'data desconhecida',
  noTime: 'hora não mostrada',
  outcome: { failure: 'falhou', denied: 'recusado' },
  by: 'Por',
  because: 'Motivo',
  before: 'antes',
  after: 'depois',
  none: 'nada',
  valueNotKept: 'alterado; o valor não é guardado',
  fieldsHidden: count => (count === 1 ? '1 dado' : `${count} dados`),
  peopleHidden: count => (count === 1 ? 'a pessoa em causa' : `${count} pessoas em causa`),
  partsHidden: count => (count === 1 ? 'talvez mais uma parte' : `até ${count} partes`),
  partsHiddenWhy:
    'Uma parte selada, ou um marcador que esconde quantas são. Não é possível saber qual das duas.',
  nothingHidden: 'nada',
  nothingShown: 'Só se mostra que aconteceu',
  everyField: count =>
    count === 1
      ? 'O único dado mostrado, tal como foi gravado'
      : `Os ${count} dados mostrados, tal como foram gravados`,
  parts: { record: 'O ato', facts: 'O negócio', client: 'A pessoa' },
  showAll: count => `Mostrar as ${count} entradas`,
  checked: 'O que foi verificado',
  steps: [
    'Cada ficheiro está completo e escrito como uma prova deve ser.',
    'O estado do registo foi assinado com a chave acima.',
    'Cada entrada consta desse estado, no seu lugar: nada antes dela foi retirado ou acrescentado.',
    'Cada dado mostrado pertence à sua entrada, palavra por palavra.',
  ],
  stepAnchor: origin => `O estado assinado foi anotado num segundo registo, ${origin}.`,
  stepStamp: at =>
    `Um selo temporal indica o estado assinado e ${at}. Quem o emitiu não é verificado aqui: README.txt explica como.`,
  means: 'O que isto significa',
  proves:
    'Uma entrada verificada constava do registo exatamente assim quando o seu estado foi assinado, e desde então nada nela foi alterado.',
  provesNot:
    'Não prova que o que foi gravado é verdade, nem que nada mais aconteceu: outras entradas podem não fazer parte desta prova.',
  vectorGood: 'O vetor de teste é válido.',
  file: 'Ficheiro',
}
