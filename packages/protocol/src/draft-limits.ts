/** What a draft may hold at most, and the words of its closed lists. */

export const LIMITS = {
  /** Bytes of a request's body. */
  body: 8 * 1024 * 1024,
  /** Drafts in one request. */
  drafts: 1000,
  /** Bytes of one draft as JSON text. */
  draft: 256 * 1024,
  /** Bytes (UTF-8) of one string. */
  string: 64 * 1024,
  /** Clients, and objects, of one entry. */
  parties: 100,
  /** Characters of an action. */
  action: 100,
  /** Characters of an id or a key. */
  id: 500,
  /** Levels of nesting. */
  depth: 64,
} as const

export const ACTOR_TYPES = ['staff', 'client', 'system', 'key', 'integration'] as const
export const OUTCOMES = ['success', 'failure', 'denied'] as const
