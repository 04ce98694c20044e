/**
 * JSON as strictly as the contract asks: a duplicate name, U+0000, a lone surrogate or a number beyond a double is an input error
 * with its place, for `JSON.parse` would keep the last of two values in silence.
 */
import { type InputError, LIMITS, LogError } from '@daybook/protocol'

const pointer = (path: string, name: string | number): string =>
  `${path}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`

const TOO_LONG = `is longer than ${LIMITS.string} bytes`

/**
 * Throws `not_json` (400) or `entry_invalid` (422, with paths).
 * @param fileAt the place of a text that is a whole file and may be as long as the body
 */
export function parseJson(text: string, fileAt?: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new LogError('not_json', `The body is not JSON: ${reason.slice(0, 200)}`)
  }
  const found: InputError[] = []
  const names = inspect(value, '', 0, found)
  const errors = found.filter(({ path, message }) => path !== fileAt || message !== TOO_LONG)
  if (errors.length === 0 && names !== countNames(text)) {
    errors.push({ path: findDuplicate(text), message: 'this name stands twice in one object: send it once' })
  }
  if (errors.length > 0)
    throw new LogError('entry_invalid', 'The body holds text that cannot be kept exactly.', { errors })
  return value
}

/** False for most values, whose places need not be spelled out. */
function isSuspect(item: unknown): boolean {
  if (typeof item === 'string') return item.length >= 200 || !item.isWellFormed() || item.includes('\0')
  return typeof item === 'number' ? !Number.isFinite(item) : typeof item === 'object'
}

/** Counts the names of the parsed value, and reports strings that cannot be kept. */
function inspect(value: unknown, path: string, depth: number, errors: InputError[]): number {
  if (typeof value === 'string') {
    checkText(value, path, errors)
    return 0
  }
  if (typeof value === 'number') {
    // JSON.parse makes Infinity of 1e400, and JSON.stringify would make null of that.
    if (!Number.isFinite(value))
      errors.push({ path, message: 'is a number beyond the range of a double: send it as a string' })
    return 0
  }
  if (typeof value !== 'object' || value === null) return 0
  if (depth > LIMITS.depth) {
    errors.push({ path, message: `is nested more than ${LIMITS.depth} levels deep` })
    return 0
  }
  let names = 0
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const item: unknown = value[i]
      if (isSuspect(item)) names += inspect(item, pointer(path, i), depth + 1, errors)
    }
    return names
  }
  for (const name of Object.keys(value)) {
    names++
    checkText(name, path, errors)
    const item: unknown = (value as Record<string, unknown>)[name]
    if (isSuspect(item)) names += inspect(item, pointer(path, name), depth + 1, errors)
  }
  return names
}

function checkText(text: string, path: string, errors: InputError[]): void {
  if (!text.isWellFormed()) errors.push({ path, message: 'holds a lone surrogate, which is not a character' })
  else if (text.includes('\0'))
    errors.push({ path, message: 'holds the character U+0000, which cannot be stored' })
  else if (text.length > LIMITS.string / 3 && Buffer.byteLength(text) > LIMITS.string) {
    errors.push({ path, message: TOO_LONG })
  }
}

/** How many names the text spells out: a colon outside a string always follows a name. */
function countNames(text: string): number {
  let colons = 0
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at)
    if (char === 58) colons++
    else if (char === 34) {
      // Jump to the closing quote: the next one that an even number of backslashes precedes.
      for (;;) {
        at = text.indexOf('"', at + 1)
        let slashes = 0
        while (text.charCodeAt(at - 1 - slashes) === 92) slashes++
        if (slashes % 2 === 0) break
      }
    }
  }
  return colons
}

/** The slow way, taken only once it is known that some name stands twice: where it is. */
function findDuplicate(text: string): string {
  const stack: { names: Set<string> | undefined; path: string; index: number; name: string }[] = []
  let found: string | undefined
  const tokens = text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]/gs)
  let lastString = ''
  for (const [token] of tokens) {
    const top = stack.at(-1)
    const here = top === undefined ? '' : pointer(top.path, top.names === undefined ? top.index : top.name)
    if (token === '{' || token === '[')
      stack.push({ names: token === '{' ? new Set() : undefined, path: here, index: 0, name: '' })
    else if (token === '}' || token === ']') stack.pop()
    else if (token === ',' && top !== undefined) top.index++
    else if (token === ':' && top?.names !== undefined) {
      top.name = JSON.parse(lastString) as string
      if (top.names.has(top.name)) found ??= pointer(top.path, top.name)
      top.names.add(top.name)
    } else lastString = token
    if (found !== undefined) break
  }
  return found ?? ''
}
