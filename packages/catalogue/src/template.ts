/**
 * The syntax of sentences:
 * `{client}` a placeholder · `{client:dat}` the same, with the grammatical case of the word that stands in when it is
 * missing · `{count entry|entries}` a number and the word that it counts · `[ on {startsAt}]` a part that falls away
 * when a placeholder in it is missing · `[invoice {invoice}|an invoice]` one that gives way to another part.
 */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'placeholder'
      readonly name: string
      readonly grammar?: string
      readonly one?: string
      readonly many?: string
    }
  | { readonly kind: 'optional'; readonly main: readonly Piece[]; readonly otherwise: readonly Piece[] }

const PLACEHOLDER = /^(\w+)(?::(\w+))?(?: ([^|]+)\|(.+))?$/

/** Reads a template; throws where a bracket or brace is not closed (templates are ours, so that is a mistake of ours). */
export function parseTemplate(template: string): readonly Piece[] {
  let at = 0
  const fail = (what: string): never => {
    throw new Error(`Sentence template "${template}": ${what} at character ${at}.`)
  }

  const pieces = (ends: string): Piece[] => {
    const found: Piece[] = []
    let text = ''
    const flush = () => {
      if (text) found.push({ kind: 'text', text })
      text = ''
    }
    while (at < template.length && !ends.includes(template[at] as string)) {
      const character = template[at] as string
      if (character === '{') {
        flush()
        found.push(placeholder())
      } else if (character === '[') {
        flush()
        found.push(optional())
      } else {
        if (character === '}' || character === ']') fail(`"${character}" closes nothing`)
        text += character
        at++
      }
    }
    flush()
    return found
  }

  const placeholder = (): Piece => {
    const end = template.indexOf('}', at)
    if (end < 0) fail('"{" is not closed')
    const match = PLACEHOLDER.exec(template.slice(at + 1, end))
    if (!match) return fail('this placeholder cannot be read')
    at = end + 1
    const [, name, grammar, one, many] = match
    return { kind: 'placeholder', name: name as string, grammar, one, many }
  }

  const optional = (): Piece => {
    at++
    const main = pieces('|]')
    let otherwise: Piece[] = []
    if (template[at] === '|') {
      at++
      otherwise = pieces(']')
    }
    if (template[at] !== ']') fail('"[" is not closed')
    at++
    return { kind: 'optional', main, otherwise }
  }

  return pieces('')
}

const parsed = new Map<string, readonly Piece[]>()

/** The pieces of one of the catalogue's templates, read once. */
export function piecesOf(template: string): readonly Piece[] {
  let pieces = parsed.get(template)
  if (!pieces) {
    pieces = parseTemplate(template)
    parsed.set(template, pieces)
  }
  return pieces
}
