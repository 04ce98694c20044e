import type { ActField, LastChange } from '@daybook/protocol'
import { isPlainDate, longDate, VisuallyHidden } from '@daybook/timeline'
import { useInZone } from '../settings/use-in-zone.ts'
import { useWorkspace } from '../workspace.tsx'
import { useActorName } from './use-actor-name.ts'
import { useSayField } from './field-value.tsx'

interface Props {
  readonly field: Pick<ActField, 'name' | 'kind' | 'label'>
  readonly change: LastChange
}

/** Who changed a field last, when, and from what; it opens the entry that says so. */
export function LastChangeLink({ field, change }: Props) {
  const { workspace } = useWorkspace()
  const nameOf = useActorName()
  const say = useSayField()
  const inZone = useInZone()
  const { actor, occurredAt, before, hidden, first } = change
  const name = nameOf(actor)
  const when = isPlainDate(occurredAt) ? longDate(occurredAt, workspace.locale) : inZone.stamp(occurredAt)
  const from = hidden ? '' : say(field, before)
  return (
    <a href={`/entries/${change.entry}`}>
      <VisuallyHidden>Last change of {field.label}: </VisuallyHidden>
      {name}, <time dateTime={occurredAt}>{when}</time>
      {(first || from !== '') && <span>{first ? 'first recorded' : `was “${from}”`}</span>}
    </a>
  )
}
