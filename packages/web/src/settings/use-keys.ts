import { useQuery } from '@tanstack/react-query'
import { queries } from '../queries.ts'
import { useWorkspace } from '../workspace.tsx'

export interface ApiKey {
  readonly id: string
  readonly name: string
  readonly scopes: readonly string[]
  /** What its entries may say of where an act came from; anything where absent. */
  readonly sources?: readonly string[]
  readonly createdAt: string
  readonly lastUsedAt?: string
  readonly revokedAt?: string
}

const isOver = (key: ApiKey): number => (key.revokedAt === undefined ? 0 : 1)

/** The workspace's keys, those that work first, the newest of them first. */
export function useKeys() {
  const { daybook, workspace } = useWorkspace()
  const queryKey = ['keys', workspace.id]
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => daybook.request<{ keys: ApiKey[] }>('GET', '/v1/keys', { signal }),
    select: ({ keys }) =>
      keys.toSorted((a, b) => isOver(a) - isOver(b) || b.createdAt.localeCompare(a.createdAt)),
    staleTime: 0,
  })
  return { query, refresh: () => queries.invalidateQueries({ queryKey }) }
}
