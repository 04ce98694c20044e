/** A readable name for a user agent: "Safari on iPhone". */
import Bowser from 'bowser'

const names = new Map<string, string | undefined>()
const MAX_NAMES = 5000

/** Undefined where the user agent tells nothing. Names are kept: reading one costs more than a page of entries. */
export function deviceName(userAgent: string): string | undefined {
  if (names.has(userAgent)) return names.get(userAgent)
  if (names.size >= MAX_NAMES) names.clear()
  const name = readName(userAgent)
  names.set(userAgent, name)
  return name
}

function readName(userAgent: string): string | undefined {
  try {
    const { browser, os, platform } = Bowser.parse(userAgent)
    const device = platform.model ?? os.name
    return [browser.name, device].filter(Boolean).join(' on ') || undefined
  } catch {
    // Bowser throws on an empty or hostile string.
    return undefined
  }
}
