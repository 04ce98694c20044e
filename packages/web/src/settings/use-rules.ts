import type { ObjectPage, RulesView } from '@daybook/protocol'
import { useQuery } from '@tanstack/react-query'
import { queries } from '../queries.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import type { RuleChange } from './say-rules.ts'

const NONE: ReadonlyMap<string, string> = new Map()

/** The workspace's rules, where the history of each is that was ever changed, and changing one. */
export function useRules() {
  const { daybook, workspace } = useWorkspace()
  const announce = useAnnounce()
  const queryKey = ['rules', workspace.id]
  const rules = useQuery({
    queryKey,
    queryFn: ({ signal }) => daybook.request<RulesView>('GET', '/v1/settings/rules', { signal }),
    staleTime: 0,
  })
  const changed = useQuery({
    queryKey: [...queryKey, 'changed'],
    queryFn: ({ signal }) => daybook.request<ObjectPage>('GET', '/v1/objects/rule', { signal }),
    select: page => new Map(page.objects.map(({ id, ref }) => [id, ref])),
    staleTime: 0,
  })
  const save = async (id: string, change: RuleChange): Promise<void> => {
    const next = await daybook.request<RulesView>('PATCH', `/v1/settings/rules/${id}`, {
      body: change,
      repeatable: true,
    })
    queries.setQueryData(queryKey, next)
    announce('Saved')
    await queries.invalidateQueries({ queryKey: [...queryKey, 'changed'] })
  }
  return { rules, changed: changed.data ?? NONE, save }
}
