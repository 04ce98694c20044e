import type { ErasureMode, PrivacyRequest } from '@daybook/protocol'

export type Decision = ErasureMode | 'decline'

/** Decisions as buttons say them, and as they are told afterwards. */
export const DECISIONS: Readonly<Record<Decision, { readonly go: string; readonly done: string }>> = {
  erase: { go: 'Erase', done: 'Erased' },
  anonymise: { go: 'Anonymise', done: 'Anonymised' },
  decline: { go: 'Decline', done: 'Declined' },
}

/** Who asked, as far as it is still known. */
export const askerOf = ({ client }: PrivacyRequest, one: string): string =>
  client.name ?? client.hostId ?? (client.erased ? `Erased ${one}` : client.id)
