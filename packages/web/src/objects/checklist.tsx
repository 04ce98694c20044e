import { formatValue } from '@daybook/catalogue'
import type { ChecklistItem } from '@daybook/protocol'
import { Icon, isPlainDate, languageOf, localDay, mediumDate, personName, useReader } from '@daybook/timeline'
import { useWorkspace } from '../workspace.tsx'
import css from './checklist.module.css'

/** The steps of a booking, each with how it stands and the entry that it rests on. */
export function Checklist({ steps }: { steps: readonly ChecklistItem[] }) {
  if (steps.length === 0) return null
  const done = steps.filter(step => step.state === 'done').length
  return (
    <section className={css.box} aria-labelledby="checklist-title">
      <h2 id="checklist-title">
        Checklist{' '}
        <span>
          {done} of {steps.length} done
        </span>
      </h2>
      <ol className={css.steps}>
        {steps.map(step => (
          <Step key={step.name} step={step} />
        ))}
      </ol>
    </section>
  )
}

const ICONS: Readonly<Record<ChecklistItem['state'], string>> = {
  open: 'dot',
  partly: 'hourglass',
  done: 'check',
  refunded: 'refund',
  partly_refunded: 'refund',
}

function Step({ step }: { step: ChecklistItem }) {
  const { name, state, entry } = step
  return (
    <li className={`${css.step} ${css[state]}`}>
      <span className={css.mark}>
        <Icon name={ICONS[state]} size={14} />
      </span>
      <span className={css.says}>
        <b>
          {name}
          {SAYS[state]}
        </b>
        <Figure step={step} />
        {entry && <By entry={entry} />}
      </span>
    </li>
  )
}

/** What follows the name: "Paid: not yet", "Paid - refunded". */
const SAYS: Readonly<Record<ChecklistItem['state'], string>> = {
  open: ': not yet',
  partly: ': partly',
  done: ': done',
  refunded: ' – refunded',
  partly_refunded: ' – refunded in part',
}

function Figure({ step: { paid, state } }: { step: ChecklistItem }) {
  const { workspace } = useWorkspace()
  if (paid === undefined) return null
  const say = (value: number) =>
    formatValue(
      undefined,
      { value, currency: paid.currency },
      {
        locale: languageOf(workspace.locale),
        timeZone: workspace.timeZone,
      },
    )
  const isWhole = paid.price === undefined || paid.value === paid.price
  return (
    <span className={css.figure}>
      {isWhole && state === 'done' ? say(paid.value) : null}
      {!isWhole && `${say(paid.value)} of ${say(paid.price!)}`}
    </span>
  )
}

/** When and by whom, which leads to the entry. */
function By({ entry }: { entry: NonNullable<ChecklistItem['entry']> }) {
  const reader = useReader()
  const { occurredAt, undated, actor } = entry
  const day = isPlainDate(occurredAt) ? occurredAt : localDay(Date.parse(occurredAt), reader.timeZone)
  const who = personName(actor, { clients: [] } as never, reader)
  return (
    <a href={`/entries/${entry.id}`}>
      {undated ? (
        reader.words.dateUnknown
      ) : (
        <time dateTime={occurredAt}>{mediumDate(day, reader.locale)}</time>
      )}
      , {who}
    </a>
  )
}
