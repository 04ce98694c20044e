/** Where in a JSON text the value of a JSON Pointer begins: for "line 12, column 9" in messages. */

export interface Place {
  /** From 1. */
  readonly line: number
  /** From 1, in UTF-16 units. */
  readonly column: number
}

/**
 * The place of the value that the pointer names, or of the nearest one around it.
 * The text must be valid JSON: it is only walked through, not checked.
 */
export function locate(text: string, pointer: string): Place {
  const steps = pointer
    .split('/')
    .slice(1)
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  let at = skipSpace(text, 0)
  for (const step of steps) {
    const found = enter(text, at, step)
    if (found === undefined) break
    at = found
  }
  return placeAt(text, at)
}

/** Line and column of an offset. */
export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}

/** The offset of a member's value, given the offset of the object or array that holds it. */
function enter(text: string, start: number, step: string): number | undefined {
  const close = text[start] === '{' ? '}' : text[start] === '[' ? ']' : undefined
  if (close === undefined) return undefined
  let at = skipSpace(text, start + 1)
  for (let n = 0; text[at] !== close && at < text.length; n++) {
    let name = String(n)
    if (close === '}') {
      const end = skipValue(text, at)
      name = JSON.parse(text.slice(at, end)) as string
      at = skipSpace(text, skipSpace(text, end) + 1)
    }
    if (name === step) return at
    at = skipSpace(text, skipValue(text, at))
    if (text[at] === ',') at = skipSpace(text, at + 1)
  }
  return undefined
}

function skipSpace(text: string, at: number): number {
  while (at < text.length && ' \t\r\n\uFEFF'.includes(text[at]!)) at++
  return at
}

/** The offset behind the value that begins here. */
function skipValue(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const char = text[at]!
    if (char === '"') {
      while (text[++at] !== '"' && at < text.length) if (text[at] === '\\') at++
    } else if (char === '{' || char === '[') depth++
    else if (char === '}' || char === ']') depth--
    else if (depth === 0 && !/[\w.+-]/.test(char)) return at
    if (depth === 0 && (char === '"' || char === '}' || char === ']')) return at + 1
  }
  return text.length
}
