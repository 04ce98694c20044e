import { formatLocale } from '@daybook/timeline'
import { useState } from 'react'
import { ActButtons } from '../acting/act-buttons.tsx'
import { type ChosenClient, ClientField } from '../acting/client-field.tsx'
import { useActsOf } from '../acting/use-acts.ts'
import { useObject } from '../acting/use-object.ts'
import { useClientWord } from '../client-word.ts'
import { useForm } from '../door/use-form.ts'
import { useWorkspace } from '../workspace.tsx'
import css from './records.module.css'

const POINTS = ['award-points', 'spend-points', 'expire-points']

/** The points of a client: how many there are, and giving, spending or letting them expire. */
export function PointsPart() {
  const word = useClientWord()
  const { workspace } = useWorkspace()
  const [client, setClient] = useState<ChosenClient>()
  const door = useForm(async () => {})
  const { data } = useObject('client', client?.id)
  const omit = useActsOf('client').flatMap(({ name }) => (POINTS.includes(name) ? [] : [name]))
  const points = data?.fields['points'] ?? 0
  return (
    <section aria-labelledby="points-title" className={css.points}>
      <h2 id="points-title">Points</h2>
      <p>
        Rewards are paid with points. Every one that is given, spent or expires is an entry of the {word.one}.
      </p>
      <form {...door.form} className={css.chooser}>
        <ClientField chosen={client} of={door} mayBeNew={false} onChoose={setClient} />
      </form>
      {client !== undefined && data !== undefined && (
        <div className={css.balance}>
          <p>
            <strong>{new Intl.NumberFormat(formatLocale(workspace.locale)).format(Number(points))}</strong>{' '}
            {points === 1 ? 'point' : 'points'}
          </p>
          <ActButtons object={data} main={POINTS} omit={omit} />
          <a href={`/clients/${data.ref}`}>Timeline</a>
        </div>
      )}
    </section>
  )
}
