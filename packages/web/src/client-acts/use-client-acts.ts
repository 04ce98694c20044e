import { LogError } from '@daybook/client/read'
import type { ClientSummary, ErasureMode } from '@daybook/protocol'
import { withFreshFactor } from '../confirm/fresh-factor.tsx'
import { queries } from '../queries.ts'
import { useWorkspace } from '../workspace.tsx'

interface Reason {
  readonly reason?: string
}

/**
 * What can be decided about a client, and with them about every profile merged into theirs: the client last. Each reads
 * again what it has changed.
 */
export function useClientActs({ id, merged = [] }: Pick<ClientSummary, 'id' | 'merged'>) {
  const { daybook, workspace } = useWorkspace()
  const pathOf = (one: string): string => `/v1/clients/${encodeURIComponent(one)}`
  const act = async (method: string, rest: string, body: object): Promise<void> => {
    let refusal: unknown
    let done = 0
    for (const one of [...merged.map(other => other.id), id]) {
      try {
        await withFreshFactor(() => daybook.request(method, pathOf(one) + rest, { body }))
        done += 1
      } catch (error) {
        // One of several need not be deleted, or held, as the others are.
        if (!(error instanceof LogError) || error.code !== 'state_conflict') throw error
        refusal = error
      }
    }
    if (done === 0) throw refusal
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
      // In one request, so that it is all of them or, where one is held, none.
      const body = { mode, ...(merged.length > 0 && { page: true }) }
      await withFreshFactor(() => daybook.request('POST', `${pathOf(id)}/erase`, { body, repeatable: true }))
      // Nothing that this page has in memory may outlive it.
      location.reload()
    },
    hold: (reason: Reason) => act('PUT', '/hold', reason),
    release: (reason: Reason) => act('DELETE', '/hold', reason),
  }
}
