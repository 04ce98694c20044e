import { useQuery } from '@tanstack/react-query'
import { queries } from '../queries.ts'
import { useWorkspace } from '../workspace.tsx'
import type { Role } from './roles.ts'

export interface Member {
  readonly id: string
  readonly name: string
  readonly email?: string
  readonly role: Role
  /** Absent where the workspace's own setting decides. */
  readonly visibility?: 'everyone' | 'own_clients' | 'own_acts'
  /** Ids and names by which connected software knows them. */
  readonly knownAs: readonly string[]
  readonly twoFactor: boolean
  readonly joinedAt: string
  readonly lastActiveAt?: string
}

export interface Invitation {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly invitedBy: string
  readonly expiresAt: string
}

const keyOf = (workspaceId: string) => ['members', workspaceId]

/** Who works here, and who is invited. */
export function useMembers() {
  const { daybook, workspace } = useWorkspace()
  return useQuery({
    queryKey: keyOf(workspace.id),
    queryFn: ({ signal }) =>
      daybook.request<{ members: Member[]; invitations: Invitation[] }>('GET', '/v1/members', { signal }),
    staleTime: 0,
  })
}

export const readMembersAgain = (workspaceId: string): Promise<void> =>
  queries.invalidateQueries({ queryKey: keyOf(workspaceId) })
