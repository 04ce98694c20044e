import type { MergeAnswer, MergeWinner } from '@daybook/protocol'
import { useNavigate } from '@tanstack/react-router'
import { useClientWord } from '../client-word.ts'
import { Field } from '../door/field.tsx'
import { FormMessage } from '../door/form-message.tsx'
import { useForm } from '../door/use-form.ts'
import { forgetTimelines } from '../history/open-timeline.ts'
import act from '../parts/act.module.css'
import button from '../parts/button.module.css'
import { queries } from '../queries.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import { CompareProfiles, fieldsThatDiffer, type Side, winnerOf } from './compare-profiles.tsx'
import css from './merge.module.css'
import { nameOfClient } from './name-of-client.ts'

interface Props {
  readonly own: Side
  readonly other: Side
  /** The other one stays instead. */
  onSwap(): void
  /** Another client is chosen. */
  onBack(): void
}

/** What the merge makes of two profiles, said before it is done. */
export function MergeForm({ own, other, onSwap, onBack }: Props) {
  const { daybook, workspace } = useWorkspace()
  const announce = useAnnounce()
  const navigate = useNavigate()
  const [name, gone] = [nameOfClient(own.client), nameOfClient(other.client)]
  const door = useForm(async values => {
    const fields: Record<string, MergeWinner> = {}
    for (const field of fieldsThatDiffer(own, other))
      fields[field] = values[winnerOf(field)] === 'other' ? 'other' : 'own'
    const reason = values.reason?.trim()
    const done = await daybook.request<MergeAnswer>('POST', `/v1/clients/${own.client.id}/merge`, {
      body: { other: other.client.id, fields, ...(reason && { reason }) },
    })
    await Promise.all(
      ['client', 'clients', 'counts'].map(one =>
        queries.invalidateQueries({ queryKey: [one, workspace.id] }),
      ),
    )
    forgetTimelines()
    await navigate({ to: '/clients/$clientId', params: { clientId: done.id } })
    announce(`${gone} is merged into ${name}`)
  })
  return (
    <form {...door.form} className={css.form}>
      <section aria-labelledby="compare-title">
        <h2 id="compare-title">Which values does the profile have?</h2>
        <p className={css.hint}>
          Choose field by field. Nothing is lost: what does not win stays in the history.
        </p>
        <p className={css.swap}>
          <button type="button" className={button.button} onClick={onSwap}>
            Keep {gone} instead
          </button>
        </p>
        <CompareProfiles own={own} other={other} />
      </section>
      <Then name={name} gone={gone} />
      <div>
        <FormMessage of={door} />
        <Field of={door} label="Reason (optional)" name="reason" autoComplete="off" />
      </div>
      <div className={css.acts}>
        <button type="button" className={button.button} onClick={onBack}>
          Choose another
        </button>
        <button type="submit" className={act.primary} aria-disabled={door.pending}>
          {door.pending ? 'One moment …' : 'Merge the two'}
        </button>
      </div>
    </form>
  )
}

/** What follows from it, in plain words. */
function Then({ name, gone }: { name: string; gone: string }) {
  const word = useClientWord()
  return (
    <section aria-labelledby="then-title">
      <h2 id="then-title">What happens</h2>
      <ul className={css.then}>
        <li>The timeline of {name} shows both histories. No entry is changed.</li>
        <li>
          The address of {gone} leads to {name}, and what comes in for either of them is {name}’s.
        </li>
        <li>
          Owner, admin or manager can separate the two {word.many} again. Both pages are then as they are now;
          what was recorded in between stays with {name}.
        </li>
      </ul>
    </section>
  )
}
