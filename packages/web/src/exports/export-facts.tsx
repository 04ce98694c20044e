import { findAction } from '@daybook/catalogue'
import type { ExportAnswer, ExportTotal } from '@daybook/protocol'
import { formatLocale, fullStamp } from '@daybook/timeline'
import { describeFilter } from '../filters/describe-filter.ts'
import { useShownZone, useWorkspace } from '../workspace.tsx'
import css from './export-page.module.css'
import { sayBytes } from './say-export.ts'

const WHY: Readonly<Record<string, string>> = {
  export_too_large: 'A PDF holds 5,000 entries, and these are more. Narrow the list, or take CSV.',
  not_found: 'What was to be exported is not there any more.',
}

/** What was asked for, and what became of it. */
export function ExportFacts({ answer }: { readonly answer: ExportAnswer }) {
  const { workspace } = useWorkspace()
  const timeZone = useShownZone()
  const { locale } = workspace
  const number = new Intl.NumberFormat(formatLocale(locale))
  const at = (text: string) => fullStamp(Date.parse(text), { locale, timeZone })
  const { state, filter, bytes, sha256, expiresAt } = answer
  const filters = filter ? describeFilter(filter, { locale }).map(one => `${one.name}: ${one.value}`) : []
  const facts: [string, React.ReactNode][] = []
  if (state === 'ready') {
    facts.push(['Entries', number.format(answer.done)], ['Size', sayBytes(bytes ?? 0, locale)])
    if (expiresAt) facts.push(['Can be fetched until', at(expiresAt)])
    if (sha256) facts.push(['SHA-256', <code key="hash">{sha256}</code>])
  } else if (answer.count !== undefined && state !== 'erased')
    facts.push(['Entries', number.format(answer.count)])
  if (filter) {
    facts.push(['Filters', filters.length > 0 ? filters.join(' · ') : 'none'])
    facts.push(['Order', answer.order === 'asc' ? 'Oldest first' : 'Newest first'])
    facts.push(['Times in', answer.format === 'jsonl' ? 'UTC' : answer.timeZone])
    facts.push(['IP addresses', answer.ips ? 'in it' : 'left out'])
  }
  return (
    <>
      {state === 'failed' && (
        <p className={css.note}>
          {WHY[answer.problem ?? ''] ?? 'Something went wrong on our side. Make it again.'}
        </p>
      )}
      {state === 'expired' && (
        <p className={css.note}>
          Its file was removed after seven days. It can be made again, of the same entries.
        </p>
      )}
      {state === 'erased' && (
        <p className={css.note}>It held somebody who was erased, so its file is gone with them.</p>
      )}
      <dl className={css.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {answer.totals && answer.totals.length > 0 && <Totals totals={answer.totals} />}
    </>
  )
}

/** Sums by action and currency: never across them. */
function Totals({ totals }: { readonly totals: readonly ExportTotal[] }) {
  const { workspace } = useWorkspace()
  const { locale } = workspace
  const number = new Intl.NumberFormat(formatLocale(locale))
  return (
    <table className={css.totals}>
      <caption>Totals of the amounts</caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Entries</th>
          <th scope="col">Sum</th>
        </tr>
      </thead>
      <tbody>
        {totals.map(total => (
          <tr key={`${total.action} ${total.currency}`}>
            <th scope="row">{findAction(total.action)?.label[locale as 'en'] ?? total.action}</th>
            <td>{number.format(total.entries)}</td>
            <td>{money(total, locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function money({ value, currency }: ExportTotal, locale: string): string {
  try {
    const format = new Intl.NumberFormat(formatLocale(locale), { style: 'currency', currency })
    return format.format(Number(value) / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
  } catch {
    return `${value} ${currency}`
  }
}
