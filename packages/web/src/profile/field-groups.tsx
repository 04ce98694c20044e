import type { ActField, LastChange, ObjectView } from '@daybook/protocol'
import { useSayField } from './field-value.tsx'
import { LastChangeLink } from './last-change-link.tsx'
import css from './profile.module.css'
import { groupFields } from './profile-groups.ts'

interface Props {
  readonly view: ObjectView
  readonly fields: readonly ActField[]
  readonly last: ReadonlyMap<string, LastChange>
}

/** The profile's fields in groups, each with who changed it last, when, and from what. */
export function FieldGroups({ view, fields, last }: Props) {
  return groupFields(fields).map(({ title, fields: own }) => {
    const filled = own.filter(({ name }) => isFilled(view, last, name))
    const empty = own.filter(field => !filled.includes(field))
    return (
      <section key={title} className={css.group} aria-label={title}>
        <h2>{title}</h2>
        {filled.length > 0 && (
          <dl>
            {filled.map(field => (
              <FieldRow key={field.name} field={field} view={view} change={last.get(field.name)} />
            ))}
          </dl>
        )}
        {empty.length > 0 && (
          <p className={css.empty}>Not filled: {empty.map(field => field.label.toLowerCase()).join(', ')}</p>
        )}
      </section>
    )
  })
}

const isFilled = (
  { fields, hidden }: ObjectView,
  last: ReadonlyMap<string, LastChange>,
  name: string,
): boolean => fields[name] !== undefined || hidden?.includes(name) === true || last.has(name)

function FieldRow({
  field,
  view,
  change,
}: {
  field: ActField
  view: ObjectView
  change: LastChange | undefined
}) {
  const say = useSayField()
  const { name, label } = field
  const hidden = view.hidden?.includes(name) === true
  const text = say(field, view.fields[name])
  return (
    <div className={css.row} data-field={name}>
      <dt>{label}</dt>
      <dd className={css.value}>{hidden ? <i>Hidden</i> : text === '' ? <i>Emptied</i> : text}</dd>
      <dd className={css.last}>{change && <LastChangeLink field={field} change={change} />}</dd>
    </div>
  )
}
