import type { Words } from '@daybook/catalogue'

const words = (en: string, de: string, pt: string, es: string): Words => ({ en, de, 'pt-PT': pt, es })

/** The words of an entry’s details, in every language that sentences exist in. */
export const DETAIL_WORDS = {
  changes: words('Changed fields', 'Geänderte Felder', 'Campos alterados', 'Campos cambiados'),
  field: words('Field', 'Feld', 'Campo', 'Campo'),
  before: words('Before', 'Vorher', 'Antes', 'Antes'),
  after: words('After', 'Nachher', 'Depois', 'Después'),
  happened: words('Happened', 'Geschehen', 'Aconteceu', 'Ocurrió'),
  recorded: words('Recorded', 'Erfasst', 'Registado', 'Registrado'),
  actor: words('Actor', 'Wer', 'Autor', 'Autor'),
  source: words('Source', 'Quelle', 'Origem', 'Origen'),
  category: words('Category', 'Kategorie', 'Categoria', 'Categoría'),
  outcome: words('Outcome', 'Ergebnis', 'Resultado', 'Resultado'),
  clients: words('Clients', 'Kunden', 'Clientes', 'Clientes'),
  objects: words('About', 'Betrifft', 'Sobre', 'Sobre'),
  amount: words('Amount', 'Betrag', 'Valor', 'Importe'),
  device: words('Device', 'Gerät', 'Dispositivo', 'Dispositivo'),
  request: words('Request', 'Anfrage', 'Pedido', 'Solicitud'),
  action: words('Action', 'Vorgang', 'Ação', 'Acción'),
  place: words('Entry', 'Eintrag', 'Entrada', 'Entrada'),
  seq: words('Sequence', 'Nummer', 'Sequência', 'Secuencia'),
  hash: words('Hash', 'Hash', 'Hash', 'Hash'),
  key: words('Key', 'Schlüssel', 'Chave', 'Clave'),
  operation: words('Operation', 'Vorgang', 'Operação', 'Operación'),
  copyLink: words('Copy link', 'Link kopieren', 'Copiar ligação', 'Copiar enlace'),
  copyJson: words('Copy JSON', 'JSON kopieren', 'Copiar JSON', 'Copiar JSON'),
  around: words(
    'Show surrounding entries',
    'Umgebende Einträge zeigen',
    'Mostrar entradas à volta',
    'Mostrar entradas cercanas',
  ),
  whySystem: words(
    'Why did the system do this?',
    'Warum hat das System das getan?',
    'Porque é que o sistema fez isto?',
    '¿Por qué hizo esto el sistema?',
  ),
  rule: words('Rule', 'Regel', 'Regra', 'Regla'),
  whyHidden: words(
    'What led to it further back is not yours to see, or was never sent.',
    'Was weiter zurück dazu führte, dürfen Sie nicht sehen, oder es wurde nie gesendet.',
    'O que levou a isto mais atrás não lhe é visível, ou nunca foi enviado.',
    'Lo que llevó a esto más atrás no le es visible, o nunca se envió.',
  ),
  whyFailed: words(
    'That could not be loaded. Close and open it again.',
    'Das konnte nicht geladen werden. Schließen und öffnen Sie es noch einmal.',
    'Não foi possível carregar. Feche e abra de novo.',
    'No se pudo cargar. Ciérrelo y ábralo de nuevo.',
  ),
  open: words('Open entry', 'Eintrag öffnen', 'Abrir entrada', 'Abrir entrada'),
} as const satisfies Readonly<Record<string, Words>>
