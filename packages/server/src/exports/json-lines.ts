import type { Entry } from '@daybook/protocol'

/** Entries as JSON Lines: each as the API answers it, stamps in UTC. */
export const jsonLines = (entries: readonly Entry[]): Buffer =>
  Buffer.from(entries.map(entry => `${JSON.stringify(entry)}\n`).join(''), 'utf8')
