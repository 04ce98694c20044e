import { formatValue } from '@daybook/catalogue'
import type { ObjectPage, ObjectView } from '@daybook/protocol'
import { useMutation, useQuery } from '@tanstack/react-query'
import { languageOf } from '@daybook/timeline'
import { Failure } from '../parts/failure.tsx'
import { queries } from '../queries.ts'
import { useRights } from '../session.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import css from './online-section.module.css'
import { SwitchRow } from './switch-row.tsx'

/** Which services are offered online. */
export function OnlineServices() {
  const { daybook, workspace } = useWorkspace()
  const announce = useAnnounce()
  const mayAct = useRights().has('act')
  const queryKey = ['services', workspace.id]
  const services = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      daybook.request<ObjectPage>('GET', '/v1/objects/service', {
        query: { limit: 200 },
        signal,
      }),
    staleTime: 0,
  })
  const change = useMutation({
    mutationFn: ({ id, online }: { id: string; online: boolean }) =>
      daybook.request('POST', `/v1/objects/service/${encodeURIComponent(id)}/update`, {
        body: { fields: { online } },
      }),
    async onSettled(_, error) {
      announce(error === null ? 'Saved' : 'That was not saved. Nothing has changed.')
      await queries.invalidateQueries({ queryKey })
    },
  })
  if (services.isError)
    return (
      <Failure
        error={services.error}
        what="The services could not be loaded"
        onRetry={() => void services.refetch()}
      />
    )
  if (services.data === undefined) return null
  const list = services.data.objects.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)))
  if (list.length === 0)
    return <p className={css.none}>There are no services yet. The booking page shows them once there are.</p>
  return (
    <div className={css.services}>
      {list.map(service => (
        <SwitchRow
          key={service.id}
          label={nameOf(service)}
          hint={termsOf(service, languageOf(workspace.locale), workspace.timeZone)}
          on={service.fields['online'] === true}
          disabled={!mayAct || change.isPending}
          onSwitch={online => change.mutate({ id: service.id, online })}
        />
      ))}
    </div>
  )
}

const nameOf = ({ fields, name, id }: ObjectView): string =>
  typeof fields['name'] === 'string' ? fields['name'] : (name ?? id)

function termsOf(
  { fields }: ObjectView,
  locale: Parameters<typeof formatValue>[2]['locale'],
  timeZone: string,
) {
  const { duration, price, currency } = fields
  const cost =
    typeof price === 'number'
      ? formatValue(undefined, { value: price, currency: String(currency ?? '') }, { locale, timeZone })
      : undefined
  return (
    [typeof duration === 'number' && `${duration} min`, cost].filter(Boolean).join(' · ') || 'No length yet'
  )
}
