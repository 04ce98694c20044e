/** One text for one JSON value: names sorted by code unit, no white space, so that equal content has equal text. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const names = Object.keys(value).sort()
  let text = '{'
  for (const name of names) {
    const item = (value as Record<string, unknown>)[name]
    if (item === undefined) continue
    text += `${text.length > 1 ? ',' : ''}${JSON.stringify(name)}:${canonicalJson(item)}`
  }
  return `${text}}`
}

/** Deep equality of JSON values; names may stand in any order. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  return canonicalJson(a) === canonicalJson(b)
}
