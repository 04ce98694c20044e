import type { OwnField } from '@daybook/protocol'
import { VisuallyHidden } from '@daybook/timeline'
import { useId } from 'react'
import field from '../door/field.module.css'
import type { FormDoor } from '../door/use-form.ts'
import button from '../parts/button.module.css'
import { CHEVRON, Glyph } from '../parts/glyph.tsx'
import css from './type-dialog.module.css'
import type { TypeRow } from './type-row.ts'

interface Props {
  readonly row: TypeRow
  readonly at: number
  readonly of: FormDoor
  onKind(kind: OwnField['kind']): void
  /** Absent for the first. */
  onUp: (() => void) | undefined
  onRemove(): void
}

const KINDS: Readonly<Record<OwnField['kind'], string>> = {
  text: 'Text',
  long_text: 'Long text',
  number: 'Number',
  decimal: 'Decimal',
  money: 'Amount',
  date: 'Date',
  instant: 'Date and time',
  boolean: 'Yes or no',
  enum: 'Choice',
  list: 'List',
}

/** One field of an own type: what it is called and what stands in it. */
export function TypeField({ row, at, of, onKind, onUp, onRemove }: Props) {
  const id = useId()
  const names = { label: `label-${row.key}`, choices: `choices-${row.key}` }
  const wrong = of.errorOf(names.label)
  const wrongChoices = of.errorOf(names.choices)
  return (
    <div role="group" aria-label={`Field ${at + 1}`} className={css.row}>
      <input
        className={field.input}
        name={names.label}
        aria-label="Label"
        placeholder="Label"
        defaultValue={row.label}
        maxLength={100}
        autoComplete="off"
        aria-invalid={wrong === undefined ? undefined : true}
        aria-describedby={wrong && `${id}-label`}
        required
      />
      <Kind kind={row.kind} onKind={onKind} />
      <div className={css.rowActs}>
        {onUp && (
          <button type="button" className={button.link} onClick={onUp}>
            Up<VisuallyHidden>: field {at + 1}</VisuallyHidden>
          </button>
        )}
        <button type="button" className={button.link} onClick={onRemove}>
          Remove<VisuallyHidden> field {at + 1}</VisuallyHidden>
        </button>
      </div>
      {row.kind === 'enum' && (
        <textarea
          className={`${field.input} ${css.choices}`}
          name={names.choices}
          aria-label="Choices, one a line"
          placeholder="Choices, one a line"
          rows={3}
          defaultValue={row.choices}
          aria-invalid={wrongChoices === undefined ? undefined : true}
          aria-describedby={wrongChoices && `${id}-choices`}
        />
      )}
      {wrong && (
        <p id={`${id}-label`} className={`${field.error} ${css.choices}`}>
          The label {wrong}.
        </p>
      )}
      {wrongChoices && (
        <p id={`${id}-choices`} className={`${field.error} ${css.choices}`}>
          The choices {wrongChoices}.
        </p>
      )}
    </div>
  )
}

function Kind({ kind: chosen, onKind }: { kind: OwnField['kind'] } & Pick<Props, 'onKind'>) {
  return (
    <div className={field.row}>
      <select
        className={`${field.input} ${field.select}`}
        aria-label="Kind"
        value={chosen}
        onChange={event => onKind(event.target.value as OwnField['kind'])}
      >
        {Object.entries(KINDS).map(([kind, label]) => (
          <option key={kind} value={kind}>
            {label}
          </option>
        ))}
      </select>
      <Glyph d={CHEVRON} size={12} box={10} className={field.chevron} />
    </div>
  )
}
