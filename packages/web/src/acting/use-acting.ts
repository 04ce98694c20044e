import { type Acts, createActs } from '@daybook/client'
import { useWorkspace } from '../workspace.tsx'

const made = new Map<string, Acts>()

/** The SDK's acts for the workspace that is open: what is done with them is done as whoever is signed in. */
export function useActing(): Acts {
  const { workspace } = useWorkspace()
  const key = `${workspace.id} ${workspace.locale}`
  let acts = made.get(key)
  if (!acts) {
    // People wait for the answer: two tries, then they are told.
    acts = createActs({
      url: '',
      workspace: workspace.id,
      language: workspace.locale,
      retry: { attempts: 2 },
    })
    made.set(key, acts)
  }
  return acts
}
