import { readException, writeSpan } from '@daybook/catalogue'
import type { ActField } from '@daybook/protocol'
import { useId, useState } from 'react'
import field from '../door/field.module.css'
import type { FormDoor } from '../door/use-form.ts'
import button from '../parts/button.module.css'
import { fieldName } from './read-form.ts'
import { RemoveButton } from './remove-button.tsx'
import { SpanInputs } from './span-inputs.tsx'
import css from './week-hours.module.css'

interface Props {
  readonly field: ActField
  readonly text: string
  readonly of: FormDoor
}

interface Row {
  readonly key: number
  readonly from: string
  readonly to: string
  readonly hours: readonly string[]
  /** A text that is not ours to read: it stays as it is until it is taken away. */
  readonly raw?: string
}

let keys = 0

/** Other hours by date: closed at Christmas, longer on one evening. */
export function ExceptionsField({ field: { name: of, label }, text, of: door }: Props) {
  const id = useId()
  const [rows, setRows] = useState(() =>
    text
      .split('\n')
      .filter(line => line !== '')
      .map(rowOf),
  )
  const name = fieldName(of)
  const error = door.errorOf(name)
  const change = (key: number, part: Partial<Row>) =>
    setRows(rows.map(row => (row.key === key ? { ...row, ...part } : row)))
  return (
    <fieldset className={css.week} aria-describedby={error && `${id}-error`}>
      <legend>{label}</legend>
      <input type="hidden" name={name} value={rows.map(lineOf).join('\n')} />
      {rows.map(row => (
        <div key={row.key} className={css.exception}>
          {row.raw === undefined ? <Dates row={row} onChange={part => change(row.key, part)} /> : row.raw}
          <RemoveButton
            what={lineOf(row)}
            onRemove={() => setRows(rows.filter(({ key }) => key !== row.key))}
          />
          {row.raw === undefined && (
            <SpanInputs label="Hours" lines={row.hours} onChange={hours => change(row.key, { hours })} />
          )}
        </div>
      ))}
      <button
        type="button"
        className={`${button.link} ${css.copy}`}
        onClick={() => setRows([...rows, { key: ++keys, from: '', to: '', hours: [] }])}
      >
        Add an exception
      </button>
      {error !== undefined && (
        <p id={`${id}-error`} className={field.error}>
          {label} {error}.
        </p>
      )}
    </fieldset>
  )
}

function Dates({ row, onChange }: { row: Row; onChange(part: Partial<Row>): void }) {
  return (
    <div className={css.dates}>
      <label>
        <span>From</span>
        <input
          type="date"
          className={css.time}
          value={row.from}
          onChange={event => onChange({ from: event.target.value })}
        />
      </label>
      <label>
        <span>Until</span>
        <input
          type="date"
          className={css.time}
          min={row.from}
          value={row.to}
          onChange={event => onChange({ to: event.target.value })}
        />
      </label>
    </div>
  )
}

function rowOf(line: string): Row {
  const read = readException(line)
  if (read === undefined) return { key: ++keys, from: '', to: '', hours: [], raw: line }
  return {
    key: ++keys,
    from: read.from,
    to: read.to === read.from ? '' : read.to,
    hours: read.spans.map(writeSpan),
  }
}

function lineOf({ from, to, hours, raw }: Row): string {
  if (raw !== undefined) return raw
  const days = to === '' || to === from ? from : `${from}/${to}`
  return `${days}: ${hours.length === 0 ? 'closed' : hours.join(', ')}`
}
