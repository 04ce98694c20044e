import type { ChecklistStep } from '@daybook/protocol'
import { useId } from 'react'
import field from '../door/field.module.css'
import button from '../parts/button.module.css'
import { CHEVRON, Glyph } from '../parts/glyph.tsx'
import { ActionPicks } from './action-picks.tsx'
import css from './checklist-editor.module.css'

interface Props {
  readonly step: ChecklistStep
  /** From 0. */
  readonly place: number
  readonly last: boolean
  onChange(step: ChecklistStep): void
  onMove(by: -1 | 1): void
  onRemove(): void
}

const CONDITIONS = [
  ['', 'when one of these happens'],
  ['or_first_recorded', 'when one of these happens, or by the first entry'],
  ['price_reached', 'when what these bring in reaches the price'],
] as const

/** One step: its name, what does it, and what undoes it. */
export function ChecklistStepFields({ step, place, last, onChange, onMove, onRemove }: Props) {
  const said = step.name.trim() || `step ${place + 1}`
  return (
    <fieldset className={css.step}>
      <legend className={css.unseen}>Step {place + 1}</legend>
      <Head step={step} onChange={onChange} />
      <ActionPicks
        label={step.condition === 'price_reached' ? 'Brings money in' : 'Done by'}
        actions={step.actions}
        onChange={actions => onChange({ ...step, actions })}
      />
      <ActionPicks
        label={step.condition === 'price_reached' ? 'Gives money back' : 'Undone by'}
        actions={step.unless ?? []}
        onChange={unless => onChange({ ...step, unless })}
      />
      <StepActs {...{ said, place, last, onMove, onRemove }} />
    </fieldset>
  )
}

function Head({ step, onChange }: Pick<Props, 'step' | 'onChange'>) {
  const id = useId()
  return (
    <div className={css.head}>
      <div className={css.name}>
        <label htmlFor={id}>Name</label>
        <input
          id={id}
          className={field.input}
          value={step.name}
          maxLength={60}
          autoComplete="off"
          onChange={event => onChange({ ...step, name: event.target.value })}
        />
      </div>
      <div className={css.name}>
        <label htmlFor={`${id}-when`}>Done</label>
        <div className={field.row}>
          <select
            id={`${id}-when`}
            className={`${field.input} ${field.select}`}
            value={step.condition ?? ''}
            onChange={event => {
              const { condition: _, ...rest } = step
              const condition = event.target.value as NonNullable<ChecklistStep['condition']> | ''
              onChange(condition === '' ? rest : { ...rest, condition })
            }}
          >
            {CONDITIONS.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
          <Glyph d={CHEVRON} size={12} box={10} className={field.chevron} />
        </div>
      </div>
    </div>
  )
}

function StepActs({
  said,
  place,
  last,
  onMove,
  onRemove,
}: Omit<Props, 'step' | 'onChange'> & { said: string }) {
  return (
    <div className={css.stepActs}>
      <button
        type="button"
        className={button.link}
        aria-label={`Move ${said} up`}
        aria-disabled={place === 0}
        onClick={() => place > 0 && onMove(-1)}
      >
        Up
      </button>
      <button
        type="button"
        className={button.link}
        aria-label={`Move ${said} down`}
        aria-disabled={last}
        onClick={() => !last && onMove(1)}
      >
        Down
      </button>
      <button type="button" className={button.link} aria-label={`Remove ${said}`} onClick={onRemove}>
        Remove
      </button>
    </div>
  )
}
