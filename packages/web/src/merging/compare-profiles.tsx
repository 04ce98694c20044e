import { fieldLabel, findField, formatValue } from '@daybook/catalogue'
import type { ClientSummary, Json, ObjectView } from '@daybook/protocol'
import { languageOf } from '@daybook/timeline'
import { useId } from 'react'
import { useWorkspace } from '../workspace.tsx'
import { factsOf } from './choose-other.tsx'
import css from './merge.module.css'
import { nameOfClient } from './name-of-client.ts'

export interface Side {
  readonly client: ClientSummary
  readonly profile: ObjectView
}

interface Props {
  readonly own: Side
  readonly other: Side
}

/** The form field that holds whose value wins. */
export const winnerOf = (field: string): string => `winner:${field}`

/** Both profiles side by side, and whose value wins, field by field. */
export function CompareProfiles({ own, other }: Props) {
  return (
    <div className={css.table}>
      <div className={`${css.row} ${css.head}`}>
        <span className={css.field} />
        <Who side={own} part="Stays" />
        <Who side={other} part="Is merged" />
      </div>
      {fieldsOf(own, other).map(field => (
        <FieldRow key={field} field={field} own={own} other={other} />
      ))}
    </div>
  )
}

function Who({ side, part }: { side: Side; part: string }) {
  return (
    <div className={css.side}>
      <p className={css.role}>{part}</p>
      <p className={css.who}>{nameOfClient(side.client)}</p>
      <p className={css.few}>{factsOf(side.client)}</p>
    </div>
  )
}

function FieldRow({ field, own, other }: Props & { field: string }) {
  const { workspace } = useWorkspace()
  const id = useId()
  const locale = languageOf(workspace.locale)
  const label = fieldLabel('client', field, locale)
  const say = (value: Json | undefined): string | undefined =>
    value === undefined
      ? undefined
      : formatValue(findField('client', field), value, {
          locale,
          timeZone: workspace.timeZone,
        })
  const [mine, theirs] = [valueOf(own, field), valueOf(other, field)]
  if (JSON.stringify(mine) === JSON.stringify(theirs))
    return (
      <div className={css.row}>
        <span className={css.field}>{label}</span>
        <span className={css.same}>
          {say(mine)} <small>the same in both</small>
        </span>
      </div>
    )
  const choices = [
    ['own', mine, own],
    ['other', theirs, other],
  ] as const
  const winner = mine === undefined ? 'other' : 'own'
  return (
    <div className={css.row} role="radiogroup" aria-labelledby={id}>
      <span className={css.field} id={id}>
        {label}
      </span>
      {choices.map(([value, given, side]) => (
        <label key={value} className={css.value}>
          <input
            type="radio"
            name={winnerOf(field)}
            value={value}
            defaultChecked={value === winner}
            aria-label={`${say(given) ?? 'nothing'}, of ${nameOfClient(side.client)}`}
          />
          <span className={given === undefined ? css.none : undefined}>{say(given) ?? 'Nothing'}</span>
        </label>
      ))}
    </div>
  )
}

const valueOf = ({ profile }: Side, field: string): Json | undefined =>
  profile.fields[field] ?? (field === 'name' ? profile.name : undefined)

/** The name first, then as the profiles have them. */
function fieldsOf(own: Side, other: Side): string[] {
  const all = new Set(['name', ...Object.keys(own.profile.fields), ...Object.keys(other.profile.fields)])
  return [...all].filter(field => valueOf(own, field) !== undefined || valueOf(other, field) !== undefined)
}

/** The fields of which somebody has to say whose value wins. */
export const fieldsThatDiffer = (own: Side, other: Side): string[] =>
  fieldsOf(own, other).filter(
    field => JSON.stringify(valueOf(own, field)) !== JSON.stringify(valueOf(other, field)),
  )
