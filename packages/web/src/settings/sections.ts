import type { Right } from '../session.ts'

/** The pages of the settings, and who may open them: with one of these rights. */
export const SECTIONS = [
  { id: 'general', label: 'General', rights: ['readSettings'] },
  { id: 'tracking', label: 'Tracking', rights: ['readSettings'] },
  { id: 'client-fields', label: 'Client fields', rights: ['readSettings'] },
  { id: 'bookings', label: 'Bookings', rights: ['readSettings'] },
  { id: 'rules', label: 'Rules', rights: ['readSettings'] },
  { id: 'types', label: 'Own types', rights: ['readSettings'] },
  { id: 'online', label: 'Online booking', rights: ['readSettings'] },
  { id: 'members', label: 'Members', rights: ['readSettings'] },
  { id: 'privacy', label: 'Privacy', rights: ['readSettings', 'erase'] },
  { id: 'retention', label: 'Retention', rights: ['readSettings'] },
  { id: 'keys', label: 'API keys', rights: ['readSettings'] },
  { id: 'security', label: 'Security', rights: ['readSettings'] },
] as const satisfies readonly { id: string; label: string; rights: readonly Right[] }[]

export type SectionId = (typeof SECTIONS)[number]['id']

/** Those that somebody may open. */
export const sectionsFor = (rights: ReadonlySet<Right>) =>
  SECTIONS.filter(section => section.rights.some(right => rights.has(right)))
