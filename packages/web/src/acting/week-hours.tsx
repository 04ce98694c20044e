import type { ActField } from '@daybook/protocol'
import { useState } from 'react'
import type { FormDoor } from '../door/use-form.ts'
import button from '../parts/button.module.css'
import { fieldName } from './read-form.ts'
import { SpanInputs } from './span-inputs.tsx'
import css from './week-hours.module.css'

interface Props {
  /** The weekdays, in their order. */
  readonly fields: readonly ActField[]
  textOf(field: ActField): string
  readonly of: FormDoor
}

type Week = Readonly<Record<string, readonly string[]>>

const linesOf = (text: string): string[] => text.split('\n').filter(line => line !== '')

/** The last of the days that mostly have the same hours. */
const LIKE_FIRST = 5

/** Hours of each weekday, one row a day; what is sent are the texts of the catalogue's grammar. */
export function WeekHours({ fields, textOf, of }: Props) {
  const [week, setWeek] = useState<Week>(() =>
    Object.fromEntries(fields.map(field => [field.name, linesOf(textOf(field))])),
  )
  const [first] = fields
  const others = fields.slice(1, LIKE_FIRST)
  const ofFirst = first === undefined ? [] : (week[first.name] ?? [])
  const copies = others.length > 0 && ofFirst.length > 0
  return (
    <fieldset className={css.week}>
      <legend>Weekly hours</legend>
      {fields.map(field => {
        const name = fieldName(field.name)
        return (
          <SpanInputs
            key={field.name}
            label={field.label}
            name={name}
            lines={week[field.name] ?? []}
            error={of.errorOf(name)}
            onChange={lines => setWeek(now => ({ ...now, [field.name]: lines }))}
          />
        )
      })}
      {copies && (
        <button
          type="button"
          className={`${button.link} ${css.copy}`}
          onClick={() =>
            setWeek({ ...week, ...Object.fromEntries(others.map(({ name }) => [name, [...ofFirst]])) })
          }
        >
          The same until {others.at(-1)!.label}
        </button>
      )}
    </fieldset>
  )
}
