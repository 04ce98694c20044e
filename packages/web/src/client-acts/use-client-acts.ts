import { LogError } from '@daybook/client/read'
import type { ClientSummary, ErasureMode } from '@daybook/protocol'
import { withFreshFactor } from '../confirm/fresh-factor.tsx'
import { queries } from '../queries.ts'
import { useWorkspace } from '../workspace.tsx'

interface Reason {
  readonly reason?: string
}

/**
 * What can be decided about a client, and with them about every profile merged into theirs: each of them by itself, the
 * client last. Each reads again what it has changed.
 */
export function useClientActs({ id, merged = [] }: Pick<ClientSummary, 'id' | 'merged'>) {
  const { daybook, workspace } = useWorkspace()
  const pathOf = (one: string): string => `/v1/clients/${encodeURIComponent(one)}`
  const act = async (method: string, rest: string, body: object): Promise<void> => {
    for (const other of merged)
      await withFreshFactor(() => daybook.request(method, pathOf(other.id) + rest, { body })).catch(
        unlessNothingToDo,
      )
    await withFreshFactor(() => daybook.request(method, pathOf(id) + rest, { body }))
    await Promise.all(
      [['client'], ['clients'], ['counts'], ['decided'], ['receipt']].map(([name]) =>
        queries.invalidateQueries({ queryKey: [name, workspace.id] }),
      ),
    )
  }
  return {
    remove: (reason: Reason) => act('DELETE', '', reason),
    restore: () => act('POST', '/restore', {}),
    async erase(mode: ErasureMode): Promise<void> {
      for (const one of [...merged.map(other => other.id), id])
        await withFreshFactor(() =>
          daybook.request('POST', `${pathOf(one)}/erase`, { body: { mode }, repeatable: true }),
        )
      // Nothing that this page has in memory may outlive it.
      location.reload()
    },
    hold: (reason: Reason) => act('PUT', '/hold', reason),
    release: (reason: Reason) => act('DELETE', '/hold', reason),
  }
}

/** A profile that was merged later need not be deleted, or held, as the client is. */
function unlessNothingToDo(error: unknown): void {
  if (!(error instanceof LogError) || error.code !== 'state_conflict') throw error
}
