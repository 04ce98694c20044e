import type { SearchNames } from '@daybook/timeline'

/** Reads `?action=a&action=b` as `{action: ['a', 'b']}`; a name that stands once is a plain text. */
export function parseSearch(search: string): Record<string, string | string[]> {
  const names: Record<string, string | string[]> = {}
  for (const [name, value] of new URLSearchParams(search)) {
    const before = Object.hasOwn(names, name) ? names[name] : undefined
    names[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value]
  }
  return names
}

/** Writes names back as a query, with `?` in front; nothing for no names. */
export function stringifySearch(names: SearchNames | Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(names)) {
    if (value === undefined) continue
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one))
  }
  const text = query.toString().replaceAll('%3A', ':')
  return text === '' ? '' : `?${text}`
}
