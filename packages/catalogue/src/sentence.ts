import { findAction } from './actions.ts'
import { recordedAction } from './recorded-action.ts'
import { capital, inWords } from './field-label.ts'
import { type FormatOptions, formatNumber } from './formats.ts'
import { type Found, findPlaceholder } from './placeholders.ts'
import type { Sayable, SayableActor, Segment } from './sayable.ts'
import { oneLine } from './say-value.ts'
import { type Piece, piecesOf } from './template.ts'
import type { Action, Locale } from './types.ts'
import { VOCABULARY } from './vocabulary.ts'

export interface SentenceOptions extends FormatOptions {
  /** The id of the member who reads: their own acts are said as "You". */
  readonly you?: string
}

interface Draft extends Found {
  readonly actor?: boolean
}

/**
 * An entry in one sentence, in the reader's language and zone, actor first unless the sentence is whole. An action that
 * the catalogue does not know is said in its own words, "charge captured on PAY-1" (R-A1). Whatever the entry's data
 * holds, what cannot be said falls away or becomes a general word; never throws.
 */
export function renderSentence(entry: Sayable, options: SentenceOptions): readonly Segment[] {
  const action = findAction(entry.action)
  const out: Draft[] = []
  if (entry.baseline && verbOf(entry.action) === 'updated') {
    sayFirstRecorded(entry, options, out)
  } else if (!action) {
    sayUnknown(entry, options, out)
  } else {
    sayAction(action, entry, options, out)
  }
  if (entry.baseline && !BEGINNINGS.has(verbOf(entry.action))) {
    out.push({ text: ` (${VOCABULARY[options.locale].firstRecorded})`, kind: 'text' })
  }
  return joined(out)
}

/** The sentence as plain text. */
export function sentenceText(entry: Sayable, options: SentenceOptions): string {
  let text = ''
  for (const segment of renderSentence(entry, options)) text += segment.text
  return text
}

/** Verbs that bring their object into being, or that say "first recorded" themselves. */
const BEGINNINGS: ReadonlySet<string> = new Set([
  'updated',
  'created',
  'recorded',
  'imported',
  'booked',
  'requested',
  'received',
  'purchased',
  'succeeded',
  'pending',
  'charged',
  'sent',
  'invited',
  'connected',
  'generated',
])

const verbOf = (action: string): string => action.slice(action.lastIndexOf('.') + 1)

function sayAction(action: Action, entry: Sayable, options: SentenceOptions, out: Draft[]): void {
  const { locale } = options
  const template = (action.sentenceFor && actsForClient(entry) ? action.sentenceFor : action.sentence)[locale]
  if (action.whole) {
    say(piecesOf(template), entry, action, options, out)
    return
  }
  const you = isReader(entry.actor, options)
  out.push({ ...actorWords(entry, locale, you), actor: true })
  const first = out.length
  out.push({ text: ' ', kind: 'text' })
  say(piecesOf(template), entry, action, options, out)
  const opening = out[first + 1]
  if (you && locale === 'de' && opening) out[first + 1] = { ...opening, text: politeForm(opening.text) }
}

/** A first state and nothing else: no diff against nothing, and never "created" (R-A2). */
function sayFirstRecorded(entry: Sayable, options: SentenceOptions, out: Draft[]): void {
  const prefix = entry.action.slice(0, Math.max(0, entry.action.indexOf('.')))
  const action = findAction(recordedAction(prefix))
  const template = action?.whole ? action.sentence[options.locale] : VOCABULARY[options.locale].baseline
  say(piecesOf(template), entry, action, options, out)
}

function sayUnknown(entry: Sayable, options: SentenceOptions, out: Draft[]): void {
  out.push({
    text: oneLine(inWords(entry.action)) ?? VOCABULARY[options.locale].missing.any ?? '',
    kind: 'text',
  })
  const object = findPlaceholder('object', entry, undefined, options)
  if (object) out.push({ text: ` ${VOCABULARY[options.locale].on} `, kind: 'text' }, object)
}

/** True where the entry has a client and somebody else acts. */
function actsForClient(entry: Sayable): boolean {
  const { actor, clients } = entry
  if (!clients || clients.length === 0) return false
  if (actor?.type !== 'client') return true
  return actor.clientId !== undefined && !clients.some(client => client.id === actor.clientId)
}

const isReader = (actor: SayableActor | undefined, { you }: SentenceOptions): boolean =>
  you !== undefined && actor?.id === you && actor.type === 'staff'

function actorWords({ actor, clients }: Sayable, locale: Locale, you: boolean): Found {
  const words = VOCABULARY[locale]
  if (you) return { text: words.you, kind: 'text' }
  const name = oneLine(actor?.name)
  switch (actor?.type) {
    case 'system':
      return { text: words.system, kind: 'text' }
    case 'key':
      return { text: name === undefined ? words.key : `${words.key} '${name}'`, kind: 'text' }
    case 'client': {
      const self = clients?.find(client => client.id === actor.clientId) ?? clients?.[0]
      const known = name ?? oneLine(self?.name)
      return { text: known ?? (self?.erased ? words.erasedClient : words.client), kind: 'text' }
    }
    case 'staff':
    case 'integration':
      return { text: name ?? words[actor.type], kind: 'text' }
    default:
      return { text: name ?? words.someone, kind: 'text' }
  }
}

/** "hat gebucht" becomes "haben gebucht" after "Sie". */
const politeForm = (text: string): string =>
  text.replace(/^(hat|ist|wurde)\b/, verb => ({ hat: 'haben', ist: 'sind' })[verb] ?? 'wurden')

/** Says pieces onto `out`; false where one of them is missing and `strict`, with `out` as it was. */
function say(
  pieces: readonly Piece[],
  entry: Sayable,
  action: Action | undefined,
  options: SentenceOptions,
  out: Draft[],
  strict = false,
): boolean {
  const before = out.length
  for (const piece of pieces) {
    if (piece.kind === 'text') {
      out.push({ text: piece.text, kind: 'text', ours: true })
    } else if (piece.kind === 'optional') {
      if (!say(piece.main, entry, action, options, out, true)) {
        say(piece.otherwise, entry, action, options, out)
      }
    } else {
      const found = findPlaceholder(piece.name, entry, action, options)
      if (found) {
        out.push(found)
        if (piece.one !== undefined) out.push(counted(piece.one, piece.many as string, found, options))
      } else if (strict) {
        out.length = before
        return false
      } else {
        out.push({
          text: piece.many ?? missing(piece.name, piece.grammar, entry, options.locale),
          kind: 'text',
          ours: true,
        })
      }
    }
  }
  return true
}

const counted = (one: string, many: string, count: Found, options: FormatOptions): Found => ({
  text: ` ${count.text === formatNumber(1, options) ? one : many}`,
  kind: 'text',
})

function missing(name: string, grammar: string | undefined, entry: Sayable, locale: Locale): string {
  const words = VOCABULARY[locale].missing
  let word = name
  if (name === 'client' && entry.clients?.[0]?.erased) word = 'erasedClient'
  if (name === 'other' && entry.action.startsWith('booking.')) word = 'otherSession'
  return words[`${word}:${grammar}`] ?? words[word] ?? words.any ?? ''
}

/** Neighbours of one kind become one segment; a sentence that opens with our own words opens in upper case. */
function joined(drafts: readonly Draft[]): readonly Segment[] {
  const segments: { text: string; kind: Segment['kind'] }[] = []
  let last: { text: string; kind: Segment['kind'] } | undefined
  for (const draft of drafts) {
    const kind = draft.actor ? 'actor' : draft.kind
    if (draft.text === '') continue
    if (last?.kind === kind && kind === 'text') {
      last.text += draft.text
    } else {
      last = { text: last || !draft.ours ? draft.text : capital(draft.text), kind }
      segments.push(last)
    }
  }
  return segments
}
