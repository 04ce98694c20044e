import type { ClientSummary } from '@daybook/protocol'

/** What a client is called where nothing is known but what the list tells. */
export const nameOfClient = ({ name, hostId, id }: Pick<ClientSummary, 'id' | 'hostId' | 'name'>): string =>
  name ?? hostId ?? id
