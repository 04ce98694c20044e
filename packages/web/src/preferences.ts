import { useSyncExternalStore } from 'react'

/** What a reader chose for this browser. */
export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark'
  /** Whose clock stamps are shown in. */
  readonly zone: 'workspace' | 'device' | 'utc'
  /** Single-key shortcuts (WCAG 2.1.4: they can be switched off). */
  readonly keys: boolean
  /** Never leaves rows of a long list unrendered. */
  readonly plainList: boolean
}

const DEFAULTS: Preferences = { theme: 'system', zone: 'workspace', keys: true, plainList: false }
const NAME = 'daybook.preferences'

let current = load()
const listeners = new Set<() => void>()

function load(): Preferences {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(NAME) ?? '{}') as Partial<Preferences>) }
  } catch {
    return DEFAULTS
  }
}

/** Changes some preferences here and in every later visit of this browser. */
export function setPreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change }
  try {
    localStorage.setItem(NAME, JSON.stringify(current))
  } catch {
    // Without storage they last as long as the page.
  }
  if (current.theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = current.theme
  for (const listener of listeners) listener()
}

/** The preferences; the component renders again when they change. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
}
