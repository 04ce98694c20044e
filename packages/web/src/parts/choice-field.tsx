import { type ReactNode, useId } from 'react'
import css from '../door/field.module.css'
import { CHEVRON, Glyph } from './glyph.tsx'

interface Props {
  readonly label: string
  readonly name: string
  readonly defaultValue: string
  readonly options: readonly (readonly [value: string, label: string])[]
  readonly hint?: ReactNode
  readonly disabled?: boolean
  onChoose?(value: string): void
}

/** One of a few, in a form. */
export function ChoiceField({ label, hint, options, onChoose, ...select }: Props) {
  const id = useId()
  return (
    <div className={css.field}>
      <label htmlFor={id}>{label}</label>
      <div className={css.row}>
        <select
          {...select}
          onChange={onChoose && (event => onChoose(event.target.value))}
          id={id}
          className={`${css.input} ${css.select}`}
          aria-describedby={hint ? `${id}-hint` : undefined}
        >
          {options.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
        <Glyph d={CHEVRON} size={12} box={10} className={css.chevron} />
      </div>
      {hint && (
        <p id={`${id}-hint`} className={css.hint}>
          {hint}
        </p>
      )}
    </div>
  )
}
