import type { ActsOfType, ObjectView } from '@daybook/protocol'
import { ActButtons } from '../acting/act-buttons.tsx'
import { useObjectTitle } from '../objects/use-object-title.ts'
import { CardRow } from '../parts/card-row.tsx'
import { CardTable } from '../parts/card-table.tsx'
import { useRights } from '../session.ts'
import { columnsOf } from './columns.ts'
import { RecordText } from './record-text.tsx'

interface Props {
  readonly type: string
  readonly of: ActsOfType
  readonly objects: readonly ObjectView[]
}

const HEADS: Readonly<Record<string, string>> = { client: 'Client', hours: 'Hours' }

/** The records of a type, one a row: what matters of each, the way to its history, and what can be done with it. */
export function RecordTable({ type, of, objects }: Props) {
  const mayAct = useRights().has('act')
  const titleOf = useObjectTitle()
  const columns = columnsOf(
    type,
    of.fields.map(({ name }) => name),
  ).map(name => {
    const field = of.fields.find(one => one.name === name)
    return { name, field, label: field?.label ?? HEADS[name] ?? name }
  })
  return (
    <CardTable
      caption={of.plural}
      heads={[of.label, ...columns.map(({ label }) => label)]}
      acts={mayAct ? 'Acts' : undefined}
    >
      {objects.map(object => {
        const { short: title } = titleOf(object)
        return (
          <CardRow
            key={object.ref}
            head={<a href={`/objects/${encodeURIComponent(type)}/${object.ref}`}>{title}</a>}
            under={title === object.id ? undefined : object.id}
            cells={columns.map(({ name, field, label }) => [
              label,
              <RecordText key={name} object={object} name={name} field={field} />,
            ])}
            acts={mayAct ? <ActButtons object={object} most={1} /> : undefined}
          />
        )
      })}
    </CardTable>
  )
}
