import type { PageWords } from './page-words.ts'

export const de: PageWords = {
  title: 'Nachweis prüfen',
  lead: 'Prüft, ob Einträge eines Protokolls genau so aufgezeichnet wurden, und zeigt, was sie sagen.',
  offline: 'Alles geschieht auf diesem Gerät. Diese Seite kann nichts irgendwohin senden.',
  drop: 'Den Nachweis hierher ziehen: die Zip-Datei oder ihren entpackten Ordner',
  dropNow: 'Loslassen, um zu prüfen',
  chooseFiles: 'Datei wählen',
  chooseFolder: 'Ordner wählen',
  another: 'Anderen Nachweis prüfen',
  language: 'Sprache',
  zone: 'Zeiten in',
  reading: 'Die Dateien werden gelesen …',
  checking: (done, total) => `${done} von ${total} geprüft …`,
  verified: 'Geprüft',
  notVerified: 'Nicht bestätigt',
  cannotRead: 'Die Datei kann nicht gelesen werden.',
  tooOld:
    'Dieser Browser kann Signaturen (Ed25519) nicht prüfen. Nehmen Sie einen neueren oder die Wege in README.txt.',
  nothing: 'Unter diesen Dateien ist kein Nachweis.',
  stands: (count, text) =>
    count === 1
      ? 'Dieser Eintrag ist genau das, was aufgezeichnet wurde.'
      : `Diese ${text} Einträge sind genau das, was aufgezeichnet wurde.`,
  standsIn: (origin, size) => `Signiert als Teil des Protokolls ${origin}, als es ${size} Einträge hatte.`,
  somethingHidden: 'Einige Angaben wurden nicht offengelegt; sie sind unten als verborgen gekennzeichnet.',
  dependsOnKey:
    'Dass es das Protokoll dessen ist, an den Sie denken, hängt an seinem Schlüssel: vergleichen Sie ihn unten.',
  keyGiven: 'Geprüft mit den Schlüsseln, die Sie angegeben haben.',
  checkedAt: at => `Auf diesem Gerät geprüft am ${at}.`,
  exactly: 'Genau',
  othersGood: (count, text) =>
    count === 1
      ? 'Ein weiterer Eintrag ist so, wie er aufgezeichnet wurde, und steht unten.'
      : `Die anderen ${text} Einträge sind so, wie sie aufgezeichnet wurden, und stehen unten.`,
  reasons: {
    malformed: 'Eine Datei ist beschädigt oder kein Nachweis.',
    changed:
      'Was die Datei zeigt, ist nicht, was aufgezeichnet wurde: Es wurde verändert oder gehört woanders hin.',
    key: 'Es ist nicht mit den Schlüsseln signiert, denen hier vertraut wird.',
    policy: 'Die Liste der vertrauten Schlüssel ist nicht zu gebrauchen.',
    quorum: 'Nicht alle unabhängigen Zeugen, die verlangt sind, haben signiert.',
    other: 'Ein weiterer Beweis im Paket gehört zu etwas anderem.',
  },
  whoseKey: 'Wessen Schlüssel ist es?',
  compare: 'Vergleichen Sie diesen Fingerabdruck',
  compareHow: [
    'Fragen Sie den Betrieb nach dem Fingerabdruck seines Protokolls, und zwar auf einem anderen Weg als dem, auf dem dieser Nachweis kam: am Telefon, auf Papier, auf seiner Website, aus einem früheren Nachweis.',
    'Alle sechzehn Gruppen müssen gleich sein.',
  ],
  fingerprint: 'Fingerabdruck',
  fingerprintOf: origin => `Schlüssel von ${origin}`,
  keysGiven: 'Vertraut wird den Schlüsseln der Datei, die Sie gewählt haben.',
  keysOfBundle: 'Die Schlüssel kamen mit dem Nachweis. Wer ihn gemacht hat, hat sie gewählt.',
  usePolicy: 'Eigene Schlüsselliste (trust-policy) verwenden …',
  bundlePolicy: 'Die mitgelieferten Schlüssel verwenden',
  witnesses: 'Auch signiert von',
  happened: 'Was geschah',
  number: 'Nr.',
  when: 'Wann',
  what: 'Was',
  change: 'Vorher → nachher',
  hiddenHead: 'Verborgen',
  recorded: at => `aufgezeichnet ${at}`,
  undated: 'Datum unbekannt',
  noTime: 'Zeit nicht gezeigt',
  outcome: { failure: 'fehlgeschlagen', denied: 'verweigert' },
  by: 'Von',
  because: 'Grund',
  before: 'vorher',
  after: 'nachher',
  none: 'nichts',
  valueNotKept: 'geändert; der Wert wird nicht aufbewahrt',
  fieldsHidden: count => (count === 1 ? '1 Angabe' : `${count} Angaben`),
  peopleHidden: count => (count === 1 ? 'um wen es ging' : `${count} Personen, um die es ging`),
  partsHidden: count => (count === 1 ? 'vielleicht ein weiterer Teil' : `bis zu ${count} Teile`),
  partsHiddenWhy:
    'Ein versiegelter Teil oder ein Platzhalter, der verbirgt, wie viele es sind. Welches von beiden, lässt sich nicht sagen.',
  nothingHidden: 'nichts',
  nothingShown: 'Gezeigt wird nur, dass es geschah',
  everyField: count =>
    count === 1
      ? 'Die eine gezeigte Angabe, wie aufgezeichnet'
      : `Alle ${count} gezeigten Angaben, wie aufgezeichnet`,
  parts: { record: 'Der Vorgang', facts: 'Das Geschäftliche', client: 'Die Person' },
  showAll: count => `Alle ${count} Einträge zeigen`,
  checked: 'Was geprüft wurde',
  steps: [
    'Jede Datei ist vollständig und so geschrieben, wie ein Nachweis es sein muss.',
    'Der Stand des Protokolls wurde mit dem Schlüssel oben signiert.',
    'Jeder Eintrag steht in diesem Stand an seinem Platz: Vor ihm wurde nichts entfernt oder eingefügt.',
    'Jede gezeigte Angabe gehört Wort für Wort zu ihrem Eintrag.',
  ],
  stepAnchor: origin => `Der signierte Stand wurde in einem zweiten Protokoll vermerkt, ${origin}.`,
  stepStamp: at =>
    `Ein Zeitstempel nennt den signierten Stand und ${at}. Wer ihn ausgestellt hat, wird hier nicht geprüft: README.txt sagt, wie.`,
  means: 'Was das bedeutet',
  proves:
    'Ein geprüfter Eintrag stand genau so im Protokoll, als dessen Stand signiert wurde, und seither wurde nichts an ihm geändert.',
  provesNot:
    'Es beweist nicht, dass das Aufgezeichnete wahr ist, und nicht, dass sonst nichts geschah: Andere Einträge müssen nicht Teil dieses Nachweises sein.',
  vectorGood: 'Der Testvektor ist gültig.',
  file: 'Datei',
}
