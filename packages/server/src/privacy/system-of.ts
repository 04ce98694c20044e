import type { Principal } from '../entry/workspace.ts'

/** Daybook itself, acting in a workspace by the clock. */
export const systemOf = ({ id }: { readonly id: number }): Principal => ({
  workspaceId: id,
  kind: 'daybook',
  actor: { type: 'system' },
  scopes: ['admin'],
})
