import type { Entry } from '@daybook/protocol'
import { useReader, valueText } from '@daybook/timeline'
import css from './log-table.module.css'

/** From where, on which device, how much. */
export function ContextCell({ entry }: { entry: Entry }) {
  const reader = useReader()
  const { device, ip, amount } = entry.context ?? {}
  const lines = [
    amount && valueText(undefined, amount, entry, reader),
    device,
    ip,
    entry.rule && (entry.rule.name ?? entry.rule.id),
  ].filter(line => line !== undefined && line !== '')
  if (lines.length === 0) return <span className={css.none}>–</span>
  return lines.map(line => <small key={line}>{line}</small>)
}
