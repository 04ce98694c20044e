import { fieldLabel, findField } from '@daybook/catalogue'
import type {
  ActField,
  ActForm,
  ClientField,
  ClientFieldsAnswer,
  LastChangesAnswer,
  ObjectView,
} from '@daybook/protocol'
import { languageOf } from '@daybook/timeline'
import { useQuery } from '@tanstack/react-query'
import { useActs } from '../acting/use-acts.ts'
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

/** Of each field its last change. */
function useLastChanges(clientId: string) {
  const { daybook, workspace } = useWorkspace()
  return useQuery({
    queryKey: ['last-changes', workspace.id, clientId],
    queryFn: ({ signal }) =>
      daybook.request<LastChangesAnswer>('GET', `/v1/clients/${encodeURIComponent(clientId)}/last-changes`, {
        signal,
      }),
    staleTime: 0,
    meta: { side: 'who changed each field last' },
  })
}

/** What has a place of its own on the page, or is none of the profile's fields. */
const ELSEWHERE = new Set(
  'notes tags consents points preferences channels channel marketing deleted'.split(' '),
)

/** A client's profile with everything that the page shows of it. */
export function useProfile(clientId: string) {
  const query = useObject('client', clientId)
  const fields = useClientFields()
  const acts = useActs()
  const changes = useLastChanges(clientId)
  const locale = languageOf(useWorkspace().workspace.locale)
  const own = fields.data?.clientFields
  const update = acts.data?.types['client']?.acts.find(form => form.name === 'update')
  // Which fields there are, and which of them are hidden, is told by answers of their own: nothing is drawn before.
  const told = !fields.isPending && !acts.isPending && !changes.isPending
  const view = told ? query.data : undefined
  return {
    query,
    view,
    own,
    isHidden: (name: string) => isHidden(name, own),
    last: new Map(changes.data?.changes.map(change => [change.field, change])),
    update,
    shown: view === undefined ? [] : shownFields(view, update, own, locale),
  }
}

/** Where the workspace's own fields could not be read, none of them is shown: it may be hidden. */
const isHidden = (name: string, own: readonly ClientField[] | undefined): boolean =>
  own === undefined
    ? findField('client', name) === undefined
    : own.some(field => field.name === name && field.hidden)

/** Fields that hold something, or that could be filled; retired ones as long as they hold something. */
function shownFields(
  view: ObjectView,
  update: ActForm | undefined,
  own: readonly ClientField[] | undefined,
  locale: ReturnType<typeof languageOf>,
): readonly ActField[] {
  const fields = [...(update?.fields ?? [])]
  const names = new Set(fields.map(field => field.name))
  for (const name of [...Object.keys(view.fields), ...(view.hidden ?? [])]) {
    if (names.has(name)) continue
    const known = own?.find(field => field.name === name)
    const label = known?.label ?? fieldLabel('client', name, locale)
    fields.push({ name, label, kind: known?.kind ?? 'text', required: false })
  }
  return fields.filter(({ name }) => !ELSEWHERE.has(name) && !isHidden(name, own))
}
