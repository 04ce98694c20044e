import type { PageWords } from './page-words.ts'

export const es: PageWords = {
  title: 'Verificar prueba',
  lead: 'Verifica si las entradas de un registro son exactamente lo que se grabó, y muestra lo que dicen.',
  offline: 'Todo ocurre en este dispositivo. Esta página no puede enviar nada a ninguna parte.',
  drop: 'Arrastre la prueba aquí: el archivo zip o su carpeta descomprimida',
  dropNow: 'Suelte para verificar',
  chooseFiles: 'Elegir un archivo',
  chooseFolder: 'Elegir una carpeta',
  another: 'Verificar otra prueba',
  language: 'Idioma',
  zone: 'Horas en',
  reading: 'Leyendo los archivos …',
  checking: (done, total) => `Verificando ${done} de ${total} …`,
  verified: 'Verificado',
  notVerified: 'No verificado',
  cannotRead: 'No se puede leer el archivo.',
  tooOld:
    'Este navegador no puede verificar firmas (Ed25519). Use uno más reciente, o las formas de README.txt.',
  nothing: 'No hay ninguna prueba entre estos archivos.',
  stands: (count, text) =>
    count === 1
      ? 'Esta entrada es exactamente lo que se grabó.'
      : `Estas ${text} entradas son exactamente lo que se grabó.`,
  standsIn: (origin, size) => `Firmado como parte del registro ${origin}, cuando tenía ${size} entradas.`,
  somethingHidden: 'Algunos datos no se divulgaron; abajo están marcados como ocultos.',
  dependsOnKey: 'Que sea el registro de quien usted cree depende de su clave: compárela abajo.',
  keyGiven: 'Verificado con las claves que usted indicó.',
  checkedAt: at => `Verificado en este dispositivo el ${at}.`,
  exactly: 'Exactamente',
  othersGood: (count, text) =>
    count === 1
      ? 'Otra entrada está tal como se grabó, y se muestra abajo.'
      : `Las otras ${text} entradas están tal como se grabaron, y se muestran abajo.`,
  reasons: {
    malformed: 'Un archivo está dañado o no es una prueba.',
    changed: 'Lo que muestra el archivo no es lo que se grabó: se cambió, o pertenece a otro lugar.',
    key: 'No está firmado por las claves en las que aquí se confía.',
    policy: 'La lista de claves de confianza no se puede usar.',
    quorum: 'No han firmado todos los testigos independientes que se exigen.',
    other: 'Otra prueba del paquete pertenece a otra cosa.',
  },
  whoseKey: '¿De quién es la clave?',
  compare: 'Compare esta huella',
  compareHow: [
    'Pida a la empresa la huella de su registro por una vía distinta de aquella por la que llegó esta prueba: por teléfono, en papel, en su sitio web, en una prueba anterior.',
    'Los dieciséis grupos deben ser iguales.',
  ],
  fingerprint: 'Huella',
  fingerprintOf: origin => `Clave de ${origin}`,
  keysGiven: 'Las claves de confianza son las del archivo que usted eligió.',
  keysOfBundle: 'Las claves venían con la prueba. Quien la hizo las eligió.',
  usePolicy: 'Usar una lista de claves propia (trust-policy) …',
  bundlePolicy: 'Usar las claves que venían con la prueba',
  witnesses: 'También firmado por',
  happened: 'Qué ocurrió',
  number: 'N.º',
  when: 'Cuándo',
  what: 'Qué',
  change: 'Antes → después',
  hiddenHead: 'Oculto',
  recorded: at => `grabado ${at}`,
  undated: 'fecha desconocida',
  noTime: 'hora no mostrada',
  outcome: { failure: 'falló', denied: 'rechazado' },
  by: 'Por',
  because: 'Motivo',
  before: 'antes',
  after: 'después',
  none: 'nada',
  valueNotKept: 'cambiado; el valor no se guarda',
  fieldsHidden: count => (count === 1 ? '1 dato' : `${count} datos`),
  peopleHidden: count => (count === 1 ? 'la persona de quien trata' : `${count} personas de quienes trata`),
  partsHidden: count => (count === 1 ? 'quizá una parte más' : `hasta ${count} partes`),
  partsHiddenWhy:
    'Una parte sellada, o un marcador que oculta cuántas hay. No se puede saber cuál de las dos.',
  nothingHidden: 'nada',
  nothingShown: 'Solo se muestra que ocurrió',
  everyField: count =>
    count === 1
      ? 'El único dato mostrado, tal como se grabó'
      : `Los ${count} datos mostrados, tal como se grabaron`,
  parts: { record: 'El acto', facts: 'El negocio', client: 'La persona' },
  showAll: count => `Mostrar las ${count} entradas`,
  checked: 'Qué se verificó',
  steps: [
    'Cada archivo está completo y escrito como debe estarlo una prueba.',
    'El estado del registro se firmó con la clave de arriba.',
    'Cada entrada consta en ese estado, en su lugar: nada anterior se quitó ni se añadió.',
    'Cada dato mostrado pertenece a su entrada, palabra por palabra.',
  ],
  stepAnchor: origin => `El estado firmado se anotó en un segundo registro, ${origin}.`,
  stepStamp: at =>
    `Un sello de tiempo nombra el estado firmado y ${at}. Quién lo emitió no se verifica aquí: README.txt explica cómo.`,
  means: 'Qué significa',
  proves:
    'Una entrada verificada constaba en el registro exactamente así cuando se firmó su estado, y desde entonces nada de ella se cambió.',
  provesNot:
    'No prueba que lo grabado sea verdad, ni que no ocurriera nada más: otras entradas pueden no formar parte de esta prueba.',
  vectorGood: 'El vector de prueba es válido.',
  file: 'Archivo',
}
