import type { ErasureMode } from '@daybook/protocol'
import { withFreshFactor } from '../confirm/fresh-factor.tsx'
import { queries } from '../queries.ts'
import { useWorkspace } from '../workspace.tsx'

interface Reason {
  readonly reason?: string
}

/** What can be decided about a client. Each reads again what it has changed. */
export function useClientActs(clientId: string) {
  const { daybook, workspace } = useWorkspace()
  const path = `/v1/clients/${encodeURIComponent(clientId)}`
  const act = async (method: string, rest: string, body: object): Promise<void> => {
    await withFreshFactor(() => daybook.request(method, path + rest, { body }))
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
      await withFreshFactor(() =>
        daybook.request('POST', `${path}/erase`, { body: { mode }, repeatable: true }),
      )
      // Nothing that this page has in memory may outlive it.
      location.reload()
    },
    hold: (reason: Reason) => act('PUT', '/hold', reason),
    release: (reason: Reason) => act('DELETE', '/hold', reason),
  }
}
