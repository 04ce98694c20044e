import type { Principal, Workspace } from '../entry/workspace.ts'

/**
 * As whom the server acts for a client who is online: it sees no deleted client, and every entry that comes of it names the
 * client as its actor. What a client may do is decided before, by `own-booking.ts` and by what the catalogue calls online.
 */
export const clientPrincipal = ({ id }: Workspace): Principal => ({
  workspaceId: id,
  kind: 'daybook',
  actor: { type: 'system' },
  scopes: ['read', 'append'],
})
