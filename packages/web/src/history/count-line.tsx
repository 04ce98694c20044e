import type { EntryCounts } from '@daybook/protocol'
import { formatLocale, mediumDate, zoneName } from '@daybook/timeline'
import type { UseQueryResult } from '@tanstack/react-query'
import { useShownZone, useWorkspace } from '../workspace.tsx'
import css from './count-line.module.css'
import { ZoneSwitch } from './zone-switch.tsx'
import { Glyph } from '../parts/glyph.tsx'

interface Props {
  /** Entries on the page; undefined while the first ones are on their way. */
  readonly loaded: number | undefined
  readonly counts: UseQueryResult<EntryCounts>
  readonly order: 'desc' | 'asc'
  onOrder(order: 'desc' | 'asc'): void
}

/** `50 of 1,240 entries`, which way they read, and whose clock they show. */
export function CountLine({ loaded, counts, order, onOrder }: Props) {
  const { workspace } = useWorkspace()
  const timeZone = useShownZone()
  const place = { locale: workspace.locale, timeZone }
  return (
    <div className={css.line}>
      <span className={css.count}>
        {loaded !== undefined && <Count loaded={loaded} counts={counts.data} locale={workspace.locale} />}
      </span>
      <span className={css.switches}>
        <button
          type="button"
          className={css.switch}
          onClick={() => onOrder(order === 'desc' ? 'asc' : 'desc')}
        >
          <Glyph
            d={order === 'desc' ? 'M6 1.5v9M2.5 7 6 10.5 9.5 7' : 'M6 10.5v-9M2.5 5 6 1.5 9.5 5'}
            size={12}
            box={12}
            weight={1.4}
          />
          {order === 'desc' ? 'Newest first' : 'Oldest first'}
        </button>
        <ZoneSwitch text={`Times in ${timeZone} (${zoneName(Date.now(), place)})`} />
      </span>
    </div>
  )
}

function Count({
  loaded,
  counts,
  locale,
}: {
  loaded: number
  counts: EntryCounts | undefined
  locale: string
}) {
  const number = new Intl.NumberFormat(formatLocale(locale))
  const entries = (count: number) => (count === 1 ? 'entry' : 'entries')
  if (!counts) return `${number.format(loaded)} ${entries(loaded)}`
  const total = Math.max(counts.total, loaded)
  if (!counts.exact) {
    const back = counts.reachedBack
      ? `, counted back to ${mediumDate(counts.reachedBack.slice(0, 10), locale)}`
      : ''
    return `${number.format(loaded)} of at least ${number.format(total)} ${entries(total)}${back}`
  }
  return `${number.format(loaded)} of ${number.format(total)} ${entries(total)}`
}
