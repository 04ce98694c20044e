import type { ActField } from '@daybook/protocol'
import { useState } from 'react'
import field from '../door/field.module.css'
import button from '../parts/button.module.css'
import { fieldName } from './read-form.ts'
import { useSuggestions } from './use-suggestions.ts'
import css from './week-hours.module.css'

interface Props {
  readonly field: ActField
  readonly text: string
}

const linesOf = (text: string): string[] => text.split('\n').filter(line => line !== '')

/** Who does it: the members by name, and whoever else is named. */
export function NamesField({ field: { name, label }, text }: Props) {
  const known = useSuggestions('member')
  const [chosen, setChosen] = useState<readonly string[]>(() => linesOf(text))
  const [other, setOther] = useState('')
  const names = [...new Set([...known, ...linesOf(text), ...chosen])]
  const add = (one: string) => {
    if (one.trim() !== '' && !chosen.includes(one.trim())) setChosen([...chosen, one.trim()])
    setOther('')
  }
  return (
    <fieldset className={css.week}>
      <legend>{label}</legend>
      <input type="hidden" name={fieldName(name)} value={chosen.join('\n')} />
      <div className={css.names}>
        {names.map(one => (
          <label key={one}>
            <input
              type="checkbox"
              checked={chosen.includes(one)}
              onChange={event =>
                setChosen(
                  event.target.checked ? [...chosen, one] : chosen.filter(chosenOne => chosenOne !== one),
                )
              }
            />
            <span>{one}</span>
          </label>
        ))}
      </div>
      <div className={css.other}>
        <input
          className={field.input}
          aria-label="Somebody else"
          placeholder="Somebody else"
          autoComplete="off"
          value={other}
          onChange={event => setOther(event.target.value)}
          onKeyDown={event => {
            if (event.key !== 'Enter' || other.trim() === '') return
            event.preventDefault()
            add(other)
          }}
        />
        <button type="button" className={button.button} onClick={() => add(other)}>
          Add
        </button>
      </div>
      <p className={field.hint}>Nobody chosen: whoever has a schedule</p>
    </fieldset>
  )
}
