import { getRouteApi, useLocation, useNavigate } from '@tanstack/react-router'
import { useClientWord } from '../client-word.ts'
import { ChooseOther } from '../merging/choose-other.tsx'
import { MergeForm } from '../merging/merge-form.tsx'
import css from '../merging/merge.module.css'
import { nameOfClient } from '../merging/name-of-client.ts'
import { useProfile } from '../merging/use-profile.ts'
import { Failure, isMissing } from '../parts/failure.tsx'
import { parseSearch } from '../search-names.ts'
import { useClient } from './client-frame.tsx'
import head from './client-page.module.css'
import { NoSuchClient } from './no-such-client.tsx'

const route = getRouteApi('/signed-in/clients/$clientId/merge')

/** Two profiles of one person become one: the other is found, both are compared, and then it is done. */
export function MergePage() {
  const { clientId } = route.useParams()
  const navigate = useNavigate()
  const word = useClientWord()
  const client = useClient(clientId)
  const asked = parseSearch(useLocation().searchStr)['with']
  const other = Array.isArray(asked) ? asked[0] : asked
  const show = (own: string, one: string | undefined): void =>
    void navigate({
      to: '/clients/$clientId/merge',
      params: { clientId: own },
      search: (one === undefined ? {} : { with: one }) as never,
      replace: own !== clientId,
    })
  if (client.isError && isMissing(client.error)) return <NoSuchClient />
  const name = client.data === undefined ? '' : nameOfClient(client.data)
  return (
    <>
      <title>{`Merge ${name || word.many} · Daybook`}</title>
      <header className={head.header}>
        <a className={head.crumb} href={`/clients/${clientId}`}>
          {name || word.One} <span aria-hidden="true">›</span>
        </a>
        <h1 className={head.name}>Merge {word.many}</h1>
      </header>
      <div className={css.page}>
        {client.isError && (
          <Failure
            error={client.error}
            what={`The ${word.one} could not be loaded`}
            onRetry={() => void client.refetch()}
          />
        )}
        {client.data !== undefined && other === undefined && (
          <ChooseOther client={client.data} onChoose={one => show(clientId, one)} />
        )}
        {other !== undefined && (
          <Compare key={`${clientId} ${other}`} ids={[clientId, other]} onChange={show} />
        )}
      </div>
    </>
  )
}

interface CompareProps {
  readonly ids: readonly [own: string, other: string]
  onChange(own: string, other: string | undefined): void
}

function Compare({ ids: [own, other], onChange }: CompareProps) {
  const clients = [useClient(own), useClient(other)] as const
  const profiles = [useProfile(own), useProfile(other)] as const
  const failed = [...clients, ...profiles].find(answer => answer.isError)
  if (failed)
    return (
      <Failure
        error={failed.error}
        what="The two profiles could not be loaded"
        onRetry={() => void failed.refetch()}
      />
    )
  const [mine, theirs] = clients.map(answer => answer.data)
  const [first, second] = profiles.map(answer => answer.data)
  if (!mine || !theirs || !first || !second) return null
  return (
    <MergeForm
      own={{ client: mine, profile: first }}
      other={{ client: theirs, profile: second }}
      onSwap={() => onChange(other, own)}
      onBack={() => onChange(own, undefined)}
    />
  )
}
