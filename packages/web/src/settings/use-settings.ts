import type { SettingsView, WorkspaceChoices } from '@daybook/protocol'
import { type UseMutationResult, useMutation, useQuery } from '@tanstack/react-query'
import { queries } from '../queries.ts'
import { sessionQuery } from '../session.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'

/** What the workspace has chosen. */
export function useSettings() {
  const { daybook, workspace } = useWorkspace()
  return useQuery({
    queryKey: ['settings', workspace.id],
    queryFn: ({ signal }) => daybook.request<SettingsView>('GET', '/v1/settings', { signal }),
    staleTime: 0,
  })
}

export type SettingsChange = Partial<WorkspaceChoices>

/** What the rest of the app is told of with the session. */
const SHOWN_EVERYWHERE: readonly string[] = [
  'name',
  'timeZone',
  'clientWord',
  'profileViews',
  'teamVisibility',
]

/** Changes settings. What is given shows at once, and goes back where the server refuses it. */
export function useChangeSettings(): UseMutationResult<SettingsView, Error, SettingsChange, unknown> {
  const { daybook, workspace } = useWorkspace()
  const announce = useAnnounce()
  const queryKey = ['settings', workspace.id]
  return useMutation({
    mutationFn: (change: SettingsChange) =>
      daybook.request<SettingsView>('PATCH', '/v1/settings', { body: change, repeatable: true }),
    async onMutate(change) {
      await queries.cancelQueries({ queryKey })
      const before = queries.getQueryData<SettingsView>(queryKey)
      if (before !== undefined) {
        const fields = { ...before.fields, ...change.fields }
        queries.setQueryData<SettingsView>(queryKey, { ...before, ...change, fields })
      }
      return { before }
    },
    onError(_, __, context) {
      if (context?.before !== undefined) queries.setQueryData(queryKey, context.before)
      announce('That was not saved. Nothing has changed.')
    },
    async onSuccess(settings, change) {
      queries.setQueryData(queryKey, settings)
      announce('Saved')
      await showEverywhere(Object.keys(change))
    },
  })
}

async function showEverywhere(changed: readonly string[]): Promise<void> {
  // Every sentence and label that is loaded is in the language of before.
  if (changed.includes('locale')) location.reload()
  if (!changed.some(name => SHOWN_EVERYWHERE.includes(name))) return
  await queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
  // Days, and what was counted by them, are others now.
  if (changed.includes('timeZone')) {
    queries.removeQueries({ queryKey: ['counts'] })
    await queries.invalidateQueries()
  }
}
