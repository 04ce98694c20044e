import type { Entry, WhyAnswer } from '@daybook/protocol'
import { useId, useState } from 'react'
import { isPlainDate } from '../local-day.ts'
import { useReader } from '../reader.tsx'
import { fullStamp, longDate } from '../stamps.ts'
import { detailWords } from '../words.ts'
import css from './details.module.css'
import { Sentence } from './sentence.tsx'

/** Where the system acted: why, in one click. The rule that decided, and the entries that led to it, the first cause last. */
export function WhyChain({ entry }: { entry: Entry }) {
  const { locale, why, words: row } = useReader()
  const words = detailWords(locale)
  const id = useId()
  const [open, setOpen] = useState(false)
  const [answer, setAnswer] = useState<WhyAnswer | 'failed'>()
  if (why === undefined || (entry.causedBy === undefined && entry.rule === undefined)) return null
  const ask = () => {
    setAnswer(undefined)
    why(entry.id).then(setAnswer, () => setAnswer('failed'))
  }
  return (
    <div className={css.why}>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => {
          setOpen(!open)
          if (!open && (answer === undefined || answer === 'failed')) ask()
        }}
      >
        {entry.actor.type === 'system' ? words.whySystem : row.chain}
      </button>
      {open && (
        <div id={id} role="status">
          {answer === 'failed' ? words.whyFailed : answer && <Chain answer={answer} />}
        </div>
      )}
    </div>
  )
}

function Chain({ answer: { causes, rule, hidden } }: { answer: WhyAnswer }) {
  const { locale, links } = useReader()
  const words = detailWords(locale)
  return (
    <ol className={css.chain}>
      {rule && (
        <li>
          <span>{words.rule}</span>
          <b>{rule.name ?? rule.id}</b>
        </li>
      )}
      {causes.map(cause => (
        <li key={cause.id}>
          <span>
            <Moment entry={cause} />
          </span>
          <a href={links.entry?.(cause.id)}>
            <Sentence entry={cause} inline />
          </a>
          {cause.reason && <small>“{cause.reason}”</small>}
        </li>
      ))}
      {hidden && <li>{words.whyHidden}</li>}
    </ol>
  )
}

function Moment({ entry: { occurredAt } }: { entry: Entry }) {
  const reader = useReader()
  if (isPlainDate(occurredAt)) return <time dateTime={occurredAt}>{longDate(occurredAt, reader.locale)}</time>
  return <time dateTime={occurredAt}>{fullStamp(Date.parse(occurredAt), reader)}</time>
}
