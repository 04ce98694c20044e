import { VisuallyHidden } from '@daybook/timeline'
import { useId } from 'react'
import button from '../parts/button.module.css'
import { RemoveButton } from './remove-button.tsx'
import css from './week-hours.module.css'

interface Props {
  /** The day that the hours are of. */
  readonly label: string
  /** The name of the form's field that carries the lines; absent where another carries them. */
  readonly name?: string
  /** `09:00-12:30`, one a span; a side that is not typed yet is empty. */
  readonly lines: readonly string[]
  readonly error?: string | undefined
  onChange(lines: readonly string[]): void
}

/** The end of the day, which a field for times cannot hold. */
const MIDNIGHT = '24:00'
const PARTS = /^([\d:]*)-([\d:]*)$/

/** The hours of a day: from and to for each span, more of them, fewer, or none at all. */
export function SpanInputs({ label, name, lines, error, onChange }: Props) {
  const id = useId()
  const change = (index: number, line: string) => onChange(lines.map((one, i) => (i === index ? line : one)))
  return (
    <div role="group" aria-labelledby={id} className={css.day}>
      <span id={id} className={css.label}>
        {label}
      </span>
      <div className={css.spans}>
        {name !== undefined && <input type="hidden" name={name} value={lines.join('\n')} />}
        {lines.length === 0 && <span className={css.closed}>Closed</span>}
        {lines.map((line, index) => (
          // A span is where it stands: it has no other name.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index} className={css.span}>
            <Span
              label={label}
              line={line}
              wrong={error !== undefined && index === 0}
              onChange={next => change(index, next)}
            />
            <RemoveButton
              what={`${label} ${line}`}
              onRemove={() => onChange(lines.filter((_, i) => i !== index))}
            />
          </div>
        ))}
        <button type="button" className={button.link} onClick={() => onChange([...lines, nextSpan(lines)])}>
          Add hours<VisuallyHidden> on {label}</VisuallyHidden>
        </button>
        {error !== undefined && <p className={css.error}>{error}.</p>}
      </div>
    </div>
  )
}

interface SpanProps {
  readonly label: string
  readonly line: string
  readonly wrong: boolean
  onChange(line: string): void
}

function Span({ label, line, wrong, onChange }: SpanProps) {
  const parts = PARTS.exec(line)
  // What a host has written in its own way can be taken away, not changed.
  if (parts === null) return <code className={css.raw}>{line}</code>
  const [, from = '', to = ''] = parts
  return (
    <>
      <input
        type="time"
        className={css.time}
        aria-label={`${label} from`}
        aria-invalid={wrong || undefined}
        value={from}
        onChange={event => onChange(`${event.target.value}-${to}`)}
      />
      <span aria-hidden="true">–</span>
      <input
        type="time"
        className={css.time}
        aria-label={`${label} until`}
        value={to === MIDNIGHT ? '00:00' : to}
        onChange={event => {
          const until = event.target.value
          onChange(`${from}-${until === '00:00' ? MIDNIGHT : until}`)
        }}
      />
    </>
  )
}

/** What is offered first: a usual day, and its afternoon. */
const nextSpan = (lines: readonly string[]): string =>
  lines.length === 0 ? '09:00-17:00' : lines.at(-1)! < '13:00' ? '14:00-18:00' : '-'
