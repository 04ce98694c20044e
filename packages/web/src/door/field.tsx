import { type InputHTMLAttributes, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import css from './field.module.css'
import type { FormDoor } from './use-form.ts'

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, 'name' | 'id' | 'className'> {
  readonly label: string
  readonly name: string
  /** What is expected, under the field. */
  readonly hint?: ReactNode
  /** The form that it stands in, which tells what is wrong with it. */
  readonly of?: FormDoor
  /** What the form's own message says is about this field. */
  readonly answers?: boolean
  /** The focus begins here: the page, or the step, has this one thing to do. */
  readonly first?: boolean
}

/** A labelled field; hint and error are tied to it, so that a screen reader says them with it. */
export function Field({
  label,
  name,
  hint,
  of,
  answers = false,
  first = false,
  type = 'text',
  ...input
}: Props) {
  const id = useId()
  const element = useRef<HTMLInputElement>(null)
  const [shown, setShown] = useState(false)
  useEffect(() => {
    if (first) element.current?.focus()
  }, [first])
  const error = of?.errorOf(name)
  const about = answers ? of?.about : undefined
  const told = [error && `${id}-error`, about, hint && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <div className={css.field}>
      <label htmlFor={id}>{label}</label>
      <div className={css.row}>
        <input
          {...input}
          ref={element}
          id={id}
          name={name}
          type={shown ? 'text' : type}
          className={css.input}
          aria-describedby={told || undefined}
          aria-invalid={error !== undefined || (answers && of?.wrong) ? true : undefined}
        />
        {type === 'password' && (
          <button
            type="button"
            className={css.show}
            aria-pressed={shown}
            aria-controls={id}
            onClick={() => setShown(!shown)}
          >
            {shown ? 'Hide' : 'Show'}
            <span className={css.what}> the {label.toLowerCase()}</span>
          </button>
        )}
      </div>
      {error !== undefined && (
        <p id={`${id}-error`} className={css.error}>
          {label} {error}.
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className={css.hint}>
          {hint}
        </p>
      )}
    </div>
  )
}
