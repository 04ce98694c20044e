/** The parts of a check, in their order. */
export const PHASES = ['entries', 'links', 'counts', 'clients', 'objects', 'names', 'privacy'] as const
export type Phase = (typeof PHASES)[number]
