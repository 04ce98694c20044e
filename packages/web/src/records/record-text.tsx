import { type FieldKind, formatValue } from '@daybook/catalogue'
import type { ActsOfType, ObjectView } from '@daybook/protocol'
import { languageOf } from '@daybook/timeline'
import { useClientWord } from '../client-word.ts'
import { useShownZone, useWorkspace } from '../workspace.tsx'
import css from './records.module.css'
import { weekText } from './week-text.ts'

type Field = ActsOfType['fields'][number]

/** What a record says in one column of its list. */
export function RecordText({
  object,
  name,
  field,
}: {
  object: ObjectView
  name: string
  field: Field | undefined
}) {
  const { workspace } = useWorkspace()
  const timeZone = useShownZone()
  if (name === 'client') return <Clients object={object} />
  if (name === 'hours') return weekText(object.fields, workspace.locale) || '–'
  const value = object.fields[name]
  if (name === 'uses') return <Uses object={object} />
  if (value === undefined) return object.hidden?.includes(name) ? 'hidden' : '–'
  if (name === 'status')
    return <span className={css.status}>{field?.values?.[String(value)] ?? String(value)}</span>
  const { currency } = object.fields
  return textOf(field, value, {
    locale: languageOf(workspace.locale),
    timeZone,
    ...(typeof currency === 'string' && { currency }),
  })
}

const NO_WORDS = { en: '', de: '', 'pt-PT': '', es: '' }

/** A value in the reader's words: the answer of `GET /v1/acts` has them already. */
function textOf(
  field: Field | undefined,
  value: unknown,
  options: Parameters<typeof formatValue>[2],
): string {
  if (field?.values !== undefined && typeof value === 'string') return field.values[value] ?? value
  const known = field && { kind: field.kind as FieldKind, label: NO_WORDS, privacy: 'business' as const }
  return formatValue(known, value, options)
}

/** How often it was used, of how often it can be. */
function Uses({ object: { fields } }: { object: ObjectView }) {
  const { uses, limit } = fields
  const used = typeof uses === 'number' ? uses : 0
  return typeof limit === 'number' ? `${used} of ${limit}` : String(used)
}

function Clients({ object: { clients } }: { object: ObjectView }) {
  const word = useClientWord()
  if (clients.length === 0) return '–'
  return (
    <>
      {clients.map(({ id, hostId, name, erased }) => (
        <a key={id} href={`/clients/${id}`} className={css.client}>
          {erased ? `Erased ${word.one}` : (name ?? hostId ?? id)}
        </a>
      ))}
    </>
  )
}
