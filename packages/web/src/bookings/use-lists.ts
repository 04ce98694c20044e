import { createLists, type Lists } from '@daybook/client'
import { useWorkspace } from '../workspace.tsx'

const made = new Map<string, Lists>()

/** The SDK's lists of the workspace that is open. */
export function useLists(): Lists {
  const { workspace } = useWorkspace()
  const key = `${workspace.id} ${workspace.locale}`
  let lists = made.get(key)
  if (!lists) {
    lists = createLists({ url: '', workspace: workspace.id, language: workspace.locale })
    made.set(key, lists)
  }
  return lists
}
