import type { ClientField, ClientFieldsAnswer } from '@daybook/protocol'
import { queries } from '../queries.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'

/** Adds a field, or changes what is said of it. Answers once every form knows it. */
export function useSaveClientField(): (field: ClientField) => Promise<void> {
  const { daybook, workspace } = useWorkspace()
  const announce = useAnnounce()
  return async ({ name, ...body }) => {
    const answer = await daybook.request<ClientFieldsAnswer>(
      'PUT',
      `/v1/settings/client-fields/${encodeURIComponent(name)}`,
      { body, repeatable: true },
    )
    queries.setQueryData(['client-fields', workspace.id], answer)
    announce('Saved')
    await queries.invalidateQueries({ queryKey: ['acts'] })
  }
}
