import type { Counted } from '@daybook/protocol'
import { formatLocale } from '@daybook/timeline'
import { useWorkspace } from '../workspace.tsx'
import css from './patterns.module.css'

interface Props {
  readonly of: Counted
  /** What it counts, for who hears the link alone. */
  readonly what: string
}

/** A number that leads to the entries behind it; nothing leads to nothing. */
export function Number({ of: { n, page }, what }: Props) {
  const { workspace } = useWorkspace()
  const text = new Intl.NumberFormat(formatLocale(workspace.locale)).format(n)
  if (n === 0) return <span className={css.none}>0</span>
  return (
    <a className={css.number} href={page} aria-label={`${text} ${what}`}>
      {text}
    </a>
  )
}
