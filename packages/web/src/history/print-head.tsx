import type { EntryFilter } from '@daybook/protocol'
import { fullStamp } from '@daybook/timeline'
import { describeFilter } from '../filters/describe-filter.ts'
import { useShownZone, useWorkspace } from '../workspace.tsx'
import css from './print-head.module.css'

interface Props {
  readonly title: string
  readonly filter: EntryFilter
  readonly loaded: number
  readonly total: number | undefined
}

/** On paper only: what this is, which part of it, whose clock, who printed it and when. */
export function PrintHead({ title, filter, loaded, total }: Props) {
  const { session, workspace } = useWorkspace()
  const timeZone = useShownZone()
  const filters = describeFilter(filter, { locale: workspace.locale }).map(one => `${one.name}: ${one.value}`)
  return (
    <div className={css.head} aria-hidden="true">
      <p>
        {workspace.name} · {title} · {filters.length > 0 ? filters.join(' · ') : 'no filters'}
      </p>
      <p>
        {loaded} of {total ?? loaded} entries · Times in {timeZone} · printed by {session.member.name} on{' '}
        {fullStamp(Date.now(), { locale: workspace.locale, timeZone })}
      </p>
    </div>
  )
}
