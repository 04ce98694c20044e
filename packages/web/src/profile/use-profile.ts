import { fieldLabel } from '@daybook/catalogue'
import type {
  ActField,
  ActForm,
  ClientField,
  ClientFieldsAnswer,
  LastChange,
  LastChangesAnswer,
  ObjectView,
} from '@daybook/protocol'
import { languageOf } from '@daybook/timeline'
import { useQuery } from '@tanstack/react-query'
import { useActsOf } from '../acting/use-acts.ts'
import { useObject } from '../acting/use-object.ts'
import { useWorkspace } from '../workspace.tsx'

/** The fields that the workspace adds to profiles, in the order of forms. */
export function useClientFields() {
  const { daybook, workspace } = useWorkspace()
  return useQuery({
    queryKey: ['client-fields', workspace.id],
    queryFn: ({ signal }) =>
      daybook.request<ClientFieldsAnswer>('GET', '/v1/settings/client-fields', { signal }),
    meta: { side: 'the fields of your own' },
  })
}

/** Of each field its last change, by name. */
function useLastChanges(clientId: string): ReadonlyMap<string, LastChange> {
  const { daybook, workspace } = useWorkspace()
  const { data } = useQuery({
    queryKey: ['last-changes', workspace.id, clientId],
    queryFn: ({ signal }) =>
      daybook.request<LastChangesAnswer>('GET', `/v1/clients/${encodeURIComponent(clientId)}/last-changes`, {
        signal,
      }),
    staleTime: 0,
    meta: { side: 'who changed each field last' },
  })
  return new Map(data?.changes.map(change => [change.field, change]))
}

/** What has a place of its own on the page, or is none of the profile's fields. */
const ELSEWHERE = new Set(
  'notes tags consents points preferences channels channel marketing deleted'.split(' '),
)

/** A client's profile with everything that the page shows of it. */
export function useProfile(clientId: string) {
  const query = useObject('client', clientId)
  const own = useClientFields().data?.clientFields ?? []
  const update = useActsOf('client').find(form => form.name === 'update')
  const last = useLastChanges(clientId)
  const locale = languageOf(useWorkspace().workspace.locale)
  const view = query.data
  return {
    query,
    view,
    last,
    update: update && withoutHidden(update, own),
    shown: view === undefined ? [] : shownFields(view, update, own, locale),
  }
}

/** What is hidden is not asked for either. */
const withoutHidden = (form: ActForm, own: readonly ClientField[]): ActForm => ({
  ...form,
  fields: form.fields.filter(({ name }) => own.find(field => field.name === name)?.hidden !== true),
})

/** Fields that hold something, or that could be filled; retired ones as long as they hold something. */
function shownFields(
  view: ObjectView,
  update: ActForm | undefined,
  own: readonly ClientField[],
  locale: ReturnType<typeof languageOf>,
): readonly ActField[] {
  const fields = [...(update?.fields ?? [])]
  const names = new Set(fields.map(field => field.name))
  for (const name of [...Object.keys(view.fields), ...(view.hidden ?? [])]) {
    if (names.has(name)) continue
    const known = own.find(field => field.name === name)
    const label = known?.label ?? fieldLabel('client', name, locale)
    fields.push({ name, label, kind: known?.kind ?? 'text', required: false })
  }
  const isHidden = (name: string): boolean => own.find(field => field.name === name)?.hidden === true
  return fields.filter(({ name }) => !ELSEWHERE.has(name) && !isHidden(name))
}
