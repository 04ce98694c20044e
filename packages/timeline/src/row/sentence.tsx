import type { Entry } from '@daybook/protocol'
import { useReader } from '../reader.tsx'
import { sentenceOf } from '../say.ts'
import css from './row.module.css'

/** What happened, in one sentence, a paragraph unless `inline`; the actor and what it is about carry the weight, other people's names do not. */
export function Sentence({ entry, id, inline }: { entry: Entry; id?: string; inline?: boolean }) {
  const reader = useReader()
  const people = new Set(entry.clients.map(client => client.name))
  const parts = sentenceOf(entry, reader).map((segment, index) =>
    segment.kind === 'actor' || (segment.kind === 'value' && !people.has(segment.text)) ? (
      <b key={`${index} ${segment.text}`}>{segment.text}</b>
    ) : (
      segment.text
    ),
  )
  if (inline) return parts
  return (
    <p className={css.sentence} id={id}>
      {parts}
    </p>
  )
}
