import type { ActField, LastChange } from '@daybook/protocol'
import { isPlainDate, longDate, VisuallyHidden } from '@daybook/timeline'
import { useInZone } from '../settings/use-in-zone.ts'
import { useWorkspace } from '../workspace.tsx'
import { useSayField } from './field-value.tsx'

interface Props {
  readonly field: Pick<ActField, 'name' | 'kind' | 'label'>
  readonly change: LastChange
}

/** Who changed a field last, when, and from what; it opens the entry that says so. */
export function LastChangeLink({ field, change }: Props) {
  const { session, workspace } = useWorkspace()
  const say = useSayField()
  const inZone = useInZone()
  const { actor, occurredAt, before, hidden, first } = change
  const isOwn = actor.type === 'staff' && actor.id === session.member.id
  const name = isOwn ? 'You' : (actor.name ?? WORDS[actor.type] ?? actor.type)
  const when = isPlainDate(occurredAt) ? longDate(occurredAt, workspace.locale) : inZone.stamp(occurredAt)
  const from = hidden ? '' : say(field, before)
  return (
    <a href={`/entries/${change.entry}`}>
      <VisuallyHidden>Last change of {field.label}: </VisuallyHidden>
      {name}, <time dateTime={occurredAt}>{when}</time>
      {first ? ', first recorded' : from !== '' && <span>, was “{from}”</span>}
    </a>
  )
}

const WORDS: Readonly<Record<string, string>> = {
  system: 'System',
  key: 'API key',
  client: 'The client',
  integration: 'Integration',
}
