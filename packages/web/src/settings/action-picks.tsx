import { ACTIONS } from '@daybook/catalogue'
import { filterLabel } from '@daybook/timeline'
import { useId, useState } from 'react'
import field from '../door/field.module.css'
import { useWorkspace } from '../workspace.tsx'
import css from './checklist-editor.module.css'

interface Props {
  readonly label: string
  readonly actions: readonly string[]
  onChange(actions: readonly string[]): void
}

/** What a booking's steps are made of, first of all; any other action can be typed by its name. */
const KNOWN = Object.entries(ACTIONS)
  .filter(([, { category }]) => category === 'bookings' || category === 'payments')
  .map(([name]) => name)

const IS_ACTION = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/

/** Some actions: each can be taken out, and others put in by what they are called. */
export function ActionPicks({ label, actions, onChange }: Props) {
  const id = useId()
  const { workspace } = useWorkspace()
  const [typed, setTyped] = useState('')
  const say = (name: string) => filterLabel('action', name, workspace.locale)
  const add = (text: string) => {
    const name = nameOf(text, say)
    if (name === undefined) return
    if (!actions.includes(name)) onChange([...actions, name])
    setTyped('')
  }
  // What is chosen from the list is taken at once; what is typed half-way is not.
  const change = (text: string) => (KNOWN.some(name => say(name) === text) ? add(text) : setTyped(text))
  return (
    <div className={css.picks}>
      <label htmlFor={id}>{label}</label>
      <ul>
        {actions.map(name => (
          <li key={name}>
            {say(name)}
            <button
              type="button"
              aria-label={`Take out ${say(name)}`}
              onClick={() => onChange(actions.filter(one => one !== name))}
            >
              ×
            </button>
          </li>
        ))}
        <li className={css.adds}>
          <input
            id={id}
            className={field.input}
            list={`${id}-known`}
            value={typed}
            autoComplete="off"
            placeholder="Add …"
            onChange={event => change(event.target.value)}
            onKeyDown={event => {
              if (event.key !== 'Enter' || typed.trim() === '') return
              event.preventDefault()
              add(typed)
            }}
            onBlur={() => typed !== '' && add(typed)}
          />
          <datalist id={`${id}-known`}>
            {KNOWN.filter(name => !actions.includes(name)).map(name => (
              <option key={name} value={say(name)}>
                {name}
              </option>
            ))}
          </datalist>
        </li>
      </ul>
    </div>
  )
}

/** The action that a text names, by its label or its name; undefined where it is neither. */
function nameOf(text: string, say: (name: string) => string): string | undefined {
  const wanted = text.trim()
  const known = KNOWN.find(one => one === wanted || say(one).toLowerCase() === wanted.toLowerCase())
  return known ?? (IS_ACTION.test(wanted) ? wanted : undefined)
}
