import { formatLocale } from '@daybook/timeline'
import button from '../parts/button.module.css'
import { useWorkspace } from '../workspace.tsx'
import css from './act-form.module.css'

interface Props {
  /** Instants. */
  readonly free: readonly string[]
  readonly title?: string
  onChoose(start: string): void
}

/** Starts that are free; by default where the one that was wanted is taken. One click takes another. */
export function FreeTimes({ free, title, onChoose }: Props) {
  const { workspace } = useWorkspace()
  const format = new Intl.DateTimeFormat(formatLocale(workspace.locale), {
    timeZone: workspace.timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
  return (
    <section className={css.note} aria-label="Free times">
      <h3>{title ?? (free.length === 0 ? 'Nothing is free in the days after it.' : 'Free instead:')}</h3>
      <div className={css.times}>
        {free.map(start => (
          <button key={start} type="button" className={button.button} onClick={() => onChoose(start)}>
            {format.format(Date.parse(start))}
          </button>
        ))}
      </div>
    </section>
  )
}
