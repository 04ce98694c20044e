/** What a text says in JSON; undefined where it is none: torn by a crash, or damaged. */
export function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
